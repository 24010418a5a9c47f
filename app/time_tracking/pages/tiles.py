"""The tiles of one's own time."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.database import utc_now
from app.time_tracking.pages.entries import time_entries
from app.time_tracking.queries import TIME_ENTRY, running_entry, week_total
from app.values.periods import week_of
from app.views.tiles import Tile, show
from app.web import guard, languages
from app.web.guard import needs


@time_entries.get("/time-entries/timer/tile")
@needs("time_tracking:write")
def timer_tile() -> Response:
    entry = running_entry(guard.viewer())
    if entry is None:
        start = url_for("time_entries.start")
        hint = _("press t to start it")
        return show(Tile("timer", _("Timer"), _("stopped"), hint, start, opens_dialog=True))
    since = languages.moment(entry.start_time)
    return show(
        Tile(
            "timer",
            _("Timer"),
            languages.hours(utc_now() - entry.start_time),
            _("%(project)s, since %(moment)s", project=entry.project.title, moment=since),
            TIME_ENTRY.url("show", id=entry.id),
            since=entry.start_time.isoformat(),
        )
    )


@time_entries.get("/time-entries/my-week/tile")
@needs("time_tracking:read")
def week_tile() -> Response:
    viewer, today = guard.viewer(), languages.today()
    total = _("%(hours)s h", hours=languages.hours(week_total(viewer, today)))
    days = languages.span(week_of(today))
    href = TIME_ENTRY.url("index", period="this_week", employee_id=viewer.id)
    return show(Tile("my-week", _("My week"), total, days, href))
