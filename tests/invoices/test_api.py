"""Documents and payments as JSON: what the API promises."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.web.languages import company_today
from tests import factories
from tests.invoices.given import cancel, draft, issued, line, pay
from tests.projects.given import project

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


def test_the_way_of_an_invoice(api, app):
    clerk, customer = api("buchhaltung"), factories.customer()
    path = f"{API}/{clerk.post(API, body(customer))['id']}"
    sent = clerk.patch(f"{path}/status", {"status": "sent"})
    today = company_today()
    number = f"RE-{today.year}-00001"
    assert (sent["status"], sent["invoice_number"]) == ("sent", number)
    assert sent["issued_date"] == today.isoformat()
    assert sent["due_date"] == (today + timedelta(days=14)).isoformat()
    assert clerk.get(f"{API}/by-number/{number}")["id"] == sent["id"]
    pdf = clerk.get(sent["pdf_path"])
    assert (
        pdf.data.startswith(b"%PDF")
        and pdf.headers["Content-Disposition"] == f'attachment; filename="{number}.pdf"'
    )
    inline = clerk.get(f"{path}/pdf?disposition=inline")
    assert inline.headers["Content-Disposition"].startswith("inline")
    clerk.get(f"{path}/pdf?disposition=sideways", status=422)
    kept = clerk.post(f"{path}/regenerate-pdf", status=200)
    assert kept["pdf_path"] == sent["pdf_path"] and len(kept["sha256"]) == 64
    payment = clerk.post(f"{path}/payments", {"amount": 100})
    assert payment["method"] == "bank_transfer" and payment["payment_date"] == today.isoformat()
    assert clerk.get(path)["status"] == "partial"
    clerk.post(f"{path}/payments", {"amount": 500}, status=409)
    clerk.post(f"{path}/payments", {"amount": 0}, status=422)
    clerk.post(f"{path}/cancel", {"reason": "x"}, status=409)
    assert clerk.patch(f"{path}/status", {"status": "paid"})["status"] == "paid"
    listed = clerk.get(f"{path}/payments")
    assert listed["total"] == 2 and {one["amount"] for one in listed["items"]} == {100, 127.29}
    one = f"{API}/payments/{payment['id']}"
    assert clerk.patch(one, {"amount": 50.5, "invoice_id": "ignored"})["amount"] == 50.5
    for entry in clerk.get(f"{API}/payments")["items"]:
        clerk.delete(f"{API}/payments/{entry['id']}")
    document = clerk.post(f"{path}/cancel", {"reason": "Falsch"})
    assert (document["document_type"], document["total"]) == ("cancellation", -227.29)
    assert (document["status"], document["outstanding_amount"], document["due_date"]) == ("sent", 0, None)
    cancelled = clerk.get(path)
    assert (cancelled["status"], cancelled["cancelled_by_id"]) == ("cancelled", document["id"])
    assert cancelled["cancel_reason"] == "Falsch" and document["cancels_id"] == cancelled["id"]
    clerk.post(f"{path}/recalculate", status=200)
    for status in ("draft", "paid", "cancelled", "sent"):
        clerk.patch(f"{path}/status", {"status": status}, status=409)
    clerk.patch(f"{path}/status", {"status": "shredded"}, status=422)
    clerk.post(f"{path}/cancel", {}, status=422)


def test_a_drafts_pdf_is_drawn_and_not_kept(api, app):
    clerk, made = api("buchhaltung"), draft()
    pdf = clerk.get(f"{API}/{made.id}/pdf")
    assert pdf.headers["Content-Disposition"] == 'attachment; filename="Entwurf.pdf"'
    assert clerk.post(f"{API}/{made.id}/regenerate-pdf", status=200)["sha256"]
    assert made.pdf_sha256 is None


def test_filters_narrow_the_list(api, app):
    clerk = api("buchhaltung")
    today = company_today()
    old = today - timedelta(days=40)
    late = issued(line("1"), today=old, notes="Mahnung telefonisch")
    paid = issued(line("2"), today=today)
    pay(paid, "249.90", today, today)
    other = project("Kasse")
    shop = issued(line("3"), today=today, customer_id=other.customer_id, project_id=other.id)
    gone = issued(line("4"), today=today)
    storno = cancel(gone, today)
    plan = draft(line("5"))
    for query, expected in {
        "": [plan, storno, gone, shop, paid, late],
        "status=draft": [plan],
        "status=overdue&status=draft": [plan, late],
        "status=paid": [paid],
        "status=cancelled": [gone],
        "status=sent": [shop, storno],
        "document_type=cancellation": [storno],
        f"customer_id={other.customer_id}": [shop],
        f"project_id={other.id}": [shop],
        f"from_date={today}": [storno, gone, shop, paid],
        f"to_date={old}": [late],
        f"due_from={old}&due_to={today}": [late],
        "min_total=300&max_total=400": [shop],
        "q=mahnung": [late],
        f"q={shop.invoice_number}": [shop],
        "q=l%C3%B6wenstein&status=paid": [paid],
        "sort=total": [storno, late, paid, shop, gone, plan],
        "sort=due_date": [late, shop, gone, paid, plan, storno],
        "sort=-issued_date&limit=1": [plan],
        "sort=created_at&offset=4": [storno, plan],
    }.items():
        found = clerk.get(f"{API}?{query}")
        got = [one["id"] for one in found["items"]]
        if "due_date" in query:
            assert (got[0], set(got[-2:])) == (str(late.id), {str(plan.id), str(storno.id)})
        elif query == "":
            assert got[0] == str(plan.id) and set(got) == {str(one.id) for one in expected}
            assert got[-1] == str(late.id)
        elif "from_date" in query:
            assert set(got) == {str(one.id) for one in expected}
        else:
            assert got == [str(one.id) for one in expected], query
    for query in (
        "status=nonsense",
        "sort=colour",
        "min_total=x",
        "customer_id=1",
        "limit=0",
        "due_to=31.12.",
    ):
        clerk.get(f"{API}?{query}", status=422)


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


def test_statistics(api, app):
    clerk, today = api("buchhaltung"), company_today()
    before = clerk.get(f"{API}/statistics")
    assert before["total_count"] == 0 and before["average_days_to_pay"] is None
    assert len(before["monthly"]) == 12 and before["monthly"][-1]["month"] == f"{today:%Y-%m}"
    draft()
    first = issued(line("1", "100"), today=today - timedelta(days=30))
    pay(first, "119", today - timedelta(days=26), today)
    issued(line("1", "200"), today=today - timedelta(days=20), due_date=today - timedelta(days=1))
    open_ = issued(line("1", "1000"), today=today)
    pay(open_, "190", today, today)
    cancel(issued(line("1", "50"), today=today), today)
    found = clerk.get(f"{API}/statistics")
    assert found["total_count"] == clerk.get(API)["total"] == 6
    assert found["by_status"] == {
        "draft": 1,
        "sent": 1,
        "partial": 1,
        "paid": 1,
        "overdue": 1,
        "cancelled": 1,
    }
    assert found["revenue_total"] == 1300
    assert (found["paid_total"], found["outstanding_amount"]) == (309, 1238)
    assert (found["overdue_amount"], found["overdue_count"]) == (238, 1)
    assert found["average_days_to_pay"] == 4
    assert sum(one["invoiced"] for one in found["monthly"]) == 1300
    assert sum(one["paid"] for one in found["monthly"]) == 309
    assert found["monthly"][-1]["invoiced"] == found["revenue_month"]
    in_year = [one for one in found["monthly"] if one["month"].startswith(str(today.year))]
    assert sum(one["invoiced"] for one in in_year) == found["revenue_year"]


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
