"""The history panel, which attaches to any record by its address."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from app.audit import queries, sentences
from app.links import kinds as links
from app.permissions import SIGNED_IN
from app.values.refusals import Forbidden
from app.views.render import render
from app.web import guard
from app.web.guard import needs

pages = Blueprint("audit", __name__)


@pages.get("/history/<kind>/<uuid:id>")
@needs(SIGNED_IN)
def history(kind: str, id: UUID) -> Response:
    """What happened to a record, for whoever may see the record."""
    viewer, asked = guard.viewer(), links.kind_of(kind)
    if asked.history is not None and not viewer.may(asked.history):
        raise Forbidden()
    found = links.get(kind, id, viewer)
    withheld = [action for action, needed in asked.history_needs.items() if not viewer.may(needed)]
    told = queries.history(kind, id, without=withheld)
    names = sentences.field_names(asked)
    events = [(event.at, sentences.told(event, names), event.actor) for event in told]
    return render("audit/history.html", record=found, events=events)
