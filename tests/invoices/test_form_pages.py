"""The form of a draft: one line more or less without scripts, lines left empty, sums that say what they leave out."""

from __future__ import annotations

import pytest
from lxml import html

from app.company.actions import change_company
from app.database import db
from app.invoices.models import Invoice
from app.invoices.rules import InvoiceStatus
from app.web.languages import company_today
from tests import factories
from tests.invoices.given import draft, in_status, issued, line
from tests.pages import lint

pytestmark = pytest.mark.on("sqlite")

BLANK = {"description": "", "quantity": "", "unit_price": ""}


def stored() -> list[Invoice]:
    db.session.rollback()
    return db.session.query(Invoice).all()


def words(tree) -> str:
    return " ".join(tree.text_content().split())


def fields(customer_id, *lines):
    found = {"customer_id": str(customer_id), "terms": "", "notes": "nur ein Test"}
    for number, values in enumerate(lines):
        given = {
            "id": "",
            "description": "Beratung",
            "quantity": "1",
            "unit": "Std.",
            "unit_price": "10",
            "tax_rate": "19",
            "discount_percent": "",
        }
        found |= {f"line_items-{number}-{name}": value for name, value in (given | values).items()}
    return found


def texts(page):
    return page.xpath("//tr[@data-line]//textarea[not(ancestor::template)]/text()")


def test_lines_are_added_and_removed_without_scripts(pages, app):
    clerk, customer = pages("leitung"), factories.customer()
    page = clerk.get("/invoices/new")
    first = page.xpath("//form[@id='form']//button[@type='submit' or not(@type)]")[0]
    assert first.get("name") is None, "Enter presses the first button: it must be the one that saves"
    assert page.xpath("//button[@name='add_line' and @value='1' and @type='submit' and @formnovalidate]")
    typed = fields(customer.id, {"description": "Eins", "quantity": "zwei"}, {"description": "Zwei"})
    answer = clerk.post("/invoices/new", typed | {"add_line": "1"})
    assert answer.status_code == 200
    page = lint(answer.text)
    numbers = page.xpath("//tr[@data-line]/@data-line")
    assert [one for one in numbers if one != "__index__"] == ["0", "1", "2"]
    assert page.xpath("string(//input[@name='line_items-0-quantity']/@value)") == "zwei"
    assert page.xpath("string(//input[@name='line_items-2-unit']/@value)") == "Std."
    assert page.xpath("string(//input[@name='customer_id']/@value)") == str(customer.id)
    assert "nur ein Test" in page.xpath("string(//textarea[@name='notes'])")
    assert not page.xpath("//*[@id='form-errors']")
    values = page.xpath("//button[@name='remove_line' and @formnovalidate]/@value")
    assert values == ["0", "1", "2", "__index__"]
    page = lint(clerk.post("/invoices/new", typed | {"remove_line": "0"}).text)
    assert [text.strip() for text in texts(page) if text.strip()] == ["Zwei"]
    assert page.xpath("string(//textarea[@name='line_items-0-description'])").strip() == "Zwei"
    last = lint(clerk.post("/invoices/new", fields(customer.id, {}) | {"remove_line": "0"}).text)
    assert last.xpath("//tr[@data-line='0']") and not [text for text in texts(last) if text.strip()]
    for odd in ("7", "x", ""):
        answer = clerk.post("/invoices/new", typed | {"remove_line": odd})
        assert answer.status_code == 200 and len(lint(answer.text).xpath("//tr[@data-line]")) == 3
    assert stored() == []


def test_a_line_more_does_not_hide_that_somebody_else_has_saved(pages, app):
    clerk, made = pages("leitung"), draft()
    typed = fields(made.customer_id, {}) | {"version": "1"}
    assert clerk.post(f"/invoices/{made.id}/edit", typed).status_code == 303
    for change, status in (({"add_line": "1"}, 200), ({"line_items-0-quantity": "x"}, 422)):
        answer = clerk.post(f"/invoices/{made.id}/edit", typed | change)
        assert answer.status_code == status
        page = lint(answer.text)
        assert page.xpath("string(//form[@id='form']//input[@name='version']/@value)") == "1"
    assert clerk.post(f"/invoices/{made.id}/edit", typed).status_code == 409


