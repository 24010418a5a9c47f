"""From recorded time to a draft: groups, rates, rounding, and who has the entries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from app.company.actions import change_company
from app.database import db
from app.invoices import rules
from app.invoices.actions import change_draft, delete_draft, draft_from_time
from app.invoices.forms import InvoiceForm
from app.invoices.models import Invoice
from app.invoices.rules import billing as billing_rules
from app.time_tracking.models import TimeEntry
from app.values.refusals import NotThere
from tests import cast, factories
from tests.invoices.given import cancel, issue, line
from tests.invoices.test_drafts import sent
from tests.projects.given import project
from tests.time_tracking.given import entry


def bill(who: str = "leitung", group_by: str = "entry", **values) -> Invoice:
    given = {"project_id": None, "customer_id": None, "from_date": None, "to_date": None, "tax_rate": None}
    return draft_from_time(given | values | {"group_by": rules.GroupBy(group_by)}, by=cast.viewer(who))


def with_time(**values) -> UUID:
    """A project of 95.00 € with 2:30, 1:00 and 0:20 hours of two people on two days."""
    id_ = project(hourly_rate=Decimal(95), **values).id
    entry(id_, "16 09:00", "16 11:30", note="Konzeption")
    entry(id_, "16 13:00", "16 14:00", note="Abstimmung", of="leitung")
    entry(id_, "17 09:00", "17 09:20", note="Konzeption")
    return id_


def free(project_id: UUID) -> int:
    query = select(TimeEntry).where(TimeEntry.project_id == project_id, TimeEntry.invoice_id.is_(None))
    return len(db.session.scalars(query).all())


@pytest.mark.parametrize(
    ("group_by", "quantities"),
    [
        ("entry", ["2.5", "1", "0.33"]),
        ("day", ["3.5", "0.33"]),
        ("employee", ["2.83", "1"]),
        ("project", ["3.83"]),
    ],
)
def test_time_becomes_lines(app, group_by, quantities):
    id_ = with_time()
    made = bill(group_by=group_by, project_id=id_)
    assert [one.quantity for one in made.line_items] == [Decimal(one) for one in quantities]
    assert all(one.unit_price == 95 and one.tax_rate == 19 for one in made.line_items)
    assert all(
        one.net == rules.line_net(rules.Line(one.quantity, one.unit_price, one.tax_rate))
        for one in made.line_items
    )
    assert made.project_id == id_
    assert (made.service_from.day, made.service_to.day) == (16, 17)
    assert free(id_) == 0
    with pytest.raises(rules.NothingToBill):
        bill(project_id=id_)


def test_groups_split_by_rate_and_time_is_rounded(app):
    id_ = project(hourly_rate=Decimal(95), rounding="up_15").id
    entry(id_, "16 09:00", "16 09:05")
    entry(id_, "16 10:00", "16 10:05", hourly_rate=Decimal("120.5"))
    made = bill(group_by="day", project_id=id_)
    assert [(one.quantity, one.unit_price) for one in made.line_items] == [
        (Decimal("0.25"), Decimal(95)),
        (Decimal("0.25"), Decimal("120.5")),
    ]


def test_a_customer_is_billed_over_all_projects_of_a_period(app):
    customer = factories.customer("Weingut Prüm KG")
    first = with_time(customer_id=customer.id)
    second = project("Kasse", customer_id=customer.id, hourly_rate=Decimal(80)).id
    entry(second, "18 09:00", "18 10:00")
    part = bill(customer_id=customer.id, from_date=date(2026, 11, 17), to_date=date(2026, 11, 18))
    assert [one.quantity for one in part.line_items] == [Decimal("0.33"), Decimal(1)]
    assert part.project_id is None and part.customer_id == customer.id
    rest = bill(customer_id=customer.id)
    assert rest.project_id == first, "only one project is left"


def test_nobody_bills_what_they_do_not_see(app):
    id_ = with_time()
    with pytest.raises(NotThere):
        bill("fremd", project_id=id_)
    made = bill("mitarbeit", project_id=id_)
    assert len(made.line_items) == 2, "only one's own time without time_tracking: manage"
    assert free(id_) == 1


def test_without_a_rate_it_says_whose(app):
    id_ = project().id
    entry(id_, "16 09:00", "16 10:00")
    with pytest.raises(rules.RateIsMissing) as refused:
        bill(project_id=id_)
    assert refused.value.params["employee"] == "Selin Yıldız"
    change_company({"hourly_rate": Decimal(70)}, by=None)
    assert bill(project_id=id_).line_items[0].unit_price == 70


def test_a_line_left_out_frees_its_time_and_so_does_deleting(app):
    id_ = with_time()
    made = bill(project_id=id_)
    first, *_others = made.line_items
    change_draft(made, {"line_items": [sent(first), line("1")]}, by=cast.viewer("leitung"))
    assert free(id_) == 2
    delete_draft(made, by=cast.viewer("leitung"))
    assert free(id_) == 3


def test_cancelling_frees_the_time_issuing_keeps_it(app):
    id_ = with_time()
    made = issue(bill(project_id=id_))
    assert free(id_) == 0
    cancel(made)
    assert free(id_) == 3
    again = bill(project_id=id_)
    assert len(again.line_items) == 3


def test_nothing_stays_when_billing_fails(app, monkeypatch):
    from app.invoices.actions import drafts

    id_ = with_time()

    def fail(*_args, **_kwargs):
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(drafts, "bill_entries", fail)
        with pytest.raises(RuntimeError):
            bill(project_id=id_)
    assert free(id_) == 3
    assert db.session.scalars(select(Invoice)).all() == []


def test_an_english_customer_gets_english_lines(app):
    customer = factories.customer("Thames Ltd", language="en")
    id_ = project(customer_id=customer.id, hourly_rate=Decimal(95)).id
    entry(id_, "16 09:00", "16 10:00")
    made = bill(group_by="day", project_id=id_)
    assert made.line_items[0].description == "Services on 16 Nov 2026"
    assert made.line_items[0].unit == "h"


def test_a_project_of_another_customer_is_refused(app):
    with pytest.raises(rules.ProjectOfOtherCustomer):
        bill(project_id=with_time(), customer_id=factories.customer("Andere").id)


@pytest.fixture
def many(app, monkeypatch):
    """Five entries of two people on three days, where a draft may have no more than three lines."""
    monkeypatch.setattr(billing_rules, "MOST_LINES", 3)
    id_ = with_time()
    entry(id_, "18 09:00", "18 10:00", of="leitung")
    entry(id_, "18 11:00", "18 12:00", of="leitung")
    return id_


def test_more_lines_than_a_draft_can_have_are_refused_with_the_groupings_that_fit(many):
    with pytest.raises(rules.TooManyLines) as refused:
        bill(project_id=many)
    assert refused.value.status == 409
    assert refused.value.params == {
        "lines": 5,
        "most": 3,
        "fitting": ("one line per day", "one line per employee", "one line per project"),
    }
    assert free(many) == 5


def test_a_grouping_that_fits_is_carried_out(many):
    assert len(bill(project_id=many, group_by="day").line_items) == 3


def test_where_no_grouping_fits_a_shorter_period_is_asked_for(app, monkeypatch):
    monkeypatch.setattr(billing_rules, "MOST_LINES", 0)
    with pytest.raises(rules.TooManyLinesHoweverGrouped) as refused:
        bill(project_id=with_time(), group_by="project")
    assert (refused.value.status, refused.value.params) == (409, {"lines": 1, "most": 0})


def test_the_preview_says_it_before(many, pages):
    fields = {"project_id": str(many), "group_by": "entry"}
    preview = pages("leitung").post("/invoices/from-time/preview", fields, part="preview").text
    for word in ("5 Positionen", "höchstens 3", "eine Position je Tag", "eine Position je Projekt"):
        assert word in preview
    assert "eine Position je Zeiteintrag" not in preview and "<table" not in preview


def test_the_api_names_the_groupings_that_fit(many, api):
    path = "/api/backoffice/invoices/from-time-entries"
    problem = api("leitung").post(path, {"project_id": str(many), "group_by": "entry"}, status=409)
    assert "eine Position je Tag" in problem["detail"]


def test_a_draft_from_time_has_as_many_lines_as_its_form_takes(app):
    with app.test_request_context():
        assert InvoiceForm(formdata=None).line_items.most == billing_rules.MOST_LINES
