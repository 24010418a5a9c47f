"""What the tests of transactions do and look at."""

from __future__ import annotations

from sqlalchemy import select

from app.crm.actions import change_customer
from app.crm.models import Customer
from app.database import atomic, db, hold
from app.values.refusals import Refusal
from tests import cast


def names() -> set[str]:
    db.session.rollback()
    return set(db.session.scalars(select(Customer.name)))


@atomic
def renamed(customer: Customer, name: str, *, refused: bool = False) -> str:
    hold(customer)
    change_customer(customer, {"name": name}, by=cast.viewer("admin"))
    if refused:
        raise Refusal()
    return name
