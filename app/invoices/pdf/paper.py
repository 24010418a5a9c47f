"""What stands on the paper: plain values, already computed, nothing to look up and nothing to calculate."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from app.invoices.rules import shows_tax

PAPER_VERSION = 2
"""How papers are drawn now. A document keeps the version that it was issued with: what changes the bytes of a
paper gets a new one, and the old ones stay drawable, since a lost file is restored by its SHA-256."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody with an address.

    `address` may hold several lines. `country` is printed as it comes (the name, not the code), in capitals
    and as the last line, and only where it differs from the seller's (DIN 5008).
    """

    name: str
    address: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""
    vat_id: str | None = None
    tax_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller(Party):
    """Who sends the paper; what § 35a GmbHG asks for on letters goes to the footer.

    `register` and `managers` are printed as they come: "Amtsgericht Koblenz HRB 99999",
    "Geschäftsführung: J. Krämer".
    """

    email: str | None = None
    phone: str | None = None
    website: str | None = None
    bank_name: str | None = None
    iban: str | None = None
    bic: str | None = None
    register: str | None = None
    managers: str | None = None
    small_business: bool = False
    """Only papers of the first version look at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """One line. The first line of `description` is its title, the others are printed small."""

    position: int
    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    tax_rate: Decimal
    net: Decimal
    discount_percent: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTax:
    """The tax of one rate on the net of that rate (§ 14 Abs. 4 Nr. 7 and 8 UStG)."""

    tax_rate: Decimal
    net: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """An invoice or a cancellation as its reader sees it.

    `number` is None for a draft, which never shows a number or a GiroCode. The amounts of a
    cancellation come in negative. `logo` holds the bytes of a PNG or JPEG; one that cannot be read is
    replaced by the seller's name. `made_at` is when it was issued, or a draft last changed.
    """

    document_type: Literal["invoice", "cancellation"]
    number: str | None
    issue_date: date | None
    seller: Seller
    buyer: Party
    lines: tuple[PaperLine, ...]
    subtotal: Decimal
    taxes: tuple[PaperTax, ...]
    tax_amount: Decimal
    total: Decimal
    due_date: date | None = None
    service_from: date | None = None
    service_to: date | None = None
    customer_number: str | None = None
    buyer_reference: str | None = None
    project: str | None = None
    tax_case: str = "standard"
    tax_note: str | None = None
    terms: str | None = None
    cancels_number: str | None = None
    cancels_date: date | None = None
    language: Literal["de", "en"] = "de"
    logo: bytes | None = None
    draft: bool = False
    made_at: datetime | None = None
    version: int = PAPER_VERSION

    @property
    def dated(self) -> datetime | None:
        """The moment that the file names as its own. The first version named none."""
        return self.made_at if self.version > 1 else None

    @property
    def is_draft(self) -> bool:
        return self.draft or self.number is None

    @property
    def is_cancellation(self) -> bool:
        return self.document_type == "cancellation"

    @property
    def shows_tax(self) -> bool:
        """Whether rates and amounts of tax are printed. The first version looked at the seller too."""
        if self.version == 1:
            return not (self.tax_case == "small_business" or self.seller.small_business)
        return shows_tax(self.tax_case, self.tax_amount)

    @property
    def asks_for_payment(self) -> bool:
        return not self.is_cancellation and self.total > 0
