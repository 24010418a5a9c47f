"""The history panel, which attaches to any record by its address."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from app import links
from app.audit import queries, words
from app.permissions import SIGNED_IN
from app.values.refusals import Forbidden
from app.web import guard, html
from app.web.guard import needs

pages = Blueprint("audit", __name__)


@pages.get("/history/<kind>/<uuid:id>")
@needs(SIGNED_IN)
def history(kind: str, id: UUID) -> Response:
    """What happened to a record, for whoever may see the record."""
    needed = links.kind_of(kind).history
    if needed is not None and not guard.viewer().may(needed):
        raise Forbidden()
    found = links.get(kind, id, guard.viewer())
    events = [(event.at, words.told(event), event.actor) for event in queries.history(kind, id)]
    return html.render("audit/history.html", record=found, events=events)
