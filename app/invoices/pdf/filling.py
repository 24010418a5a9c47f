"""From a stored document and its parties to the paper."""

from collections.abc import Mapping
from typing import Any, Literal, cast

from app.forms.countries import country_name
from app.invoices.models import Invoice
from app.invoices.pdf.paper import PAPER_VERSION, Paper, PaperLine, PaperTax, Party, Seller
from app.invoices.rules import Parties

_PARTY = ("name", "address", "postal_code", "city")
_CONTACT = ("vat_id", "tax_id")
_SELLER = ("email", "phone", "website", "bank_name", "iban", "bic", "register", "managers")


def fill(invoice: Invoice, parties: Parties, logo: bytes | None) -> Paper:
    """The paper of a document as it stands; without a number it is a draft."""
    language = cast(Literal["de", "en"], parties.language)
    totals = invoice.totals
    return Paper(
        document_type=cast(Literal["invoice", "cancellation"], str(invoice.document_type)),
        number=invoice.invoice_number,
        issue_date=invoice.issued_date,
        due_date=invoice.due_date,
        service_from=invoice.service_from,
        service_to=invoice.service_to,
        seller=Seller(
            **_party(parties.seller, language),
            **_contact(parties.seller),
            small_business=bool(parties.seller.get("small_business")),
        ),
        buyer=Party(**_party(parties.buyer, language)),
        lines=tuple(
            PaperLine(
                position=line.position,
                description=line.description,
                quantity=line.quantity,
                unit=line.unit,
                unit_price=line.unit_price,
                tax_rate=line.tax_rate,
                net=net,
                discount_percent=line.discount_percent,
            )
            for line, net in zip(invoice.line_items, totals.line_nets, strict=True)
        ),
        subtotal=totals.subtotal,
        taxes=tuple(
            PaperTax(tax_rate=one.tax_rate, net=one.net, tax=one.tax) for one in totals.tax_breakdown
        ),
        tax_amount=totals.tax_amount,
        total=totals.total,
        customer_number=parties.buyer.get("number"),
        buyer_reference=parties.buyer.get("buyer_reference"),
        project=parties.project_text,
        tax_case=str(parties.tax_case),
        tax_note=parties.tax_note,
        terms=invoice.terms,
        cancels_number=invoice.cancels.invoice_number if invoice.cancels else None,
        cancels_date=invoice.cancels.issued_date if invoice.cancels else None,
        language=language,
        logo=logo,
        made_at=invoice.issued_at or invoice.updated_at,
        version=invoice.paper_version or PAPER_VERSION,
    )


def _contact(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: facts.get(name) for name in _SELLER}


def _party(facts: Mapping[str, Any], language: str) -> dict[str, Any]:
    found: dict[str, Any] = {name: facts.get(name) or "" for name in _PARTY}
    found["country"] = country_name(str(facts.get("country") or "DE"), language)
    return found | {name: facts.get(name) for name in _CONTACT}
