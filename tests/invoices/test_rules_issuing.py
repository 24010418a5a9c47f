from datetime import date

import pytest

from app.invoices.rules import (
    DueBeforeIssue,
    IssueDateBeforeLast,
    IssueDateInFuture,
    ServiceEndsBeforeItStarts,
    SomethingIsMissing,
    TaxCase,
    check_due_date,
    check_issue_date,
    check_service_period,
    due_date,
    missing_to_issue,
)

TODAY = date(2026, 11, 22)
SELLER = {
    "name": "Nordlicht Beratung GmbH",
    "address": "Hafenstraße 1",
    "postal_code": "20457",
    "city": "Hamburg",
    "country": "DE",
    "tax_id": "48/123/45678",
    "vat_id": None,
    "small_business": False,
}
BUYER = {
    "name": "Muster AG",
    "address": "Lindenweg 3",
    "postal_code": "10115",
    "city": "Berlin",
    "country": "DE",
    "vat_id": "",
}


@pytest.mark.parametrize(
    ("customer", "company", "expected"),
    [
        (None, 14, date(2026, 12, 6)),
        (30, 14, date(2026, 12, 22)),
        (0, 14, TODAY),
        (None, 0, TODAY),
        (45, 14, date(2027, 1, 6)),
    ],
)
def test_the_due_date(customer, company, expected):
    assert due_date(TODAY, customer, company) == expected


@pytest.mark.parametrize(
    ("issue_date", "last", "refusal"),
    [
        (TODAY, None, None),
        (TODAY, TODAY, None),
        (date(2026, 11, 1), date(2026, 11, 1), None),
        (date(2026, 11, 23), None, IssueDateInFuture),
        (date(2026, 11, 1), date(2026, 11, 2), IssueDateBeforeLast),
    ],
)
def test_the_issue_date(issue_date, last, refusal):
    if refusal is None:
        check_issue_date(issue_date, today=TODAY, last_of_series=last)
        return
    with pytest.raises(refusal) as refused:
        check_issue_date(issue_date, today=TODAY, last_of_series=last)
    assert (refused.value.status, refused.value.field) == (422, "issued_date")
    assert str(refused.value)


def test_the_other_dates():
    check_due_date(None, TODAY)
    check_due_date(TODAY, TODAY)
    with pytest.raises(DueBeforeIssue):
        check_due_date(date(2026, 11, 21), TODAY)
    check_service_period(None, TODAY)
    check_service_period(TODAY, None)
    check_service_period(TODAY, TODAY)
    with pytest.raises(ServiceEndsBeforeItStarts):
        check_service_period(TODAY, date(2026, 11, 21))


def missing(seller=(), buyer=(), lines=1, case=TaxCase.STANDARD, reason=None):
    found = missing_to_issue(
        seller={**SELLER, **dict(seller)},
        buyer={**BUYER, **dict(buyer)},
        lines=lines,
        tax_case=case,
        exemption_reason=reason,
    )
    whose = {"the company's": "seller", "the customer's": "buyer"}
    assert [one.whose for one in found] == [
        whose.get(" ".join(one.text.split()[:2]), "invoice") for one in found
    ]
    return [one.text for one in found]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({}, []),
        ({"lines": 0}, ["at least one line"]),
        ({"seller": {"name": ""}}, ["the company's name"]),
        ({"seller": {"address": None, "city": " "}}, ["the company's street", "the company's city"]),
        ({"seller": {"postal_code": ""}}, ["the company's postal code"]),
        ({"seller": {"tax_id": None}}, ["the company's tax number or VAT id"]),
        ({"seller": {"tax_id": None, "vat_id": "DE136695976"}}, []),
        ({"buyer": {"name": ""}}, ["the customer's name"]),
        ({"buyer": {"address": "", "postal_code": "", "city": ""}}, ["the customer's street", "the customer's postal code", "the customer's city"]),
        ({"case": TaxCase.SMALL_BUSINESS}, []),
        ({"case": TaxCase.REVERSE_CHARGE}, ["the company's VAT id", "the customer's VAT id"]),
        ({"case": TaxCase.INTRA_COMMUNITY, "seller": {"vat_id": "DE136695976"}}, ["the customer's VAT id"]),
        ({"case": TaxCase.REVERSE_CHARGE, "seller": {"vat_id": "DE136695976"}, "buyer": {"vat_id": "ATU13585627"}}, []),
        ({"case": TaxCase.EXPORT}, []),
        ({"case": TaxCase.EXEMPT}, ["the reason for the tax exemption"]),
        ({"case": TaxCase.EXEMPT, "reason": " "}, ["the reason for the tax exemption"]),
        ({"case": TaxCase.EXEMPT, "reason": "§ 4 Nr. 21 UStG"}, []),
    ],
)  # fmt: skip
def test_what_the_law_wants_on_the_paper(arguments, expected):
    assert missing(**arguments) == expected


def test_everything_may_be_missing():
    found = missing_to_issue(seller={}, buyer={}, lines=0, tax_case=TaxCase.STANDARD)
    assert len(found) == len(set(found)) == 10


def test_the_refusal_names_the_missing_things():
    refusal = SomethingIsMissing(["the company's name", "at least one line"])
    assert (
        str(refusal)
        == "The invoice cannot be issued yet. This is missing: the company's name, at least one line."
    )
    assert refusal.params["missing"] == ("the company's name", "at least one line")
