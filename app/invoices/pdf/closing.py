"""What follows the table: totals, the sentence on tax, how to pay."""

from app.invoices.pdf import typeset
from app.invoices.pdf.figures import money, percent
from app.invoices.pdf.flow import Flow
from app.invoices.pdf.girocode import girocode
from app.invoices.pdf.paper import Paper
from app.invoices.pdf.phrases import Phrases
from app.invoices.pdf.sheet import ACCENT, BODY, LEADING, LEFT, MUTED, RIGHT, mm
from app.invoices.pdf.table import Table
from app.values.dates import write_date

_ROW = mm(5.7)
_TOTAL = 12.5
_TOTALS_LEFT = mm(112)
_CODE = mm(24)  # EPC069-12 guidance: not below 20 mm
_QUIET = mm(8)  # more than four modules of the smallest code
_AFTER_TABLE = mm(3.5)


def draw_totals(flow: Flow, table: Table, paper: Paper, phrases: Phrases) -> None:
    """Net, tax per rate, total (§ 14 Abs. 4 Nr. 7 and 8 UStG), never parted by a page's end."""
    language = paper.language
    rows = []
    if paper.shows_tax:
        rows.append((phrases.net, money(paper.subtotal, language)))
        for tax in paper.taxes:
            rate, net = percent(tax.tax_rate, language), money(tax.net, language)
            rows.append((phrases.tax_on.format(rate=rate, net=net), money(tax.tax, language)))
    total = money(paper.total, language)
    table.keep_together(_AFTER_TABLE + _ROW * len(rows) + mm(12))
    left = _left_edge(rows, phrases.total, total)
    flow.y += _AFTER_TABLE
    for label, amount in rows:
        flow.need(_ROW + mm(12))
        flow.y += _ROW
        flow.sheet.write(left, flow.y - mm(1.2), label, BODY, colour=MUTED)
        flow.sheet.write_to(RIGHT, flow.y - mm(1.2), amount, BODY)
    if rows:
        flow.y += mm(1.2)
        flow.sheet.rule(left, flow.y, RIGHT, colour=ACCENT, thickness=0.9)
    flow.y += mm(6.3)
    flow.sheet.write(left, flow.y, phrases.total, _TOTAL, bold=True)
    flow.sheet.write_to(RIGHT, flow.y, total, _TOTAL, bold=True)
    flow.y += mm(3)


def _left_edge(rows: list[tuple[str, str]], label: str, total: str) -> float:
    needed = [typeset.width(text, BODY) + mm(8) + typeset.width(amount, BODY) for text, amount in rows]
    needed.append(typeset.width(label, _TOTAL, bold=True) + mm(8) + typeset.width(total, _TOTAL, bold=True))
    return max(LEFT, min(_TOTALS_LEFT, RIGHT - max(needed)))


def draw_closing(flow: Flow, paper: Paper, phrases: Phrases) -> None:
    flow.y += mm(7)
    if paper.tax_note:
        flow.need(2 * LEADING)
        flow.paragraph(paper.tax_note, RIGHT)
        flow.y += mm(3)
    if paper.is_cancellation:
        flow.need(2 * LEADING)
        flow.paragraph(phrases.nothing_to_pay, RIGHT)
        return
    _draw_payment(flow, paper, phrases)


def _draw_payment(flow: Flow, paper: Paper, phrases: Phrases) -> None:
    end = RIGHT
    code = girocode(paper)
    if code:
        flow.need(_CODE + mm(8))
        _draw_code(flow, code)
        end = RIGHT - _CODE - _QUIET
    else:
        flow.need(3 * LEADING)
    code_sheet, below_code = flow.sheet, flow.y + _CODE + mm(8)
    if paper.asks_for_payment:
        sentence, strong = _request(paper, phrases)
        flow.paragraph(f"{sentence} {phrases.thanks}", end, strong=strong)
        flow.y += mm(3)
    if paper.terms:
        flow.paragraph(paper.terms, end)
    if code and flow.sheet is code_sheet:
        flow.y = max(flow.y, below_code)


def _request(paper: Paper, phrases: Phrases) -> tuple[str, str]:
    """The sentence that asks for payment, and what of it is bold."""
    account = bool(paper.seller.iban)
    if not paper.due_date:
        return (phrases.pay if account else phrases.pay_without_account), ""
    when = write_date(paper.due_date, paper.language).replace(" ", "\xa0")
    sentence = phrases.pay_until if account else phrases.pay_until_without_account
    return sentence.format(date=when), when


def _draw_code(flow: Flow, code: list[list[bool]]) -> None:
    """As rectangles, one for each run of dark modules, so that it stays sharp in print."""
    module = _CODE / len(code)
    left, top = RIGHT - _CODE, flow.y + mm(1.5)
    for row, modules in enumerate(code):
        start = 0
        while start < len(modules):
            end = start
            while end < len(modules) and modules[end] == modules[start]:
                end += 1
            if modules[start]:
                flow.sheet.modules.append(
                    (left + start * module, top + row * module, (end - start) * module, module)
                )
            start = end
    caption = "GiroCode"
    centre = left + (_CODE - typeset.width(caption, 7)) / 2
    flow.sheet.write(centre, top + _CODE + mm(4.6), caption, 7, colour=MUTED)