def test_lines_left_empty_are_not_saved(pages, api, app):
    clerk, customer = pages("leitung"), factories.customer()
    assert clerk.post("/invoices/new", fields(customer.id, BLANK, {}, BLANK)).status_code == 303
    (made,) = stored()
    assert [one.description for one in made.line_items] == ["Beratung"]
    assert clerk.post("/invoices/new", fields(customer.id, BLANK, BLANK)).status_code == 422
    page = html.document_fromstring(clerk.post("/invoices/new", fields(customer.id, BLANK, {"quantity": "x"})).text)  # fmt: skip
    assert page.get_element_by_id("line_items-0-quantity").get("value") == "x"
    emptied = fields(customer.id, {}, BLANK | {"id": str(made.line_items[0].id)})
    assert clerk.post(f"/invoices/{made.id}/edit", emptied).status_code == 422, (
        "a stored line goes by its bin"
    )
    body = {"customer_id": str(customer.id), "line_items": [{"description": "A", "quantity": 1, "unit_price": 1}, {}]}  # fmt: skip
    api("leitung").post("/api/backoffice/invoices", body, status=422)


def moved(made):
    """What a page sends of a draft of three lines: the first one removed, a new one first, the others swapped."""
    lines = {
        0: {"description": "Neu", "id": ""},
        2: {"id": str(made.line_items[2].id), "description": "Drei\r\nZeilen"},
        1: {"id": str(made.line_items[1].id), "description": "Zwei\r\nZeilen"},
    }
    found = fields(made.customer_id) | {"version": str(made.version)}
    for number, values in lines.items():
        given = {
            "quantity": "1",
            "unit": "Std.",
            "unit_price": "10",
            "tax_rate": "19",
            "discount_percent": "",
        }
        found |= {f"line_items-{number}-{name}": value for name, value in (given | values).items()}
    return found


def test_lines_that_were_moved_keep_what_is_stored_of_them(pages, app):
    """By their ids: the places of the others are theirs no longer. (Line breaks show what was read anew.)"""
    made = draft(*(line(description=f"{number}\r\nZeilen") for number in ("Eins", "Zwei", "Drei")))
    assert pages("leitung").post(f"/invoices/{made.id}/edit", moved(made)).status_code == 303
    db.session.rollback()
    assert [one.description for one in made.line_items] == ["Neu", "Drei\r\nZeilen", "Zwei\r\nZeilen"]


def test_a_new_line_takes_nothing_from_the_one_that_stood_there(pages, app):
    made = draft(*(line(description=number, discount="50") for number in ("Eins", "Zwei", "Drei")))
    sent = moved(made)
    del sent["line_items-0-discount_percent"]
    assert pages("leitung").post(f"/invoices/{made.id}/edit", sent).status_code == 303
    db.session.rollback()
    assert made.line_items[0].description == "Neu" and made.line_items[0].discount_percent == 0


def test_the_sums_say_which_lines_they_leave_out(pages, app):
    customer = factories.customer()
    lines = ({}, {"quantity": "12.50", "unit_price": "abc"}, {"unit_price": ""}, BLANK)
    answer = pages("leitung").post("/invoices/totals", fields(customer.id, *lines), part="totals")
    tree = html.fragment_fromstring(answer.text, create_parent="div")
    (status,) = tree.xpath("//*[@role='status']")
    first, second = status.xpath(".//p")
    assert "2" in words(first) and "Menge:" in words(first) and "Einzelpreis:" in words(first)
    assert "3" in words(second) and "Einzelpreis:" in words(second) and "Menge:" not in words(second)
    totals = tree.get_element_by_id("totals")
    assert totals.get("data-unreadable").split() == ["line_items-1-quantity", "line_items-1-unit_price"]
    assert "11,90" in words(totals)
    fine = pages("leitung").post("/invoices/totals", fields(customer.id, {}), part="totals")
    tree = html.fragment_fromstring(fine.text, create_parent="div")
    assert not tree.xpath("//*[@role='status']//p")
    assert not pages("leitung").get("/invoices/new").xpath("//*[@id='left-out']//p")


