"""Sentences with links: what is refused leads to where it can be mended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from flask import current_app, url_for
from flask_babel import gettext as _

from app.values.refusals import Mend, Refusal
from app.web import guard, languages


class Link(NamedTuple):
    """An address, and what its link says."""

    href: str
    label: str


class Told(str):
    """A sentence, and where what it asks for can be done. To whoever only reads it, it is its text."""

    links: tuple[Link, ...]

    def __new__(cls, text: str, links: Iterable[Link] = ()) -> Told:
        made = super().__new__(cls, text)
        made.links = tuple(links)
        return made


def links_to(*mends: Mend) -> list[Link]:
    """The links to those places that the viewer may open."""
    viewer = guard.current()
    found = []
    for one in mends:
        needed = guard.permission_of(current_app, one.endpoint)
        if viewer is not None and needed is not None and viewer.may(needed):
            words = {"what": _(one.what)} if one.what else {}
            found.append(Link(url_for(one.endpoint, **one.values), str(_(one.label, **words))))
    return found


def told(refusal: Refusal) -> Told:
    """The sentence of a refusal in the person's language, with its links."""
    return Told(languages.sentence(refusal), links_to(*refusal.mends))
