"""What can be done with a record beside the buttons in its head: its list, its history, deleting it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from app.links.kinds import Kind
from app.links.panels import Shown
from app.permissions import Viewer

PAGES = {"history": ("v", "history")}
"""The panels whose pages have a key, and their icon."""


@dataclass(frozen=True)
class Further:
    """An action that a page has no room for, with its key."""

    label: Any
    url: str
    key: str
    icon: str
    opens_dialog: bool = False
    is_up: bool = False


def further_of(kind: Kind, record: Any, viewer: Viewer, panels: Shown, deletable: bool) -> list[Further]:
    """The further actions of a record's page, as far as this person may."""
    up = _("To the list: %(list)s", list=kind.said.many)
    found = [Further(up, kind.url("index"), "u", "arrow-left", is_up=True)]
    shown = [one for one in (*panels.main, *panels.aside) if one.name in PAGES]
    found += [Further(one.title, one.url, *PAGES[one.name]) for one in shown]
    if deletable and kind.has_page("delete") and viewer.may(kind.deletion):
        found.append(
            Further(kind.said.delete, kind.url("delete", id=record.id), "Delete", "trash", opens_dialog=True)
        )
    return found
