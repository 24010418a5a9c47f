"""Writing, changing and deleting drafts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import func, select

from app.audit.models import AuditRecord
from app.audit.queries import verify
from app.company.actions import change_company
from app.database import db
from app.invoices import rules
from app.invoices.actions import change_draft, change_notes, create_draft, delete_draft, recalculate
from app.invoices.models import Invoice, InvoiceLine
from app.values.refusals import Stale
from tests import cast, factories
from tests.invoices.given import draft, issued, line
from tests.projects.given import project


def records(action: str, entity: str = "invoice") -> int:
    query = select(func.count()).where(AuditRecord.action == action, AuditRecord.entity == entity)
    return db.session.scalar(query) or 0


def test_a_draft_adds_up_its_lines_and_is_recorded(app):
    made = draft(line(), line("128.5", "95"), line("3", "39.90", "7", "10"))
    assert (made.subtotal, made.tax_amount, made.total) == (
        Decimal("13785.23"),
        Decimal("2606.27"),
        Decimal("16391.50"),
    )
    assert [one.position for one in made.line_items] == [1, 2, 3]
    assert made.invoice_number is None and made.number_key.startswith("~")
    assert records("created") == 1
    assert verify()[1] is None


def test_a_line_without_a_rate_gets_the_usual_one(app):
    assert draft(line(rate=None)).line_items[0].tax_rate == 19
    swiss = factories.customer("Zürich AG", country="CH", postal_code="8001")
    assert draft(line(rate=None), customer_id=swiss.id).line_items[0].tax_rate == 0


def test_tax_is_refused_where_none_is_due(app):
    change_company({"small_business": True}, by=None)
    with pytest.raises(rules.TaxNotAllowed) as refused:
        draft(line(rate="0"), line())
    assert refused.value.field == "line_items.1.tax_rate"
    assert db.session.scalar(select(func.count()).select_from(Invoice)) == 0


def test_a_chosen_tax_case_wins(app):
    made = draft(line(rate=None), tax_case="exempt", tax_reason="§ 4 Nr. 21 UStG")
    assert made.tax_amount == 0


def test_a_new_draft_gets_the_companys_terms_unless_it_has_its_own(app):
    change_company({"terms": "Zahlbar ohne Abzug."}, by=None)
    assert draft().terms == "Zahlbar ohne Abzug."
    assert draft(terms=None).terms is None
    assert draft(terms="Skonto 2 %").terms == "Skonto 2 %"


def test_the_project_must_be_the_customers(app):
    with pytest.raises(rules.ProjectOfOtherCustomer):
        draft(project_id=project().id)


def test_dates_must_fit(app):
    with pytest.raises(rules.DueBeforeIssue):
        draft(issued_date=factories.TODAY, due_date=factories.TODAY.replace(day=1))
    with pytest.raises(rules.ServiceEndsBeforeItStarts):
        draft(service_from=factories.TODAY, service_to=factories.TODAY.replace(day=1))


def sent(one: InvoiceLine, **values):
    names = ("id", "description", "quantity", "unit", "unit_price", "tax_rate", "discount_percent")
    return {name: getattr(one, name) for name in names} | values


def test_lines_sent_with_their_id_stay_and_the_others_go(app):
    made = draft(line(), line("2"), line("3"))
    first, second, third = made.line_items
    kept, gone = third.id, {first.id, second.id}
    values = {"line_items": [sent(third, quantity=Decimal(5)), line("7")]}
    changed = change_draft(made, values, by=cast.viewer("admin"))
    assert [one.quantity for one in changed.line_items] == [5, 7]
    assert changed.line_items[0].id == kept
    assert not gone & {one.id for one in changed.line_items}
    assert [one.position for one in changed.line_items] == [1, 2]
    assert changed.subtotal == 12 * 105
    assert db.session.scalar(select(func.count()).select_from(InvoiceLine)) == 2
    assert records("changed") == 1


def test_lines_follow_the_order_in_which_they_are_sent(app):
    made = draft(line("1"), line("2"))
    first, second = made.line_items
    change_draft(made, {"line_items": [sent(second), sent(first)]}, by=cast.viewer("admin"))
    db.session.expire_all()
    assert [one.quantity for one in made.line_items] == [2, 1]


def test_a_line_of_another_invoice_is_refused(app):
    made, other = draft(), draft()
    values = {"line_items": [sent(other.line_items[0])]}
    with pytest.raises(rules.UnknownLine) as refused:
        change_draft(made, values, by=cast.viewer("admin"))
    assert refused.value.field == "line_items.0.id"
    with pytest.raises(rules.UnknownLine):
        change_draft(made, {"line_items": [sent(made.line_items[0])] * 2}, by=cast.viewer("admin"))


def test_an_issued_invoice_takes_nothing_but_notes(app):
    made = issued()
    with pytest.raises(rules.InvoiceIsIssued):
        change_draft(made, {"terms": "anders"}, by=cast.viewer("admin"))
    change_notes(made, "nachfragen", by=cast.viewer("admin"))
    assert made.notes == "nachfragen" and "nachfragen" in made.search_text


def test_a_stale_edit_is_refused(app):
    made = draft()
    version = made.version
    change_draft(made, {"notes": "eins"}, version, by=cast.viewer("admin"))
    with pytest.raises(Stale):
        change_draft(made, {"notes": "zwei"}, version, by=cast.viewer("admin"))


def test_a_draft_can_be_deleted_an_issued_invoice_cannot(app):
    made = draft()
    delete_draft(made, by=cast.viewer("admin"))
    assert db.session.scalar(select(func.count()).select_from(InvoiceLine)) == 0
    assert records("deleted") == 1
    with pytest.raises(rules.UseCancel):
        delete_draft(issued(), by=cast.viewer("admin"))


def test_recalculating_adds_up_a_draft_and_verifies_an_invoice(app):
    made = draft()
    db.session.execute(Invoice.__table__.update().values(subtotal=1, total=2, tax_amount=1))
    db.session.commit()
    assert recalculate(made, by=cast.viewer("admin")).total == Decimal("1749.30")
    final = issued()
    assert recalculate(final, by=cast.viewer("admin")).total == Decimal("1749.30")


def test_nothing_stays_of_a_draft_that_fails(app, monkeypatch):
    from app.invoices.actions import drafts

    def fail(*_args, **_kwargs):
        raise RuntimeError

    customer = factories.customer()
    monkeypatch.setattr(drafts.audit, "created", fail)
    with pytest.raises(RuntimeError):
        create_draft({"customer_id": customer.id, "line_items": [line()]}, by=cast.viewer("admin"))
    assert db.session.scalar(select(func.count()).select_from(Invoice)) == 0


def test_lines_that_nobody_moved_keep_their_positions(app):
    made = draft(line(position=3), line(position=7))
    values = {"customer_id": made.customer_id, "line_items": [sent(one) for one in made.line_items]}
    changed = change_draft(made, values, by=cast.viewer("admin"))
    assert [one.position for one in changed.line_items] == [3, 7]


def test_lines_are_numbered_anew_when_one_goes(app):
    made = draft(line(), line(), line())
    values = {"customer_id": made.customer_id, "line_items": [sent(one) for one in made.line_items[::2]]}
    changed = change_draft(made, values, by=cast.viewer("admin"))
    assert [one.position for one in changed.line_items] == [1, 2]
