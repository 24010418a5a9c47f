"""Writers on SQLite take turns inside the process."""

from __future__ import annotations

import threading

import pytest

from app.database import atomic, commits
from app.database.engine import TURNS
from app.database.trouble import DatabaseIsBusy
from app.database.turns import Turns
from tests import factories


def test_a_free_turn_is_given_at_once():
    assert Turns().take(0)


def test_a_taken_turn_is_not_given():
    turns = Turns()
    turns.take(0)
    assert not turns.take(0)


def test_who_gave_up_is_not_called():
    turns = Turns()
    turns.take(0)
    turns.take(0)
    turns.give_back()
    assert turns.take(0)


def test_the_turn_goes_to_whoever_waits_longest():
    turns, served, waiting = Turns(), [], threading.Semaphore(0)
    turns.take(0)

    def wait(number: int) -> None:
        assert turns.take(30)
        served.append(number)
        turns.give_back()

    threads = []
    for number in range(8):
        threads.append(threading.Thread(target=wait, args=(number,)))
        threads[-1].start()
        while len(turns._waiting) <= number:
            waiting.acquire(timeout=0.001)
    turns.give_back()
    for thread in threads:
        thread.join(30)
    assert served == list(range(8))


def test_a_failed_action_gives_its_turn_back(app):
    @atomic
    def fails():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert TURNS.take(0)
    TURNS.give_back()


@pytest.mark.on("sqlite")  # PostgreSQL's writers do not take turns
def test_who_waits_in_vain_is_told(app, monkeypatch):
    monkeypatch.setattr("app.database.transactions.BUSY_TIMEOUT", 0)
    before = commits()
    assert TURNS.take(0)
    try:
        with pytest.raises(DatabaseIsBusy):
            factories.customer()
    finally:
        TURNS.give_back()
    assert commits() == before
