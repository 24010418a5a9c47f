"""The pages of documents and payments, as a browser without scripts sees them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from lxml import html

from app.company.actions import change_company
from app.database import db
from app.invoices.models import Invoice
from app.invoices.queries import payments_of
from app.values.refusals import NotThere
from app.web.languages import company_today
from tests import cast, factories
from tests.invoices.given import cancel, draft, in_status, issued, line, pay
from tests.projects.given import project
from tests.time_tracking.given import entry

pytestmark = pytest.mark.on("sqlite")


def words(page) -> str:
    return " ".join(page.text_content().split())


def only() -> Invoice:
    db.session.rollback()
    return db.session.query(Invoice).one()


def test_the_list_shows_status_sums_and_filters(pages, app):
    today = company_today()
    issued(line("1"), today=today - timedelta(days=40))
    draft(line("2"))
    page = pages("buchhaltung").get("/invoices")
    assert [row.text_content() for row in page.xpath("//td[contains(@class, 'role-status')]")] == [
        "Entwurf",
        "Überfällig",
    ]
    counted = words(pages("buchhaltung").get("/invoices?count=exact"))
    assert "315,00" in counted and "374,85" in counted
    late = pages("buchhaltung").get("/invoices?status=overdue")
    assert len(late.xpath("//tr[@data-href]")) == 1
    for part in ("results", "summary", "panel"):
        pages("buchhaltung").get("/invoices", part=part)
    for kind in ("csv", "xlsx"):
        assert pages("buchhaltung").raw("GET", f"/invoices?export={kind}").status_code == 200


@pytest.mark.parametrize("status", ["draft", "sent", "partial", "paid", "overdue", "cancelled"])
def test_a_document_shows_what_can_be_done(pages, app, status):
    made = in_status(status, company_today())
    page = pages("buchhaltung").get(f"/invoices/{made.id}")
    links = {
        link.rpartition("/")[2]
        for link in page.xpath("//main//*[@class='actions']//a[not(@data-key='u' or @data-key='v')]/@href")
    }
    expected = {
        "draft": {"pdf", "delete", "edit", "issue"},
        "sent": {"pdf", "cancel", "new"},
        "overdue": {"pdf", "cancel", "new"},
        "partial": {"pdf", "cancel", "new"},
        "paid": {"pdf", "cancel"},
        "cancelled": {"pdf"},
    }
    assert links == expected[status]
    assert "1.749,30" in words(page)
    seen = pages("leitung").get(f"/invoices/{made.id}")
    mine = {
        link.rpartition("/")[2]
        for link in seen.xpath("//main//*[@class='actions']//a[not(@data-key='u' or @data-key='v')]/@href")
    }
    assert mine == ({"pdf", "edit"} if status == "draft" else {"pdf"})
    assert pages("mitarbeit").raw("GET", f"/invoices/{made.id}").status_code == 403


def test_a_cancellation_and_its_invoice_point_to_each_other(pages, app):
    made = issued(today=company_today())
    document = cancel(made, company_today())
    assert f"/invoices/{document.id}" in pages("admin").get(f"/invoices/{made.id}").xpath("//main//a/@href")
    assert f"/invoices/{made.id}" in pages("admin").get(f"/invoices/{document.id}").xpath("//main//a/@href")


def test_a_draft_says_what_is_missing(pages, app):
    made = draft(customer_id=factories.customer("Ohne Ort", city=None).id)
    for path in (f"/invoices/{made.id}", f"/invoices/{made.id}/issue"):
        page = pages("admin").get(path)
        assert f"/crm/customers/{made.customer_id}/edit" in page.xpath("//main//a/@href")
    assert pages("admin").post(f"/invoices/{made.id}/issue").status_code == 409


def fields(customer_id, *lines):
    found = {"customer_id": str(customer_id), "terms": "", "notes": ""}
    for number, values in lines:
        given = {
            "id": "",
            "description": "Beratung",
            "unit": "Std.",
            "tax_rate": "19",
            "discount_percent": "",
        }
        found |= {f"line_items-{number}-{name}": value for name, value in (given | values).items()}
    return found


def test_a_draft_is_written_in_german_and_keeps_its_order(pages, app):
    change_company({"terms": "Danke."}, by=None)
    shop = project()
    page = pages("leitung").get(f"/invoices/new?project_id={shop.id}")
    assert page.xpath("string(//input[@name='customer_id']/@value)") == str(shop.customer_id)
    assert "Danke." in page.xpath("string(//textarea[@name='terms'])")
    assert page.xpath("//template//tr[@data-line='__index__']")
    lines = [(0, {"quantity": "1,5", "unit_price": "1.234,50"}), (7, {"quantity": "2", "unit_price": "10"}), (3, {"quantity": "3", "unit_price": "10"})]  # fmt: skip
    answer = pages("leitung").post("/invoices/new", fields(shop.customer_id, *lines))
    assert answer.status_code == 303
    made = only()
    assert [one.quantity for one in made.line_items] == [Decimal("1.5"), 2, 3]
    assert made.line_items[0].net == Decimal("1851.75")
    assert made.terms is None, "cleared in the form, so none is printed"
    edited = pages("leitung").get(f"/invoices/{made.id}/edit")
    assert edited.xpath("string(//input[@name='line_items-0-unit_price']/@value)") == "1.234,50"
    first, second, _third = (str(one.id) for one in made.line_items)
    swapped = [
        (1, {"id": second, "quantity": "2", "unit_price": "10"}),
        (0, {"id": first, "quantity": "1", "unit_price": "10"}),
    ]
    answer = pages("leitung").post(f"/invoices/{made.id}/edit", fields(shop.customer_id, *swapped))
    assert answer.status_code == 303
    assert [str(one.id) for one in only().line_items] == [second, first]


def test_what_is_wrong_is_said_next_to_it_and_stays_typed(pages, app):
    customer = factories.customer()
    lines = [(0, {"quantity": "1", "unit_price": "12.50"}), (1, {"quantity": "", "unit_price": "10"})]
    answer = pages("leitung").post("/invoices/new", fields(customer.id, *lines))
    assert answer.status_code == 422
    page = html.document_fromstring(answer.text)
    price = page.get_element_by_id("line_items-0-unit_price")
    assert (price.get("value"), price.get("aria-invalid")) == ("12.50", "true")
    assert page.get_element_by_id("line_items-1-quantity").get("aria-invalid") == "true"
    assert page.get_element_by_id("line_items-0-quantity").get("value") == "1"


def test_the_preview_never_complains(pages, app):
    customer = factories.customer("Zürich AG", country="CH", postal_code="8001")
    lines = [
        (0, {"quantity": "2", "unit_price": "10,5"}),
        (4, {"quantity": "zwei", "unit_price": "10"}),
        (9, {"quantity": "", "unit_price": ""}),
    ]
    answer = pages("leitung").post("/invoices/totals", fields(customer.id, *lines), part="totals")
    assert answer.status_code == 200
    tree = html.fragment_fromstring(answer.text, create_parent="div")
    nets = {one.get("id"): one.text_content() for one in tree.xpath("//output")}
    assert nets == {"net-0": "21,00\u202f€", "net-4": "–", "net-9": "–"}
    assert "HX-Trigger" not in answer.headers
    assert "wrong" in tree.xpath("string(//p/@class)"), "a Swiss customer is not charged German VAT"
    assert pages("leitung").post("/invoices/totals", {}, part="totals").status_code == 200


def test_issuing_paying_and_cancelling_by_dialog(pages, app):
    made = draft()
    clerk = pages("buchhaltung")
    question = clerk.get(f"/invoices/{made.id}/issue", part="dialog-body")
    assert "Bäckerei Löwenstein" in words(question) and "1.749,30" in words(question)
    answer = clerk.post(f"/invoices/{made.id}/issue", {"version": "99"})
    assert answer.status_code == 409
    version = clerk.get(f"/invoices/{made.id}/issue").xpath("string(//input[@name='version']/@value)")
    assert clerk.post(f"/invoices/{made.id}/issue", {"version": version}).status_code == 303
    pay_form = clerk.get(f"/invoices/{made.id}/payments/new")
    assert pay_form.xpath("string(//input[@name='amount']/@value)") == "1.749,30"
    today = company_today().strftime("%d.%m.%Y")
    values = {
        "amount": "1.749,31",
        "payment_date": today,
        "method": "bank_transfer",
        "reference": "",
        "note": "",
    }
    assert clerk.post(f"/invoices/{made.id}/payments/new", values).status_code == 409
    assert clerk.post(f"/invoices/{made.id}/payments/new", values | {"amount": "749,30"}).status_code == 303
    made = only()
    (payment,) = payments_of(made)
    assert payment.amount == Decimal("749.30")
    assert clerk.post(f"/invoices/{made.id}/cancel", {"reason": "x"}).status_code == 409
    clerk.get(f"/payments/{payment.id}/edit")
    assert clerk.post(f"/payments/{payment.id}/edit", values | {"amount": "1"}).status_code == 303
    clerk.get(f"/payments/{payment.id}/delete")
    assert clerk.post(f"/payments/{payment.id}/delete").status_code == 303
    clerk.get(f"/invoices/{made.id}/cancel")
    assert clerk.post(f"/invoices/{made.id}/cancel", {"reason": ""}).status_code == 422
    answer = clerk.post(f"/invoices/{made.id}/cancel", {"reason": "Doppelt"})
    assert answer.status_code == 303
    assert "Stornorechnung ST-" in words(clerk.get(answer.location))
    clerk.get(f"/invoices/{made.id}/edit")
    assert clerk.post(f"/invoices/{made.id}/edit", {"notes": "erledigt"}).status_code == 303
    clerk.get(f"/history/invoice/{made.id}")


def test_drafts_are_deleted_after_a_question(pages, app):
    made = draft()
    pages("admin").get(f"/invoices/{made.id}/delete")
    assert pages("admin").post(f"/invoices/{made.id}/delete").status_code == 303
    assert pages("admin").raw("GET", f"/invoices/{made.id}").status_code == 404


def test_time_becomes_a_draft_with_a_preview(pages, app):
    shop = project(hourly_rate=Decimal(95))
    clerk = pages("leitung")
    nothing = clerk.get(f"/invoices/from-time?project_id={shop.id}")
    assert not nothing.xpath("//section[@id='preview']//table")
    entry(shop.id, "16 09:00", "16 11:30", note="Konzeption")
    page = clerk.get(f"/invoices/from-time?project_id={shop.id}")
    assert "237,50" in words(page.get_element_by_id("preview"))
    chosen = {
        "project_id": str(shop.id),
        "customer_id": "",
        "from_date": "",
        "to_date": "",
        "group_by": "entry",
    }
    for change, expected in (
        ({"tax_rate": "7"}, "254,13"),
        ({"tax_rate": "x"}, None),
        ({"from_date": "17.11.2026"}, None),
        ({"project_id": ""}, None),
    ):
        answer = clerk.post("/invoices/from-time/preview", chosen | change, part="preview")
        assert answer.status_code == 200
        assert expected is None or expected in answer.text
    assert clerk.post("/invoices/from-time", chosen | {"project_id": ""}).status_code == 422
    answer = clerk.post("/invoices/from-time", chosen)
    assert answer.status_code == 303
    assert "Konzeption" in words(clerk.get(answer.location))
    assert clerk.post("/invoices/from-time", chosen).status_code == 409


def test_the_pdf_may_stand_in_our_own_page(pages, app):
    made = draft()
    answer = pages("leitung").raw("GET", f"/invoices/{made.id}/pdf?disposition=inline")
    assert answer.mimetype == "application/pdf" and answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert 'filename="Entwurf.pdf"' in answer.headers["Content-Disposition"]


def test_the_payments_page(pages, app):
    made = issued(today=company_today())
    pay(made, "10", company_today(), company_today(), reference="Ü-4711")
    page = pages("buchhaltung").get("/payments?q=4711&method=bank_transfer&period=this_month")
    assert len(page.xpath("//tr[@data-href]")) == 1
    assert "10,00" in words(pages("buchhaltung").get("/payments?count=exact"))
    assert pages("leitung").raw("GET", "/payments").status_code == 403


def test_everything_in_english_too(pages, app):
    cast.employee("buchhaltung").language = "en"
    db.session.commit()
    made = issued(today=company_today())
    assert "€1,749.30" in words(pages("buchhaltung").get(f"/invoices/{made.id}"))
    pages("buchhaltung").get("/invoices")


@pytest.mark.parametrize("verb", ["issue", "edit"])
def test_a_draft_that_somebody_deletes_meanwhile_is_not_there(app, pages, monkeypatch, verb):
    made = draft()
    path = f"/invoices/{made.id}/{verb}"

    def gone(found, *_args, **_kwargs):
        of_it = Invoice.__table__.c.id == found.id
        db.session.rollback()
        with db.engine.begin() as somebody_else:
            somebody_else.execute(Invoice.__table__.delete().where(of_it))
        raise NotThere()

    monkeypatch.setattr("app.invoices.actions.issue_invoice", gone)
    monkeypatch.setattr("app.invoices.actions.change_draft", gone)
    sent = {
        "customer_id": str(made.customer_id),
        "line_items-0-description": "x",
        "line_items-0-quantity": "1",
    }
    sent |= {"line_items-0-unit_price": "1", "line_items-0-unit": "Std.", "line_items-0-tax_rate": "19"}
    assert pages("admin").post(path, sent).status_code == 404
