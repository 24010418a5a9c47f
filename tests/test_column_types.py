"""What columns give back, and what they refuse."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Enum, inspect, literal, select, type_coerce
from sqlalchemy.exc import StatementError

from app.column_types import WordOf
from app.database import db
from app.people.models import Employee
from app.people.rules import EmployeeStatus
from tests import cast


def test_a_column_of_words_gives_back_the_member(app):
    status = db.session.scalar(select(Employee.status).where(Employee.id == cast.employee("admin").id))
    assert status is EmployeeStatus.ACTIVE


def test_an_expression_gives_back_the_member(app):
    derived = type_coerce(literal("on_leave"), WordOf(EmployeeStatus))
    assert db.session.scalar(select(derived)) is EmployeeStatus.ON_LEAVE


def test_text_that_is_no_member_is_not_stored(app):
    cast.employee("admin").status = "retired"
    with pytest.raises(StatementError):
        db.session.flush()


def test_the_migrations_allow_the_members_and_nothing_else(app):
    """Comparing models and migrations does not see CHECKs."""
    found = inspect(db.engine)
    checked = [
        (table.name, column.type)
        for table in db.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, Enum) and column.type.create_constraint
    ]
    for table, words in checked:
        checks = {one["name"]: one["sqltext"] for one in found.get_check_constraints(table)}
        allowed = set(re.findall(r"'(\w+)'", checks[f"ck_{table}_{words.name}"]))
        assert allowed == set(words.enums), (table, words.name)
    assert checked
