"""Reading one document with its lines, payments and parties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from app import storage
from app.company.models import Company
from app.company.queries import get_company
from app.crm.models import Customer
from app.crm.rules import CustomerType
from app.database import db
from app.invoices import rules
from app.invoices.models import Invoice, Payment
from app.invoices.queries.kinds import INVOICE
from app.permissions import Viewer
from app.values.refusals import Mend, NotThere, leading_to
from app.values.texts import N_


@storage.refers
def kept_for_documents(sha256s: set[str]) -> set[str]:
    """Papers, and the logos on them: a paper that is lost is drawn again with the logo of its day."""
    logo = Invoice.seller["logo_sha256"].as_string()
    found = (select(column).where(column.in_(sha256s)) for column in (Invoice.pdf_sha256, logo))
    return {str(sha256) for query in found for sha256 in db.session.scalars(query)}


def get_by_number(number: str, *, viewer: Viewer) -> Invoice:
    """The document with this number, as far as the viewer may see it; or `NotThere`."""
    query = INVOICE.visible(viewer).where(Invoice.invoice_number == number)
    found: Invoice | None = db.session.scalar(query.options(*INVOICE.loaded))
    if found is None:
        raise NotThere()
    return found


def payments_of(invoice: Invoice) -> Sequence[Payment]:
    """The payments of an invoice, newest first."""
    query = select(Payment).where(Payment.invoice_id == invoice.id)
    return db.session.scalars(query.order_by(Payment.payment_date.desc(), Payment.id.desc())).all()


def automatic_case(customer: Customer, company: Company | None = None) -> rules.TaxCase:
    """The tax case that seller and buyer suggest."""
    company = company or get_company()
    return rules.tax_case_for(
        seller_country=company.country,
        seller_small_business=company.small_business,
        buyer_country=customer.country,
        buyer_is_business=customer.type == CustomerType.B2B,
        buyer_vat_id=customer.vat_id,
    )


def tax_case_of(invoice: Invoice, company: Company | None = None) -> rules.TaxCase:
    """The frozen tax case; of a draft the chosen one, else the automatic one."""
    if invoice.tax_case is not None:
        return invoice.tax_case
    return automatic_case(invoice.customer, company)


def parties_of(invoice: Invoice) -> rules.Parties:
    """Who stands on the paper: what was frozen at issuing, for a draft what holds now."""
    case = tax_case_of(invoice)
    if invoice.seller is not None and invoice.buyer is not None:
        return rules.Parties(invoice.seller, invoice.buyer, case, invoice.tax_note, invoice.project_text)
    buyer = rules.buyer_facts(invoice.customer)
    note = rules.tax_note(case, str(buyer["language"]), invoice.tax_reason)
    return rules.Parties(
        rules.seller_facts(get_company()), buyer, case, note, rules.project_text(invoice.project)
    )


def cancelling_parties(invoice: Invoice) -> rules.Parties:
    """Who stands on the paper that cancels this one: the seller as of today, the rest from the original."""
    return replace(parties_of(invoice), seller=rules.seller_facts(get_company()))


def refuse_contradiction(invoice: Invoice, parties: rules.Parties) -> None:
    """Raises a refusal when the tax case contradicts the seller or the lines, as a draft's may."""
    edit = Mend("invoices.edit", N_("Edit draft"), id=invoice.id)
    with leading_to(edit, Mend("company.settings", N_("Settings"), _anchor="small_business")):
        rules.refuse_case(parties.tax_case, small_business=bool(parties.seller["small_business"]))
    with leading_to(edit):
        rules.refuse_tax(parties.tax_case, [line.figures for line in invoice.line_items])


def missing_to_issue(invoice: Invoice, parties: rules.Parties) -> list[rules.Missing]:
    """What a document with these parties still lacks to be issued."""
    return rules.missing_to_issue(
        seller=parties.seller,
        buyer=parties.buyer,
        lines=len(invoice.line_items),
        tax_case=parties.tax_case,
        exemption_reason=invoice.tax_reason,
    )
