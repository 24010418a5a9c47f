"""Issuing and cancelling: numbers, dates, frozen parties, kept papers; all or nothing."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app import storage
from app.audit.queries import history, verify
from app.company.actions import change_company, change_series
from app.company.models import NumberCounter
from app.company.rules import NumberIsTaken, Series
from app.crm.actions import change_customer
from app.database import db
from app.invoices import rules
from app.invoices.actions import change_draft, issuing, pdf_of
from app.invoices.models import Invoice
from app.invoices.queries import parties_of
from app.values.refusals import Stale
from tests import cast, factories
from tests.invoices.given import NOW, TODAY, cancel, draft, in_status, issue, issued, line, text_of
from tests.projects.given import project


@pytest.fixture
def made(app):
    """An invoice of a project that was issued today."""
    shop = project("Relaunch Intranet")
    return issued(customer_id=shop.customer_id, project_id=shop.id)


def test_issuing_gives_the_next_number(made):
    assert made.invoice_number == "RE-2026-00001"


def test_issuing_gives_the_dates_that_were_left_open(made):
    assert (made.issued_date, made.due_date) == (TODAY, TODAY + timedelta(days=14))
    assert (made.service_from, made.service_to) == (TODAY, TODAY)


def test_issuing_keeps_who_sells_who_buys_and_who_issued(made):
    assert made.seller["iban"] == "DE02120300000000202051"
    assert made.buyer["number"] == made.customer.number
    assert made.issued_by_id == cast.employee("buchhaltung").id


def test_issuing_keeps_the_paper_by_its_content(made):
    assert hashlib.sha256(pdf_of(made)).hexdigest() == made.pdf_sha256


def test_the_paper_says_what_was_issued(made):
    paper = text_of(pdf_of(made))
    for expected in ("RE-2026-00001", "1.749,30", f"{made.project.number}, Relaunch Intranet", "04.12.2026"):
        assert expected in paper
    assert "ENTWURF" not in paper


def test_the_history_says_that_it_was_issued_with_which_paper(made):
    told = history("invoice", made.id)[0]
    assert told.action == "issued" and told.params["sha256"] == f"{made.pdf_sha256[:8]}…"
    assert verify()[1] is None


def test_numbers_run_without_a_gap_through_the_year_and_begin_anew(app):
    assert [issued(today=date(2026, 12, day)).invoice_number for day in (1, 1, 31)] == [
        "RE-2026-00001",
        "RE-2026-00002",
        "RE-2026-00003",
    ]
    assert issued(today=date(2027, 1, 2)).invoice_number == "RE-2027-00001"


def test_the_issue_date_is_neither_in_the_future_nor_before_the_last(app):
    issued()
    for day, refusal in ((1, rules.IssueDateInFuture), (-1, rules.IssueDateBeforeLast)):
        made = draft(issued_date=TODAY + timedelta(days=day))
        with pytest.raises(refusal):
            issue(made)
        assert made.invoice_number is None


def test_due_dates_follow_the_customer_then_the_company(app):
    patient = factories.customer("Geduld AG", payment_terms_days=30)
    assert issued(customer_id=patient.id).due_date == TODAY + timedelta(days=30)
    assert issued(due_date=TODAY + timedelta(days=3)).due_date == TODAY + timedelta(days=3)
    with pytest.raises(rules.DueBeforeIssue):
        issued(due_date=TODAY - timedelta(days=1))


def test_what_is_missing_is_named(app):
    nowhere = factories.customer("Ohne Anschrift", address=None, city=None)
    with pytest.raises(rules.SomethingIsMissing) as refused:
        issued(customer_id=nowhere.id)
    assert refused.value.params["missing"] == ("the customer's street", "the customer's city")
    change_company({"tax_id": None, "vat_id": None}, by=None)
    with pytest.raises(rules.SomethingIsMissing):
        issued()


def test_tax_that_has_become_wrong_is_refused_at_issuing(app):
    made = draft()
    change_company({"small_business": True}, by=None)
    with pytest.raises(rules.TaxNotAllowed):
        issue(made)


@pytest.mark.parametrize(
    ("values", "case", "sentence"),
    [
        ({"country": "FR", "vat_id": "FR40303265045"}, "reverse_charge", "Steuerschuldnerschaft"),
        ({"country": "CH"}, "export", "Drittland"),
    ],
)
def test_the_tax_case_is_frozen_with_its_sentence(app, values, case, sentence):
    abroad = factories.customer("Au bord de l'eau", **values)
    made = issued(line(rate=None), customer_id=abroad.id)
    assert made.tax_case == case and made.total == made.subtotal
    assert sentence in text_of(pdf_of(made))


def test_nothing_is_changed_by_a_customer_or_company_that_changes_later(app):
    customer = factories.customer()
    made = issued(customer_id=customer.id)
    before, sha256 = pdf_of(made), made.pdf_sha256
    change_customer(customer, {"name": "Anders GmbH", "city": "Köln"}, by=cast.viewer("admin"))
    change_company({"name": "Neu & Co. KG", "iban": None}, by=None)
    assert parties_of(made).buyer["name"] == "Bäckerei Löwenstein GmbH"
    assert pdf_of(made) == before
    (Path(app.config["DATA_DIR"]) / "files" / sha256[:2] / sha256).unlink()
    assert pdf_of(made) == before, "drawn again from the frozen data, the same bytes"
    assert storage.holds(sha256)


def test_a_damaged_paper_that_cannot_be_drawn_again_is_told(app, monkeypatch):
    from app.invoices.actions import papers

    made = issued()
    path = Path(app.config["DATA_DIR"]) / "files" / made.pdf_sha256[:2] / made.pdf_sha256
    path.write_bytes(b"damaged")
    monkeypatch.setattr(papers, "drawn", lambda _invoice: b"something else")
    with pytest.raises(rules.PdfCannotBeRestored):
        pdf_of(made)
    assert path.read_bytes() == b"damaged"


def test_a_total_of_zero_is_paid_at_once(app):
    assert issued(line(price="0")).status_on(TODAY) == "paid"


def test_it_cannot_be_issued_twice(app):
    made = issued()
    with pytest.raises(rules.InvoiceIsIssued):
        issue(made)


def test_a_number_that_exists_already_is_refused(app):
    issued()
    change_series(
        Series.INVOICE,
        {"pattern": "RE-2026-{number:05}", "yearly": False, "next_value": None},
        by=None,
        now=NOW,
    )
    made = draft()
    with pytest.raises(NumberIsTaken) as refused:
        issue(made)
    assert refused.value.params == {"number": "RE-2026-00001", "lowest": 2}


def test_the_remedy_for_a_number_that_exists_already_works(app):
    for _number in range(3):
        issued()
    change_series(
        Series.INVOICE,
        {"pattern": "RE-2026-{number:05}", "yearly": False, "next_value": None},
        by=None,
        now=NOW,
    )
    made = draft()
    with pytest.raises(NumberIsTaken) as refused:
        issue(made)
    lowest = refused.value.params["lowest"]
    change_series(
        Series.INVOICE,
        {"pattern": "RE-2026-{number:05}", "yearly": False, "next_value": lowest},
        by=None,
        now=NOW,
    )
    assert [issue(made).invoice_number, issued().invoice_number] == ["RE-2026-00004", "RE-2026-00005"]


@pytest.mark.parametrize("place", ["keep_pdf", "_note_issued"])
def test_nothing_stays_of_an_issuing_that_fails(app, monkeypatch, place):
    made = draft()

    def fail(*_args, **_kwargs):
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(issuing, place, fail)
        with pytest.raises(RuntimeError):
            issue(made)
    assert (made.invoice_number, made.issued_at, made.seller) == (None, None, None)
    counters = select(func.count()).where(NumberCounter.series == "invoice")
    assert db.session.scalar(counters) == 0
    assert issue(made).invoice_number == "RE-2026-00001"


def test_what_cannot_be_cancelled_is_refused(app):
    paid = in_status("partial")
    for made, refusal in (
        (draft(), rules.InvoiceIsDraft),
        (paid, rules.InvoiceHasPayments),
        (in_status("cancelled"), rules.AlreadyCancelled),
        (cancel(issued()), rules.IsCancellation),
    ):
        with pytest.raises(refusal):
            cancel(made)


def test_nothing_stays_of_a_cancelling_that_fails(app, monkeypatch):
    made = issued()

    def fail(*_args, **_kwargs):
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(issuing, "keep_pdf", fail)
        with pytest.raises(RuntimeError):
            cancel(made)
    assert made.cancelled_by_id is None
    assert db.session.scalar(select(func.count()).select_from(Invoice)) == 1
    assert cancel(made).invoice_number == "ST-2026-00001"


def test_the_figures_of_a_cancelled_pair_add_up_to_nothing(app):
    made = issued()
    cancel(made)
    total = db.session.scalar(select(func.sum(Invoice.total)))
    assert total == Decimal(0)


def test_a_draft_changed_meanwhile_is_not_issued_unseen(app):
    made = draft()
    version = made.version
    change_draft(made, {"notes": "x"}, by=cast.viewer("admin"))
    with pytest.raises(Stale):
        issuing.issue_invoice(made, version, by=None, now=NOW)


def test_a_cancellation_comes_from_the_firm_as_it_is_today(app):
    made = issued()
    change_company({"name": "Neu & Co. KG", "address": "Neue Straße 1", "city": "Mainz"}, by=None)
    document = cancel(made)
    assert (document.seller["name"], document.seller["city"]) == ("Neu & Co. KG", "Mainz")
    paper = text_of(pdf_of(document))
    assert "Neue Straße 1" in paper and "Rheinstraße 12" not in paper
    assert made.seller["city"] == "Koblenz"


def test_a_cancellation_takes_buyer_case_and_texts_from_its_original(app):
    abroad = factories.customer("Au bord de l'eau", country="FR", vat_id="FR40303265045", language="en")
    shop = project("Relaunch Intranet", customer_id=abroad.id)
    made = issued(line(rate=None), customer_id=abroad.id, project_id=shop.id)
    change_customer(
        abroad, {"name": "Anders SARL", "country": "DE", "language": "de"}, by=cast.viewer("admin")
    )
    document = cancel(made)
    for name in ("buyer", "tax_case", "tax_note", "project_text", "service_from", "service_to"):
        assert getattr(document, name) == getattr(made, name), name
    assert "Cancellation invoice" in text_of(pdf_of(document))


def test_a_cancellation_is_refused_while_the_firm_of_today_lacks_what_a_paper_needs(app):
    made = issued()
    change_company({"city": None}, by=None)
    with pytest.raises(rules.SomethingIsMissing) as refused:
        cancel(made)
    assert refused.value.params["missing"] == ("the company's city",)
