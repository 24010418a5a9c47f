"""Issuing documents and cancelling them. Rows are locked in this order: invoice, entries, counter."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from app.audit import actions as audit
from app.company.actions import keep_numbers, last_date_of, next_number
from app.company.queries import company_day, get_company, series_of
from app.company.rules import Series
from app.database import atomic, db, hold, new_id
from app.invoices import rules
from app.invoices.actions.drafts import refuse_issued, set_totals
from app.invoices.actions.papers import keep_pdf
from app.invoices.models import Invoice, InvoiceLine
from app.invoices.pdf import PAPER_VERSION
from app.invoices.queries import cancelling_parties, missing_to_issue, parties_of, refuse_contradiction
from app.permissions import Viewer
from app.time_tracking.actions import free_entries
from app.values.refusals import Mend, leading_to
from app.values.texts import N_

SHORT = 8
keep_numbers(Series.INVOICE, Invoice.invoice_number)
keep_numbers(Series.CANCELLATION, Invoice.invoice_number)


def _number(invoice: Invoice, key: Series, day: date) -> None:
    """Gives the next number of a series, which stays locked until the commit."""
    number, value = next_number(key, day)
    invoice.invoice_number, invoice.series, invoice.value = number, key, value
    invoice.year = day.year if series_of(key).yearly else 0
    invoice.number_key = f"{day.isoformat()}-{value:09d}-{key}"


def _freeze(invoice: Invoice, parties: rules.Parties, now: datetime, by: Viewer | None) -> None:
    invoice.seller, invoice.buyer = dict(parties.seller), dict(parties.buyer)
    invoice.tax_case, invoice.tax_note = parties.tax_case, parties.tax_note
    invoice.project_text, invoice.paper_version = parties.project_text, PAPER_VERSION
    invoice.issued_at, invoice.issued_by_id = now, by.id if by else None


def _note_issued(invoice: Invoice, sha256: str, by: Viewer | None, text: str, **params: Any) -> None:
    audit.note(
        "issued",
        invoice,
        by=by,
        payload={"after": audit.facts(invoice)},
        text=text,
        number=invoice.invoice_number,
        sha256=f"{sha256[:SHORT]}…",
        **params,
    )


@atomic
def issue_invoice(
    invoice: Invoice, version: int | None = None, *, by: Viewer | None, now: datetime
) -> Invoice:
    """Gives a draft its number, its dates, its frozen parties and its kept PDF. All or nothing.

    Refused while something that § 14 UStG asks for is missing, or the tax case contradicts the seller.
    """
    hold(invoice, version)
    refuse_issued(invoice)
    today = company_day(now)
    with db.session.no_autoflush:
        parties = parties_of(invoice)
        _refuse_missing(invoice, parties)
        refuse_contradiction(invoice, parties)
        with leading_to(Mend("invoices.edit", N_("Edit draft"), id=invoice.id)):
            _set_dates(invoice, today)
        set_totals(invoice)
        _number(invoice, Series.INVOICE, invoice.issued_date or today)
        _freeze(invoice, parties, now, by)
        sha256 = keep_pdf(invoice)
    db.session.flush()
    _note_issued(invoice, sha256, by, N_("Issued as %(number)s, PDF kept (SHA-256 %(sha256)s)"))
    return invoice


def _refuse_missing(invoice: Invoice, parties: rules.Parties) -> None:
    if missing := missing_to_issue(invoice, parties):
        places = {
            "seller": Mend("company.settings", N_("Settings")),
            "buyer": Mend("customers.edit", N_("Edit the customer"), id=invoice.customer_id),
            "invoice": Mend("invoices.edit", N_("Edit draft"), id=invoice.id),
        }
        whose = {one.whose for one in missing}
        mends = [mend for party, mend in places.items() if party in whose]
        raise rules.SomethingIsMissing([one.text for one in missing]).leading_to(*mends)


def _refuse_cancelling(invoice: Invoice) -> None:
    id_ = invoice.id
    if not invoice.is_issued:
        raise rules.InvoiceIsDraft().leading_to(Mend("invoices.show", N_("To the draft"), id=id_))
    if invoice.is_cancellation:
        raise rules.IsCancellation()
    if invoice.cancelled_by_id is not None:
        cancellation = Mend("invoices.show", N_("Cancellation invoice"), id=invoice.cancelled_by_id)
        raise rules.AlreadyCancelled().leading_to(cancellation)
    if invoice.paid_amount > 0:
        payments = Mend("payments.index", N_("Payments"), invoice_id=id_)
        raise rules.InvoiceHasPayments().leading_to(payments)


def _set_dates(invoice: Invoice, today: date) -> None:
    day = invoice.issued_date or today
    rules.check_issue_date(day, today=today, last_of_series=last_date_of(Series.INVOICE))
    if invoice.due_date is None:
        terms = invoice.customer.payment_terms_days
        invoice.due_date = rules.due_date(day, terms, get_company().payment_terms_days)
    rules.check_due_date(invoice.due_date, day)
    rules.check_service_period(invoice.service_from, invoice.service_to)
    invoice.issued_date = day
    known = invoice.service_from or invoice.service_to or day
    invoice.service_from, invoice.service_to = invoice.service_from or known, invoice.service_to or known


@atomic
def cancel_invoice(
    invoice: Invoice,
    reason: str,
    version: int | None = None,
    *,
    by: Viewer | None,
    now: datetime,
) -> Invoice:
    """Makes the cancellation document and gives it: own number, every line negated, linked both ways.

    It comes from the firm as it is today; buyer, tax case and texts are the invoice's. The invoice's time can
    be billed again. Refused while payments are booked, or the firm lacks what § 14 UStG asks for.
    """
    hold(invoice, version)
    _refuse_cancelling(invoice)
    parties = cancelling_parties(invoice)
    _refuse_missing(invoice, parties)
    free_entries(invoice.id, by=by)
    cancellation = _negated(invoice, reason)
    db.session.flush()
    today, last = company_day(now), last_date_of(Series.CANCELLATION)
    rules.check_issue_date(today, today=today, last_of_series=last)
    with db.session.no_autoflush:
        cancellation.issued_date = today
        _number(cancellation, Series.CANCELLATION, today)
        _freeze(cancellation, parties, now, by)
        sha256 = keep_pdf(cancellation)
    db.session.flush()
    invoice.cancel_reason, invoice.cancelled_by_id = reason, cancellation.id
    db.session.flush()
    text = N_("Cancels %(cancelled)s, issued as %(number)s, PDF kept (SHA-256 %(sha256)s)")
    _note_issued(cancellation, sha256, by, text, cancelled=invoice.invoice_number)
    text = N_("Cancelled with %(number)s: %(reason)s")
    after = {"cancelled_by_id": str(cancellation.id), "cancel_reason": reason}
    number = cancellation.invoice_number
    audit.note("cancelled", invoice, by=by, payload={"after": after}, text=text, number=number, reason=reason)
    return cancellation


def _negated(invoice: Invoice, reason: str) -> Invoice:
    """The cancellation as a draft, for lines can only be added to drafts."""
    id_ = new_id()
    cancellation = Invoice(
        id=id_,
        document_type=rules.DocumentType.CANCELLATION,
        number_key=f"~{id_.hex}",
        customer_id=invoice.customer_id,
        project_id=invoice.project_id,
        service_from=invoice.service_from,
        service_to=invoice.service_to,
        tax_case=invoice.tax_case,
        tax_reason=invoice.tax_reason,
        cancels_id=invoice.id,
        cancel_reason=reason,
    )
    cancellation.cancels, cancellation.customer = invoice, invoice.customer
    for line in invoice.line_items:
        figures = rules.negated(line.figures)
        cancellation.line_items.append(
            InvoiceLine(
                id=new_id(),
                cancels_line_id=line.id,
                position=line.position,
                description=line.description,
                quantity=figures.quantity,
                unit=line.unit,
                unit_price=figures.unit_price,
                tax_rate=figures.tax_rate,
                discount_percent=figures.discount_percent,
                net=rules.line_net(figures),
            )
        )
    set_totals(cancellation)
    db.session.add(cancellation)
    return cancellation