def test_a_name_that_fits_several_offers_them_without_scripts(pages, app):
    one, two = factories.customer("Löwenstein Nord"), factories.customer("Löwenstein Süd")
    typed = fields("", {}) | {"customer_id-text": "Löwenstein"}
    answer = pages("leitung").post("/invoices/new", typed)
    assert answer.status_code == 422
    page = lint(answer.text)
    offered = page.xpath("//noscript//input[@type='radio' and @name='customer_id']/@value")
    assert set(offered) == {str(one.id), str(two.id)}
    near = lint(pages("leitung").post("/invoices/new", typed | {"customer_id-text": "Löwnstein"}).text)
    assert set(near.xpath("//noscript//input[@name='customer_id']/@value")) == {str(one.id), str(two.id)}
    chosen = typed | {"customer_id": ["", str(two.id)], "customer_id-shown": "Löwenstein"}
    assert pages("leitung").post("/invoices/new", chosen).status_code == 303
    assert [made.customer_id for made in stored()] == [two.id]


def test_what_is_missing_leads_to_where_it_is_missing(pages, app):
    made = draft(customer_id=factories.customer("Ohne Ort", city=None).id)
    for path in (f"/invoices/{made.id}", f"/invoices/{made.id}/issue"):
        links = pages("admin").get(path).xpath("//*[contains(@class, 'notice')]//a/@href")
        assert links == [f"/crm/customers/{made.customer_id}/edit"]


def test_whoever_may_not_change_the_company_is_told_whom_to_ask(pages, app):
    change_company({"tax_id": None, "vat_id": None}, by=None)
    made = draft()
    (notice,) = pages("leitung").get(f"/invoices/{made.id}").xpath("//*[contains(@class, 'notice-warning')]")
    assert not notice.xpath(".//a") and len(notice.xpath(".//p")) == 3
    links = (
        pages("admin").get(f"/invoices/{made.id}").xpath("//*[contains(@class, 'notice-warning')]//a/@href")
    )
    assert links == ["/settings"]


def test_paid_invoices_say_why_they_cannot_be_cancelled(pages, app):
    for status in (InvoiceStatus.PARTIAL, InvoiceStatus.PAID):
        made = in_status(status, company_today())
        question = pages("buchhaltung").get(f"/invoices/{made.id}/cancel")
        assert not question.xpath("//main//div[@class='dialog-content']//button")
        (link,) = question.xpath("//div[@class='dialog-content']//ul//a/@href")
        assert link.startswith("/payments/")
        answer = pages("buchhaltung").post(f"/invoices/{made.id}/cancel", {"reason": "x"})
        assert answer.status_code == 409
        assert pages("buchhaltung").post(link.replace("/edit", "/delete")).status_code == 303
        after = pages("buchhaltung").get(f"/invoices/{made.id}/cancel")
        assert after.xpath("//main//div[@class='dialog-content']//button[@type='submit']")
        page = pages("buchhaltung").get(f"/invoices/{made.id}")
        assert not page.xpath("//ul[@class='entry-list']") and "1.749,30" in words(page)


def test_drafts_are_not_outstanding_in_the_sum_of_the_list(pages, app):
    issued(line("1", "100"), today=company_today())
    draft(line("2", "100"))
    foot = pages("buchhaltung").get("/invoices?count=exact").xpath("//*[@id='summary']")[0]
    assert "357,00" in words(foot), "gross, drafts with it"
    assert "119,00" in words(foot), "outstanding, without drafts"
    page = pages("buchhaltung").get("/invoices?document_type=cancellation")
    assert page.xpath("//details[@data-filter='document_type']")
    assert not page.xpath("//tr[@data-href]")


def test_the_question_before_issuing_warns_of_signs_that_are_not_printed(pages, app):
    fine = draft(line(description="Menü für 5 €"))
    assert not pages("buchhaltung").get(f"/invoices/{fine.id}/issue").xpath("//*[@id='not-printed']")
    made = draft(line(description="Gut"), line(description="Feier 🎉 漢"), terms="Danke 😀")
    question = pages("buchhaltung").get(f"/invoices/{made.id}/issue")
    (warning,) = question.xpath("//*[@id='not-printed']")
    told = [words(one) for one in warning.xpath(".//li")]
    assert len(told) == 2 and "2" in told[0] and "🎉 漢" in told[0] and "😀" in told[1]
    assert question.xpath("//main//div[@class='dialog-content']//button[@type='submit']")
