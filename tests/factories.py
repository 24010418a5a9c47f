"""Records for tests, made through the actions that people use, by the administration."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from app.crm.actions import create_contact, create_customer
from app.crm.models import Contact, Customer
from tests import cast

_serial = count(1)
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 40, tzinfo=UTC)


def customer(name: str = "Bäckerei Löwenstein GmbH", **values: Any) -> Customer:
    """A business in Koblenz, with everything an invoice needs."""
    given = {
        "name": name,
        "type": "B2B",
        "address": "Am Ufer 3",
        "postal_code": "56112",
        "city": "Lahnstein",
        "country": "DE",
    }
    return create_customer(given | values, by=cast.viewer("admin"), now=NOW)


def contact(of: Customer | None = None, **values: Any) -> Contact:
    """A person at a customer's."""
    given = {"customer_id": (of or customer()).id, "firstname": "Åsa", "lastname": f"Weiß {next(_serial)}"}
    return create_contact(given | values, by=cast.viewer("admin"))
