"""`/`, the overview."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from app.dashboards import queries
from app.database import utc_now
from app.permissions import SIGNED_IN
from app.views.part import shown_widgets
from app.views.render import render
from app.web import guard
from app.web.guard import needs

pages = Blueprint("dashboards", __name__)


@pages.get("/")
@needs(SIGNED_IN)
def overview() -> Response:
    return render(
        "dashboards/overview.html",
        greeting=queries.greeting(guard.viewer(), utc_now()),
        widgets=shown_widgets(guard.viewer()),
    )
