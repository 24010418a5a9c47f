"""The choices of a combobox, searched on the server."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app.links import kinds as links
from app.links.creating import creation
from app.permissions import SIGNED_IN
from app.values.refusals import Forbidden
from app.views.render import render
from app.web import guard
from app.web.guard import needs

pages = Blueprint("links", __name__)


@pages.get("/options/<kind>")
@needs(SIGNED_IN)
def options(kind: str) -> Response:
    """Up to twenty records of a kind whose text has the words of `q`.

    Without a hit a form (`create=true`) is offered to make one.
    """
    viewer = guard.viewer()
    if not viewer.may(links.needed_for(kind)):
        raise Forbidden()
    typed = " ".join(request.args.get("q", "")[:200].split())
    found = links.search(kind, typed, viewer)
    wanted = request.args.get("create") == "true" and not found
    made = creation(kind, typed, viewer, short="true") if wanted else None
    return render("links/options.html", found=found, create=made, typed=typed)
