"""The choices of a combobox, searched on the server."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app.links import kinds as links
from app.permissions import SIGNED_IN
from app.values.refusals import Forbidden
from app.views.render import render
from app.web import guard
from app.web.guard import needs

pages = Blueprint("links", __name__)


@pages.get("/options/<kind>")
@needs(SIGNED_IN)
def options(kind: str) -> Response:
    """Up to twenty records of a kind whose text has the words of `q`."""
    if not guard.viewer().may(links.needed_for(kind)):
        raise Forbidden()
    found = links.search(kind, request.args.get("q", "")[:200], guard.viewer())
    return render("links/options.html", found=found)
