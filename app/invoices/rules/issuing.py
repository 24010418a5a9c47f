"""When a document may be issued: its dates, and what § 14 UStG wants on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from app.invoices.rules.tax import TaxCase
from app.values.refusals import InvalidValue, Refusal
from app.values.texts import N_, Msgids


class NothingToBill(Refusal):
    """There is nothing to bill: no finished, billable time that is not yet on an invoice."""


class FiguresDiffer(Refusal):
    """The stored figures are not those of the lines. Please tell your administrator."""


class PdfCannotBeRestored(Refusal):
    """The kept PDF is damaged, and what is drawn anew is not the same. Please restore the file with SHA-256
    %(sha256)s from a backup."""


class ProjectOfOtherCustomer(InvalidValue):
    """This project belongs to another customer."""

    field = "project_id"


class UnknownLine(InvalidValue):
    """This line does not belong to this invoice."""


class SomethingIsMissing(Refusal):
    """The invoice cannot be issued yet. This is missing: %(missing)s."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(missing=Msgids(missing))


class IssueDateInFuture(InvalidValue):
    """The issue date lies in the future."""

    field = "issued_date"


class IssueDateBeforeLast(InvalidValue):
    """The issue date may not lie before that of the last document of the series, %(last)s."""

    field = "issued_date"


class DueBeforeIssue(InvalidValue):
    """The due date lies before the issue date."""

    field = "due_date"


class ServiceEndsBeforeItStarts(InvalidValue):
    """The period of service ends before it starts."""

    field = "service_to"


def due_date(issue_date: date, customer_terms: int | None, company_terms: int) -> date:
    """The day by which to pay: terms are days; a customer's terms of 0 days are terms, None are not."""
    return issue_date + timedelta(days=company_terms if customer_terms is None else customer_terms)


def check_issue_date(issue_date: date, *, today: date, last_of_series: date | None) -> None:
    """Raises IssueDateInFuture or IssueDateBeforeLast, so that numbers and dates run in the same order."""
    if issue_date > today:
        raise IssueDateInFuture()
    if last_of_series is not None and issue_date < last_of_series:
        raise IssueDateBeforeLast(last=last_of_series)


def check_due_date(due: date | None, issue_date: date) -> None:
    """Raises DueBeforeIssue."""
    if due is not None and due < issue_date:
        raise DueBeforeIssue()


def check_service_period(service_from: date | None, service_to: date | None) -> None:
    """Raises ServiceEndsBeforeItStarts; an open side is filled in at issuing."""
    if service_from is not None and service_to is not None and service_to < service_from:
        raise ServiceEndsBeforeItStarts()


@dataclass(frozen=True)
class Missing:
    """Something that is not there yet: whose data it is, and an English msgid."""

    whose: Literal["seller", "buyer", "invoice"]
    text: str


# § 14 Abs. 4 Satz 1 Nr. 1 UStG: full name and address of both.
_SELLER = {
    "name": N_("the company's name"),
    "address": N_("the company's street"),
    "postal_code": N_("the company's postal code"),
    "city": N_("the company's city"),
}
_BUYER = {
    "name": N_("the customer's name"),
    "address": N_("the customer's street"),
    "postal_code": N_("the customer's postal code"),
    "city": N_("the customer's city"),
}
_BOTH_VAT_IDS = (TaxCase.REVERSE_CHARGE, TaxCase.INTRA_COMMUNITY)


def missing_to_issue(
    *,
    seller: Mapping[str, object],
    buyer: Mapping[str, object],
    lines: int,
    tax_case: TaxCase,
    exemption_reason: str | None = None,
) -> list[Missing]:
    """What § 14 Abs. 4 and § 14a UStG want and is not there; empty when it may be issued.

    Keys of both parties: name, address, postal_code, city, vat_id; the seller's also tax_id. Blank is
    missing. `lines` is their number.
    """
    missing = [Missing("seller", text) for key, text in _SELLER.items() if not _there(seller, key)]
    if tax_case in _BOTH_VAT_IDS:  # § 14a Abs. 1 and 3 UStG
        if not _there(seller, "vat_id"):
            missing.append(Missing("seller", N_("the company's VAT id")))
    elif not _there(seller, "tax_id") and not _there(seller, "vat_id"):  # § 14 Abs. 4 Satz 1 Nr. 2 UStG
        missing.append(Missing("seller", N_("the company's tax number or VAT id")))
    missing += [Missing("buyer", text) for key, text in _BUYER.items() if not _there(buyer, key)]
    if tax_case in _BOTH_VAT_IDS and not _there(buyer, "vat_id"):
        missing.append(Missing("buyer", N_("the customer's VAT id")))
    if lines < 1:
        missing.append(Missing("invoice", N_("at least one line")))
    if tax_case == TaxCase.EXEMPT and not (exemption_reason or "").strip():  # § 14 Abs. 4 Satz 1 Nr. 8 UStG
        missing.append(Missing("invoice", N_("the reason for the tax exemption")))
    return missing


def _there(party: Mapping[str, object], key: str) -> bool:
    return bool(str(party.get(key) or "").strip())
