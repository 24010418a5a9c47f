"""`/`, the overview."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from app.dashboards import queries
from app.database import utc_now
from app.permissions import SIGNED_IN
from app.views.first_steps import led
from app.views.panels import placed
from app.views.part import list_panels, tile_places
from app.views.render import render
from app.web import guard
from app.web.guard import needs

pages = Blueprint("dashboards", __name__)


@pages.get("/")
@needs(SIGNED_IN)
def overview() -> Response:
    viewer = guard.viewer()
    return render(
        "dashboards/overview.html",
        greeting=queries.greeting(viewer, utc_now()),
        steps=led(viewer),
        tiles=tile_places(viewer),
        panels=placed(list_panels(viewer), viewer),
    )
