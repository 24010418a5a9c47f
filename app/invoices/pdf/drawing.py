"""From the paper to its PDF."""

from app.invoices.pdf.clean import cleaned
from app.invoices.pdf.closing import draw_closing, draw_totals
from app.invoices.pdf.flow import Flow
from app.invoices.pdf.footer import footer
from app.invoices.pdf.letterhead import draw_letterhead
from app.invoices.pdf.logo import read_logo
from app.invoices.pdf.paper import Paper
from app.invoices.pdf.phrases import Phrases, phrases
from app.invoices.pdf.press import press
from app.invoices.pdf.table import Table
from app.values.dates import write_date


def draw(paper: Paper) -> bytes:
    """The paper as PDF: A4, DIN 5008 form B, fonts embedded; the same paper gives the same bytes.

    No figure is computed but the running sum that is carried over from page to page. Not yet PDF/A-3: the
    output intent, the XMP and the XML are added to these bytes afterwards.
    """
    paper = cleaned(paper)
    spoken = phrases(paper.language)
    title = _title(paper, spoken)
    foot = footer(paper.seller, spoken)
    flow = Flow(paper.seller.name, _running_title(title, paper, spoken), foot.top)
    logo = read_logo(paper.logo) if paper.logo else None
    flow.y = draw_letterhead(flow.sheet, paper, spoken, title, logo[1] if logo else None)
    table = Table(flow, paper, spoken)
    table.draw()
    draw_totals(flow, table, paper, spoken)
    draw_closing(flow, paper, spoken)
    for number, sheet in enumerate(flow.sheets, start=1):
        foot.draw(sheet, spoken, number, len(flow.sheets))
        sheet.ghost = spoken.draft if paper.is_draft else ""
    return press(
        flow.sheets,
        title=title,
        author=paper.seller.name,
        locale=spoken.locale,
        made_at=paper.dated,
        logo=logo[0] if logo else None,
    )


def _title(paper: Paper, spoken: Phrases) -> str:
    kind = spoken.cancellation if paper.is_cancellation else spoken.invoice
    return spoken.draft_title.format(title=kind) if paper.is_draft else f"{kind} {paper.number}"


def _running_title(title: str, paper: Paper, spoken: Phrases) -> str:
    if not paper.issue_date:
        return title
    return spoken.dated.format(title=title, date=write_date(paper.issue_date, paper.language))
