"""The two parties of a document as its paper names them, and what else the paper says of its own accord."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from app.invoices.rules.tax import TaxCase

_SELLER = (
    "name", "address", "postal_code", "city", "country", "vat_id", "tax_id", "email", "phone", "website",
    "register", "managers", "bank_name", "iban", "bic", "small_business", "logo_sha256",
)  # fmt: skip
_BUYER = (
    "number", "name", "address", "postal_code", "city", "country", "vat_id", "tax_id", "buyer_reference",
    "type", "language",
)  # fmt: skip


class HasNumberAndTitle(Protocol):
    """A project, as far as a paper names it."""

    @property
    def number(self) -> Any: ...

    @property
    def title(self) -> Any: ...


@dataclass(frozen=True)
class Parties:
    """What is frozen at issuing: plain values that JSON can hold."""

    seller: Mapping[str, Any]
    buyer: Mapping[str, Any]
    tax_case: TaxCase
    tax_note: str | None
    project_text: str | None

    @property
    def language(self) -> str:
        """`de` or `en`: the customer's."""
        return str(self.buyer["language"])


def seller_facts(company: Any) -> dict[str, Any]:
    """Of the company what a paper needs."""
    return {name: getattr(company, name) for name in _SELLER}


def buyer_facts(customer: Any) -> dict[str, Any]:
    """Of a customer what a paper needs."""
    return {name: getattr(customer, name) for name in _BUYER}


def project_text(project: HasNumberAndTitle | None) -> str | None:
    """How the paper names a project."""
    return f"{project.number}, {project.title}" if project is not None else None
