"""The kernel: transactions, safe addresses, cursors, exports, outputs."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.exc import StatementError

from app.crm.actions import change_customer, create_customer
from app.crm.models import Customer
from app.database import atomic, db
from app.lists.cursors import cursor_text, cursor_value
from app.values.refusals import NotThere, Stale
from app.views.answers import safe_next
from app.views.contracts import DURATION, MOMENT, MONEY, TEXT, Output, dumps
from tests import cast, factories


def test_stale_and_vanished_records(app):
    customer = factories.customer()
    values = {"name": "Neu"}
    version = customer.version
    change_customer(customer, values, version, by=cast.viewer("admin"))
    with pytest.raises(Stale):
        change_customer(customer, {"name": "Alt"}, version, by=cast.viewer("admin"))
    atomic(lambda: db.session.execute(Customer.__table__.delete()))()
    with pytest.raises(NotThere):
        change_customer(customer, values, by=cast.viewer("admin"))


def test_columns_refuse_what_is_not_exact(app):
    for field, value in (
        ("hourly_rate", 95.5),
        ("hourly_rate", Decimal("1.00001")),
        ("created_at", datetime(2026, 1, 1)),  # noqa: DTZ001
    ):
        given = {"name": "X", "type": "B2B", field: value}
        with pytest.raises((StatementError, ValueError)):
            create_customer(given, by=cast.viewer("admin"), now=factories.NOW)


@pytest.mark.parametrize("target", ["/", "/crm/customers?q=a%20b", "/invoices/1#x"])
def test_own_addresses_are_kept(target):
    assert safe_next(target) == target


@pytest.mark.parametrize(
    "value",
    [
        Decimal("12.50"),
        Decimal("-3"),
        timedelta(hours=30, seconds=1),
        datetime(2026, 11, 22, 9, tzinfo=UTC),
        date(2026, 11, 22),
        7,
        "s:ß|x",
    ],
)
def test_cursors_give_back_what_they_were_made_of(value):
    assert cursor_value(cursor_text(value)) == value


@pytest.mark.parametrize("text", ["", "x1", "nabc", "dtoday", "m", "iseven"])
def test_made_up_cursors(text):
    with pytest.raises(ValueError, match=r".*"):
        cursor_value(text)


@pytest.mark.parametrize("cursor", ["%%%", "e30", "WzEsMl0", "bnVsbA"])
def test_made_up_cursors_in_the_address(pages, cursor):
    assert pages("leitung").raw("GET", f"/crm/customers?after={cursor}").status_code == 422


def test_outputs_are_a_contract():
    output = Output("X", amount=MONEY, text=TEXT.or_null(), at=MOMENT, took=DURATION)
    record = {
        "amount": Decimal("1234567890.10"),
        "text": None,
        "at": datetime(2026, 1, 1, 1, tzinfo=UTC),
        "took": timedelta(hours=30),
    }
    written = dumps(output(record))
    assert (
        written
        == '{"amount": 1234567890.10, "text": null, "at": "2026-01-01T01:00:00.000000Z", "took": "30:00:00"}'
    )
    with pytest.raises(TypeError):
        output({**record, "amount": None})
    with pytest.raises(TypeError):
        output({**record, "amount": 1.5})
