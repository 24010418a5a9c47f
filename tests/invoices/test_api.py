"""Documents and payments as JSON: what the API promises."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.web.languages import company_today
from tests import factories
from tests.invoices.given import draft, issued, line

API = "/api/backoffice/invoices"


def body(customer, *lines, **values):
    plain = {"description": "Beratung", "quantity": 2, "unit_price": "95.5"}
    return {"customer_id": str(customer.id), "line_items": list(lines) or [plain], **values}


def test_a_draft_is_written_read_changed_and_deleted(api, app):
    clerk, customer = api("buchhaltung"), factories.customer()
    made = clerk.post(API, body(customer, notes="intern"))
    assert clerk.last.headers["Location"].endswith(made["id"])
    assert (made["status"], made["invoice_number"], made["pdf_path"]) == ("draft", None, None)
    assert (made["subtotal"], made["tax_amount"], made["total"]) == (191, 36.29, 227.29)
    assert made["tax_breakdown"] == [{"tax_rate": 19, "net": 191, "tax": 36.29}]
    assert made["customer"] == {"id": str(customer.id), "number": customer.number, "name": customer.name}
    assert made["tax_case"] == "standard" and made["currency"] == "EUR"
    (item,) = made["line_items"]
    assert (item["position"], item["unit"], item["tax_rate"], item["discount_percent"]) == (1, "Std.", 19, 0)
    shown = clerk.get(f"{API}/{made['id']}")
    tag = {"If-Match": clerk.last.headers["ETag"]}
    assert shown == made
    changed = clerk.patch(f"{API}/{made['id']}", {"notes": "anders"}, headers=tag)
    assert changed["notes"] == "anders" and changed["line_items"] == made["line_items"]
    clerk.patch(f"{API}/{made['id']}", {"notes": "zu spät"}, status=412, headers=tag)
    put_back = clerk.patch(f"{API}/{made['id']}", clerk.get(f"{API}/{made['id']}"))
    assert put_back["line_items"] == made["line_items"]
    clerk.delete(f"{API}/{made['id']}")
    clerk.get(f"{API}/{made['id']}", status=404)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"customer_id": None}, "customer_id"),
        ({"customer_id": "00000000-0000-7000-8000-000000000000"}, "customer_id"),
        ({"customer_id": "nonsense"}, "customer_id"),
        ({"line_items": []}, "line_items"),
        ({"line_items": [{}]}, "line_items.0.description"),
        ({"line_items": [{"description": "x", "quantity": 0, "unit_price": 1}]}, "line_items.0.quantity"),
        ({"line_items": [{"description": "x", "quantity": 1.0001, "unit_price": 1}]}, "line_items.0.quantity"),
        ({"line_items": [{"description": "x", "quantity": 1, "unit_price": -1}]}, "line_items.0.unit_price"),
        ({"line_items": [{"description": "x", "quantity": 1, "unit_price": "1,5"}]}, "line_items.0.unit_price"),
        ({"line_items": [{"description": "x", "quantity": 1, "unit_price": 1, "tax_rate": 101}]}, "line_items.0.tax_rate"),
        ({"line_items": [{"description": "x", "quantity": 1, "unit_price": 1, "nett": 1}]}, "line_items.0.nett"),
        ({"line_items": [{"description": "x", "quantity": 10**9, "unit_price": 1}]}, "line_items.0.quantity"),
        ({"line_items": "nonsense"}, "line_items"),
        ({"colour": "red"}, "colour"),
        ({"due_date": "20.11.2026"}, "due_date"),
        ({"tax_case": "nonsense"}, "tax_case"),
        ({"tax_case": "exempt", "line_items": [{"description": "x", "quantity": 1, "unit_price": 1, "tax_rate": 7}]}, "line_items.0.tax_rate"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_by_field(api, app, change, field):
    clerk, customer = api("buchhaltung"), factories.customer()
    problem = clerk.post(API, body(customer) | change, status=422)
    assert list(problem["errors"]) == [field] or field in problem["errors"]
    assert clerk.get(API)["total"] == 0


def test_lines_sent_with_their_id_stay(api, app):
    clerk, customer = api("buchhaltung"), factories.customer()
    made = clerk.post(
        API, body(customer, *[{"description": d, "quantity": 1, "unit_price": 1} for d in "abc"])
    )
    first, _second, third = made["line_items"]
    lines = [third | {"quantity": 4}, {"description": "neu", "quantity": 1, "unit_price": 2}]
    changed = clerk.patch(f"{API}/{made['id']}", {"line_items": lines})
    assert [one["description"] for one in changed["line_items"]] == ["c", "neu"]
    assert changed["line_items"][0]["id"] == third["id"]
    problem = clerk.patch(f"{API}/{made['id']}", {"line_items": [first]}, status=422)
    assert list(problem["errors"]) == ["line_items.0.id"]


def test_of_an_issued_invoice_only_the_notes_change(api, app):
    clerk, made = api("buchhaltung"), issued(today=company_today())
    path = f"{API}/{made.id}"
    assert clerk.patch(path, {"notes": "angerufen", "total": 1})["notes"] == "angerufen"
    for change in ({"terms": "x"}, {"line_items": []}, {"notes": "x", "due_date": None}):
        clerk.patch(path, change, status=409)
    clerk.delete(path, status=409)


@pytest.fixture
def sent(api, app):
    """An invoice of 227.29 that was issued by the API, as JSON; its address is `path`."""
    clerk, customer = api("buchhaltung"), factories.customer()
    path = f"{API}/{clerk.post(API, body(customer))['id']}"
    return clerk.patch(f"{path}/status", {"status": "sent"}) | {"path": path}


def test_issuing_gives_number_and_dates(api, sent):
    today = company_today()
    assert (sent["status"], sent["invoice_number"]) == ("sent", f"RE-{today.year}-00001")
    assert sent["issued_date"] == today.isoformat()
    assert sent["due_date"] == (today + timedelta(days=14)).isoformat()


def test_an_invoice_is_found_by_its_number(api, sent):
    assert api("buchhaltung").get(f"{API}/by-number/{sent['invoice_number']}")["id"] == sent["id"]


def test_the_paper_is_sent_to_be_saved_or_to_be_shown(api, sent):
    clerk = api("buchhaltung")
    saved = clerk.get(sent["pdf_path"])
    assert saved.data.startswith(b"%PDF")
    name = f'attachment; filename="{sent["invoice_number"]}.pdf"'
    assert saved.headers["Content-Disposition"] == name
    shown = clerk.get(f"{sent['path']}/pdf?disposition=inline")
    assert shown.headers["Content-Disposition"].startswith("inline")
    clerk.get(f"{sent['path']}/pdf?disposition=sideways", status=422)


def test_the_paper_of_an_issued_document_stays_the_same(api, sent):
    kept = api("buchhaltung").post(f"{sent['path']}/regenerate-pdf", status=200)
    assert kept["pdf_path"] == sent["pdf_path"] and len(kept["sha256"]) == 64


def test_a_payment_is_a_transfer_of_today_if_nothing_else_is_said(api, sent):
    payment = api("buchhaltung").post(f"{sent['path']}/payments", {"amount": 100})
    assert (payment["method"], payment["payment_date"]) == ("bank_transfer", company_today().isoformat())


def test_what_is_paid_shows_in_the_status(api, sent):
    clerk = api("buchhaltung")
    clerk.post(f"{sent['path']}/payments", {"amount": 100})
    assert clerk.get(sent["path"])["status"] == "partial"
    assert clerk.patch(f"{sent['path']}/status", {"status": "paid"})["status"] == "paid"
    listed = clerk.get(f"{sent['path']}/payments")
    assert sorted(one["amount"] for one in listed["items"]) == [100, 127.29]


@pytest.mark.parametrize(("amount", "status"), [(500, 409), (0, 422)])
def test_a_payment_that_cannot_be_is_refused(api, sent, amount, status):
    api("buchhaltung").post(f"{sent['path']}/payments", {"amount": amount}, status=status)


def test_a_payment_is_changed_and_stays_with_its_invoice(api, sent):
    clerk = api("buchhaltung")
    payment = clerk.post(f"{sent['path']}/payments", {"amount": 100})
    changed = clerk.patch(f"{API}/payments/{payment['id']}", {"amount": 50.5, "invoice_id": "ignored"})
    assert (changed["amount"], changed["invoice_id"]) == (50.5, sent["id"])


def test_a_paid_invoice_is_cancelled_only_without_its_payments(api, sent):
    clerk = api("buchhaltung")
    payment = clerk.post(f"{sent['path']}/payments", {"amount": 100})
    clerk.post(f"{sent['path']}/cancel", {"reason": "x"}, status=409)
    clerk.delete(f"{API}/payments/{payment['id']}")
    clerk.post(f"{sent['path']}/cancel", {"reason": "x"})


def test_cancelling_gives_a_document_over_the_same_negated(api, sent):
    document = api("buchhaltung").post(f"{sent['path']}/cancel", {"reason": "Falsch"})
    assert (document["document_type"], document["total"]) == ("cancellation", -227.29)
    assert (document["status"], document["outstanding_amount"], document["due_date"]) == ("sent", 0, None)
    assert document["cancels_id"] == sent["id"]


def test_a_cancelled_invoice_names_what_cancelled_it(api, sent):
    clerk = api("buchhaltung")
    document = clerk.post(f"{sent['path']}/cancel", {"reason": "Falsch"})
    cancelled = clerk.get(sent["path"])
    assert (cancelled["status"], cancelled["cancelled_by_id"]) == ("cancelled", document["id"])
    assert cancelled["cancel_reason"] == "Falsch"
    clerk.post(f"{sent['path']}/recalculate", status=200)


@pytest.mark.parametrize("status", ["draft", "paid", "cancelled", "sent"])
def test_a_cancelled_invoice_stays_cancelled(api, sent, status):
    clerk = api("buchhaltung")
    clerk.post(f"{sent['path']}/cancel", {"reason": "Falsch"})
    clerk.patch(f"{sent['path']}/status", {"status": status}, status=409)


def test_a_status_that_is_none_is_refused(api, sent):
    api("buchhaltung").patch(f"{sent['path']}/status", {"status": "shredded"}, status=422)


def test_cancelling_needs_a_reason(api, sent):
    api("buchhaltung").post(f"{sent['path']}/cancel", {}, status=422)


def test_a_drafts_pdf_is_drawn_and_not_kept(api, app):
    clerk, made = api("buchhaltung"), draft()
    pdf = clerk.get(f"{API}/{made.id}/pdf")
    assert pdf.headers["Content-Disposition"] == 'attachment; filename="Entwurf.pdf"'
    assert clerk.post(f"{API}/{made.id}/regenerate-pdf", status=200)["sha256"]
    assert made.pdf_sha256 is None


def test_the_list_costs_the_same_for_few_and_many(api, app, queries):
    clerk = api("buchhaltung")

    def cost() -> int:
        with queries() as seen:
            clerk.get(f"{API}?limit=200")
        return len(seen)

    draft(), issued()
    few = cost()
    for _number in range(8):
        draft(line(), line("2"))
    assert cost() == few
    assert few <= 10


MAY = {
    "list": {"admin", "buchhaltung", "leitung"},
    "write": {"admin", "buchhaltung", "leitung"},
    "delete": {"admin", "buchhaltung"},
    "issue": {"admin", "buchhaltung"},
    "settle": {"admin", "buchhaltung"},
    "cancel": {"admin", "buchhaltung"},
    "pay": {"admin", "buchhaltung"},
    "payments": {"admin", "buchhaltung"},
}


@pytest.mark.parametrize("who", ["admin", "buchhaltung", "leitung", "mitarbeit"])
def test_who_may_do_what(api, app, who):
    person, today = api(who), company_today()
    one, plan = issued(today=today), draft()
    customer = factories.customer()

    def status(what: str, fine: int) -> int:
        return fine if who in MAY[what] else 403

    person.get(API, status("list", 200))
    person.get(f"{API}/statistics", status("list", 200))
    person.get(f"{API}/{one.id}/pdf", status("list", 200))
    person.post(API, body(customer), status("write", 201))
    person.patch(f"{API}/{plan.id}", {"notes": "x"}, status("write", 200))
    person.get(f"{API}/payments", status("payments", 200))
    person.post(f"{API}/{one.id}/payments", {"amount": 1}, status("pay", 201))
    person.patch(f"{API}/{one.id}/status", {"status": "paid"}, status("settle", 200))
    person.patch(f"{API}/{plan.id}/status", {"status": "sent"}, status("issue", 200))
    person.post(f"{API}/{issued(today=today).id}/cancel", {"reason": "x"}, status("cancel", 201))
    person.delete(f"{API}/{draft().id}", status("delete", 204))
    api(None).get(API, 401)
