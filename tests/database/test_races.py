"""A record is deleted while something is made for it: refused in a sentence, never an error, nothing half done."""

from __future__ import annotations

import pytest

from app.crm.rules import CustomerIsUsed
from app.projects.rules import ProjectIsUsed
from app.values.refusals import GoneMeanwhile, InvalidValue, NotThere
from tests import factories
from tests.database import racing
from tests.processes import Racers
from tests.projects import given

pytestmark = pytest.mark.processes
REFUSALS = {NotThere, GoneMeanwhile, InvalidValue, CustomerIsUsed, ProjectIsUsed}
"""Each says what is the case. `Overtaken` is not among them: nobody has to try again."""


def never_both(server, delete, make, target) -> None:
    """In no round is a record deleted and something made for it; whoever loses is refused."""
    with Racers(server, 1 + len(make)) as race:
        for _round in race.rounds:
            id = target().id
            answers = race(*((do, id) for do in (delete, *make)))
            assert {answer for answer in answers if answer is not None} <= REFUSALS, answers
            deleted, *made = (answer is None for answer in answers)
            assert deleted != any(made), answers


def test_a_customer_is_deleted_while_documents_are_written_for_it(app, server):
    never_both(server, racing.delete_customer, [racing.draft_for, racing.project_for], factories.customer)


def test_a_project_is_deleted_while_it_is_used(app, server):
    never_both(server, racing.delete_project, [racing.draft_of, racing.entry_for], given.project)


@pytest.mark.on("postgresql")  # SQLite has one writer at a time
def test_two_who_wait_for_each_other_both_go_on(app, server):
    factories.customer("Eins")
    factories.customer("Zwei")
    with Racers(server, 2) as race:
        begun = race((racing.lock_both, "Eins", "Zwei"), (racing.lock_both, "Zwei", "Eins"))
    assert sorted(begun) == [1, 2], "one of them was given up and done again"
