"""Tax cases: which one a document has, what it must say about it, and that it then has no tax."""

from collections.abc import Iterable
from decimal import Decimal

from app.invoices.rules.totals import Line
from app.values.refusals import InvalidValue, Refusal
from app.values.texts import N_
from app.values.words import Word

# Member states by ISO 3166 alpha-2. Northern Ireland is in the EU's VAT area for goods, not for services.
# fmt: off
EU_COUNTRIES = frozenset((
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
))
# fmt: on


class TaxCase(Word):
    STANDARD = "standard", N_("with VAT")
    SMALL_BUSINESS = "small_business", N_("small business, § 19 UStG")
    REVERSE_CHARGE = "reverse_charge", N_("reverse charge, § 13b UStG")
    INTRA_COMMUNITY = "intra_community", N_("goods to the EU, tax-free")
    EXPORT = "export", N_("outside the EU, without German VAT")
    EXEMPT = "exempt", N_("tax-exempt, § 4 UStG")


class TaxNotAllowed(InvalidValue):
    """This invoice is without VAT, so no line may have any: VAT that is shown is owed (§ 14c UStG)."""

    field = "line_items"


class SmallBusinessChargesNoTax(Refusal):
    """The company is a small business under § 19 UStG and charges no VAT. Please choose another tax case, or
    “automatic”, and set the VAT of all lines to 0."""


def tax_case_for(
    *,
    seller_country: str,
    seller_small_business: bool,
    buyer_country: str,
    buyer_is_business: bool,
    buyer_vat_id: str | None,
) -> TaxCase:
    """The case that seller and buyer suggest for services (§ 3a Abs. 2, § 13b UStG).

    § 19 goes first. A business in another EU state with a VAT id of another state than the seller's owes the
    tax itself; without one, and for consumers, the seller's tax applies. A buyer outside the EU: `export`.
    Goods (intra_community) and exemptions by § 4 cannot be told from these data.
    """
    if seller_small_business:
        return TaxCase.SMALL_BUSINESS
    if buyer_country == seller_country:
        return TaxCase.STANDARD
    if buyer_country not in EU_COUNTRIES:
        return TaxCase.EXPORT
    if buyer_is_business and buyer_vat_id and _state_of(buyer_vat_id) not in (None, seller_country):
        return TaxCase.REVERSE_CHARGE
    return TaxCase.STANDARD


def _state_of(vat_id: str) -> str | None:
    """The EU state of a VAT id, or None; Greece writes EL for GR (Directive 2006/112/EC, Art. 215)."""
    prefix = vat_id.strip()[:2].upper()
    state = "GR" if prefix == "EL" else prefix
    return state if state in EU_COUNTRIES else None


# Printed in the customer's language, whoever issues the document; so these are not gettext's.
_NOTES: dict[TaxCase, dict[str, str]] = {
    # § 34a UStDV
    TaxCase.SMALL_BUSINESS: {
        "de": "Gemäß § 19 UStG wird keine Umsatzsteuer berechnet (Kleinunternehmer).",
        "en": "No VAT is charged under section 19 of the German VAT Act, UStG (small business exemption).",
    },
    # § 14a Abs. 1 and 5 UStG; "Reverse charge" is the wording of Directive 2006/112/EC, Art. 226 No. 11a
    TaxCase.REVERSE_CHARGE: {
        "de": "Steuerschuldnerschaft des Leistungsempfängers (Reverse charge).",
        "en": "Reverse charge: the recipient is liable for the VAT"
        " (Steuerschuldnerschaft des Leistungsempfängers).",
    },
    # § 14a Abs. 3, § 4 Nr. 1 Buchst. b, § 6a UStG
    TaxCase.INTRA_COMMUNITY: {
        "de": "Steuerfreie innergemeinschaftliche Lieferung (§ 4 Nr. 1 Buchst. b UStG).",
        "en": "VAT-exempt intra-Community supply of goods (section 4 no. 1 (b) of the German VAT Act, UStG).",
    },
    # § 4 Nr. 1 Buchst. a, § 6 UStG for goods; § 3a Abs. 2 UStG for services
    TaxCase.EXPORT: {
        "de": "Ohne deutsche Umsatzsteuer: Empfänger im Drittland (steuerfreie Ausfuhr nach § 4 Nr. 1"
        " Buchst. a UStG oder im Inland nicht steuerbare Leistung nach § 3a UStG).",
        "en": "No German VAT: recipient outside the EU (export exempt under section 4 no. 1 (a) UStG, or"
        " service not taxable in Germany under section 3a UStG).",
    },
    # § 14 Abs. 4 Satz 1 Nr. 8 UStG
    TaxCase.EXEMPT: {
        "de": "Steuerfreie Leistung nach § 4 UStG.",
        "en": "Exempt from VAT under section 4 of the German VAT Act, UStG.",
    },
}


def tax_note(case: TaxCase, language: str, reason: str | None = None) -> str | None:
    """The sentence to print, "de" or "en"; None for standard. The reason (§ 4 Nr. 21 UStG) is for exempt."""
    if case == TaxCase.STANDARD:
        return None
    if case == TaxCase.EXEMPT and reason and reason.strip():
        return f"{'Steuerfrei' if language == 'de' else 'Exempt from VAT'}: {reason.strip()}"
    return _NOTES[case][language]


def refuse_case(case: TaxCase, *, small_business: bool) -> None:
    """Raises SmallBusinessChargesNoTax for the standard case while the seller is under § 19 UStG."""
    if small_business and case == TaxCase.STANDARD:
        raise SmallBusinessChargesNoTax()


def refuse_tax(case: TaxCase, lines: Iterable[Line]) -> None:
    """Raises TaxNotAllowed, for the first such line, if a line has tax although the case is not standard."""
    for index, line in enumerate(lines):
        if case != TaxCase.STANDARD and line.tax_rate > 0:
            raise TaxNotAllowed(field=f"line_items.{index}.tax_rate")


def shows_tax(case: str, tax_amount: Decimal) -> bool:
    """Whether page and paper print rates and amounts of tax: in the standard case only (§ 34a UStDV).

    A draft that still has tax which its case forbids prints it too, so that what is printed adds up.
    """
    return case == TaxCase.STANDARD or tax_amount != 0


def usual_rate(case: TaxCase) -> Decimal:
    """The rate of a line that names none (§ 12 Abs. 1 UStG)."""
    return Decimal(19) if case == TaxCase.STANDARD else Decimal(0)
