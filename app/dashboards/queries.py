"""The figures of the tiles, each from the same predicate as the list it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.company.queries import company_day
from app.invoices.queries import outstanding_totals
from app.permissions import Viewer
from app.time_tracking.queries import running_entry, week_total
from app.values.periods import week_of
from app.web import languages


@dataclass(frozen=True)
class Tile:
    """A figure with its name, a remark, and the list that proves it."""

    name: str
    label: str
    value: str
    note: str
    href: str
    tone: str | None = None
    running_since: str | None = None


def greeting(viewer: Viewer, now: datetime) -> str:
    """A greeting by the time of day where the person is."""
    hour = now.astimezone(ZoneInfo(viewer.timezone)).hour
    if hour < 11:
        return _("Good morning, %(name)s", name=viewer.firstname)
    return (
        _("Good day, %(name)s", name=viewer.firstname)
        if hour < 18
        else _("Good evening, %(name)s", name=viewer.firstname)
    )


def tiles(*, viewer: Viewer, today: date, now: datetime) -> list[Tile]:
    """The tiles that this person may see."""
    found: list[Tile] = []
    if viewer.may("time_tracking:write"):
        found.append(_timer(viewer, now))
    if viewer.may("time_tracking:read"):
        found.append(_week(viewer, today))
    if viewer.may("invoices:read"):
        found += _receivables(viewer, company_day(now))
    return found


def _timer(viewer: Viewer, now: datetime) -> Tile:
    entry = running_entry(viewer)
    if entry is None:
        href = url_for("time_entries.start")
        return Tile("timer", _("Timer"), _("stopped"), _("press t to start it"), href)
    since = languages.moment(entry.start_time)
    return Tile(
        "timer",
        _("Timer"),
        languages.hours(now - entry.start_time),
        _("%(project)s, since %(moment)s", project=entry.project.title, moment=since),
        url_for("time_entries.show", id=entry.id),
        running_since=entry.start_time.isoformat(),
    )


def _week(viewer: Viewer, today: date) -> Tile:
    week = week_of(today)
    href = url_for("time_entries.index", period="this_week", employee_id=viewer.id)
    total = _("%(hours)s h", hours=languages.hours(week_total(viewer, today)))
    assert week.start is not None and week.end is not None
    return Tile(
        "my-week", _("My week"), total, f"{languages.day(week.start)} – {languages.day(week.end)}", href
    )


def _receivables(viewer: Viewer, today: date) -> list[Tile]:
    open_sum, open_count, late_sum, late_count = outstanding_totals(viewer, today)
    return [
        Tile(
            "outstanding",
            _("Outstanding"),
            languages.money(open_sum),
            ngettext("%(num)s invoice", "%(num)s invoices", open_count),
            url_for("invoices.index", status=["sent", "partial", "overdue"], document_type="invoice"),
        ),
        Tile(
            "overdue",
            _("Overdue"),
            languages.money(late_sum),
            ngettext("%(num)s invoice", "%(num)s invoices", late_count),
            url_for("invoices.index", status="overdue"),
            tone="wrong" if late_count else None,
        ),
    ]
