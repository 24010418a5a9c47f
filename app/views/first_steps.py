"""The first day of a new firm: what is still to be done, in order, brought by the domains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, select

from app.database import db
from app.permissions import Viewer


@dataclass(frozen=True)
class FirstStep:
    """A step of the first day, for whoever has the permission `needs`.

    `done` is a condition in SQL over the whole firm (an EXISTS), `order` its place among all steps; `anchor`
    names the field on the page where it is done.
    """

    name: str
    label: Any
    endpoint: str
    needs: str
    done: ColumnElement[bool]
    order: int
    anchor: str | None = None


@dataclass(frozen=True)
class ShownStep:
    """A step as one person sees it; its number is its key."""

    name: str
    label: Any
    url: str
    key: str
    is_done: bool
    is_next: bool


_steps: list[FirstStep] = []


def register(step: FirstStep) -> None:
    """Makes a step known; its domain's part does so."""
    if step.name not in [one.name for one in _steps]:
        _steps.append(step)


def led(viewer: Viewer) -> list[ShownStep]:
    """The steps of this person; empty once nothing of them is left to do. One statement for all."""
    mine = sorted((one for one in _steps if viewer.may(one.needs)), key=lambda one: one.order)
    if not mine:
        return []
    done = [bool(value) for value in db.session.execute(select(*[one.done for one in mine])).one()]
    if all(done):
        return []
    following = done.index(False)
    return [
        ShownStep(
            one.name,
            one.label,
            url_for(one.endpoint, _anchor=one.anchor),
            str(place + 1),
            done[place],
            place == following,
        )
        for place, one in enumerate(mine)
    ]
