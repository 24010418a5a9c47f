"""The form's preview, the API, the paper and the statistics: one arithmetic, to the cent."""

from __future__ import annotations

from decimal import Decimal

import pypdfium2
import pytest
from lxml import html

from app.database import db
from app.invoices.models import Invoice
from app.web.languages import company_today, money
from tests import factories
from tests.invoices.given import issue

API = "/api/backoffice/invoices"
CASES = [
    [("14", "105", "19", "0"), ("128.5", "95", "19", "0"), ("3", "39.90", "7", "10")],
    [("1", "0.33", "19", "0")] * 3,
    [("0.333", "99.9999", "7", "0"), ("7.777", "0.0049", "19", "33.33"), ("1", "1", "0", "0")],
    [("999999.999", "1234567.8901", "19", "0.01")],
]


def as_form(customer, lines):
    fields = {"customer_id": str(customer.id)}
    for number, (quantity, price, rate, discount) in enumerate(lines):
        values = {"quantity": quantity, "unit_price": price, "tax_rate": rate, "discount_percent": discount}
        fields |= {f"line_items-{number}-{name}": value.replace(".", ",") for name, value in values.items()}
        fields[f"line_items-{number}-description"] = "Beratung"
    return fields


def as_json(customer, lines):
    names = ("quantity", "unit_price", "tax_rate", "discount_percent")
    items = [dict(zip(names, one, strict=True)) | {"description": "Beratung"} for one in lines]
    return {"customer_id": str(customer.id), "line_items": items}


@pytest.mark.parametrize("lines", CASES)
def test_the_four_agree(app, api, pages, lines):
    customer, clerk, today = factories.customer(), api("buchhaltung"), company_today()
    made = clerk.post(API, as_json(customer, lines))
    told = {name: Decimal(str(made[name])) for name in ("subtotal", "tax_amount", "total")}

    preview = html.fragment_fromstring(
        pages("buchhaltung").post("/invoices/totals", as_form(customer, lines), part="totals").text,
        create_parent="div",
    )
    shown = [cell.text_content() for cell in preview.xpath("//dl//dd")]
    assert shown[0] == money(told["subtotal"]) and shown[-1] == money(told["total"])
    nets = [one.text_content() for one in preview.xpath("//output")]
    assert nets == [money(Decimal(str(item["net"]))) for item in made["line_items"]]

    saved = pages("buchhaltung").post("/invoices/new", as_form(customer, lines))
    assert saved.status_code == 303
    twin = clerk.get(f"{API}/{saved.location.rpartition('/')[2]}")
    assert [twin[name] for name in told] == [made[name] for name in told]

    db.session.rollback()  # SQLite: a new look at the database
    stored = db.session.query(Invoice).filter_by(customer_id=customer.id).all()
    issue(next(one for one in stored if str(one.id) == made["id"]), today)
    document = pypdfium2.PdfDocument(clerk.get(f"{API}/{made['id']}/pdf").data)
    paper = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    taxes = [Decimal(str(one["tax"])) for one in made["tax_breakdown"] if one["tax"]]
    for amount in (told["subtotal"], told["total"], *taxes):
        assert money(amount).removesuffix("\u202f€") in paper, amount

    figures = clerk.get(f"{API}/statistics")
    assert (figures["revenue_total"], figures["outstanding_amount"]) == (made["subtotal"], made["total"])
