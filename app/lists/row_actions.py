"""What can be done with the row in focus: said once for a whole list, and per row only what is not for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from app.lists.cells import ROW, RowAction
from app.lists.listing import Listing
from app.permissions import Viewer


def row_actions(listing: Listing, viewer: Viewer) -> list[RowAction]:
    """Open, edit, delete, as far as the kind has these pages and the person may."""
    kind = listing.kind
    found = []
    if listing.show != "edit":
        found.append(RowAction("open", _("Open the record"), kind.url(listing.show, id=ROW), "Enter"))
    if kind.has_page("edit") and viewer.may(f"{kind.module}:write"):
        found.append(RowAction("edit", _("Edit"), kind.url("edit", id=ROW), "e"))
    if kind.has_page("delete") and viewer.may(kind.deletion):
        found.append(
            RowAction("delete", _("Delete"), kind.url("delete", id=ROW), "Delete", opens_dialog=True)
        )
    return found


def withheld(only_where: Mapping[str, Any], row: Any) -> str:
    """Those of these actions that are not for a row."""
    asked = row._mapping
    return " ".join(name for name in only_where if not asked[f"may_{name}"])
