"""The list of documents by the API: what its filters leave, and in which order."""

from __future__ import annotations

from datetime import timedelta

from app.web.languages import company_today
from tests.invoices.given import cancel, draft, issued, line, pay
from tests.projects.given import project

API = "/api/backoffice/invoices"


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
    filtered = {
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
    }
    sorted_ = {
        "sort=total": [storno, late, paid, shop, gone, plan],
        "sort=due_date&limit=1": [late],
        "sort=-issued_date&limit=1": [plan],
        "sort=created_at&offset=4": [storno, plan],
        "limit=1": [plan],
        "offset=5": [late],
    }

    def ids(query):
        return [one["id"] for one in clerk.get(f"{API}?{query}")["items"]]

    assert {query: set(ids(query)) for query in filtered} == {
        query: {str(one.id) for one in expected} for query, expected in filtered.items()
    }
    assert {query: ids(query) for query in sorted_} == {
        query: [str(one.id) for one in expected] for query, expected in sorted_.items()
    }
    for query in (
        "status=nonsense",
        "sort=colour",
        "min_total=x",
        "customer_id=1",
        "limit=0",
        "due_to=31.12.",
    ):
        clerk.get(f"{API}?{query}", status=422)
