"""Numbers that several people take at once: each is given once, and none is left out."""

from __future__ import annotations

import re

import pytest

from app.company.queries import series_of
from app.company.rules import Series
from tests.company import racing
from tests.processes import Racers

pytestmark = pytest.mark.processes
TAKERS = 3


@pytest.mark.parametrize("take", [racing.customer, racing.project, racing.employee])
def test_numbers_that_are_taken_at_once_are_given_once(app, server, take):
    with Racers(server, TAKERS) as race:
        rounds = [
            race(*((take, number) for number in range(TAKERS * turn, TAKERS * (turn + 1))))
            for turn in race.rounds
        ]
    given = sorted(int(re.findall(r"\d+", written)[-1]) for one in rounds for written in one)
    assert given == list(range(given[0], given[0] + TAKERS * len(rounds)))


def test_a_next_number_set_while_others_take_numbers_is_given_or_still_stands(app, server):
    with Racers(server, 3) as race:
        for turn in race.rounds:
            racing.set_next(100 * turn + 100)
            wanted = 100 * turn + 150
            one, other, said = race((racing.give,), (racing.give,), (racing.set_next, wanted))
            assert one != other and said is None
            assert wanted in (one, other, series_of(Series.CUSTOMER).next_value)
