"""Pages of time entries and of the timer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.database import answered, utc_now
from app.projects.queries import find_project, get_project
from app.time_tracking import actions, queries
from app.time_tracking.forms import EntryForm, ForgottenForm, OwnEntryForm, StartForm
from app.time_tracking.models import TimeEntry
from app.time_tracking.rules import LONGEST, used_percent, was_forgotten
from app.time_tracking.words import ENTRY_STATE, RATE_SOURCE
from app.views import html
from app.web import guard, languages
from app.web.guard import needs

pages = Blueprint("time_tracking", __name__)


def _form() -> type[EntryForm]:
    return EntryForm if guard.viewer().may("time_tracking:manage") else OwnEntryForm


def _written(entry: TimeEntry) -> str:
    """An entry as messages name it: when, how long, and for which project."""
    if entry.end_time is None or entry.duration is None:
        return f"{languages.moment(entry.start_time)}, {entry.project.title}"
    end = languages.moment(entry.end_time)
    if languages.day_of(entry.end_time) == languages.day_of(entry.start_time):
        end = end.rpartition(" ")[2]
    hours = _("%(hours)s h", hours=languages.hours(entry.duration))
    return f"{languages.moment(entry.start_time)} – {end} ({hours}), {entry.project.title}"


@pages.get("/time-entries")
@needs("time_tracking:read")
def index() -> Response:
    new = ("time_tracking:write", "time_tracking.new", _l("New entry"))
    of_project = html.asked_block() == "panel" and len(request.args.getlist("project_id")) == 1
    listing = queries.entries_for(guard.viewer(), of_project=of_project)
    return html.listing(listing, "time_tracking/index.html", new=new)


@pages.route("/time-entries/new", methods=["GET", "POST"])
@needs("time_tracking:write")
def new() -> Response:
    viewer = guard.viewer()
    preset = html.preset("project_id")
    defaults: dict[str, Any] = {"start_time": queries.last_end(viewer, languages.today())}
    if viewer.may("time_tracking:manage"):
        defaults["employee_id"] = viewer.id
    back = url_for("projects.show", id=preset["project_id"]) if preset else url_for("time_tracking.index")
    return html.submit(
        _form(),
        lambda values, _version: actions.create_entry(values, by=viewer, now=utc_now()),
        "time_tracking/form.html",
        title=_("New entry"),
        then=lambda _entry: back,
        said=lambda entry: _("The entry has been added: %(entry)s", entry=_written(entry)),
        cancel_url=back,
        defaults=defaults | preset,
        repeat=True,
    )


@pages.get("/time-entries/<uuid:id>")
@needs("time_tracking:read")
def show(id: UUID) -> Response:
    entry = queries.get_entry(id, viewer=guard.viewer())
    return html.render(
        "time_tracking/show.html",
        entry=entry,
        sees_project=find_project(entry.project_id, viewer=guard.viewer()) is not None,
        state_words=ENTRY_STATE,
        source_words=RATE_SOURCE,
    )


@pages.route("/time-entries/<uuid:id>/edit", methods=["GET", "POST"])
@needs("time_tracking:write")
def edit(id: UUID) -> Response:
    found = queries.get_entry(id, viewer=guard.viewer())
    delete = url_for("time_tracking.delete", id=id) if guard.viewer().may("time_tracking:delete") else None
    return html.submit(
        _form(),
        lambda values, version: actions.change_entry(
            found, values, version, by=guard.viewer(), now=utc_now()
        ),
        "time_tracking/form.html",
        title=_("Edit entry"),
        then=lambda entry: url_for("time_tracking.show", id=entry.id),
        said=lambda entry: _("The entry has been saved: %(entry)s", entry=_written(entry)),
        cancel_url=url_for("time_tracking.show", id=id),
        stored=found,
        delete_url=delete,
    )


@pages.route("/time-entries/<uuid:id>/delete", methods=["GET", "POST"])
@needs("time_tracking:delete")
def delete(id: UUID) -> Response:
    found = queries.get_entry(id, viewer=guard.viewer())
    name = _written(found)
    return html.confirm(
        lambda: actions.delete_entry(found, by=guard.viewer()),
        title=_("Delete entry"),
        text=_("Delete %(name)s? This cannot be undone.", name=name),
        button=_("Delete"),
        cancel_url=url_for("time_tracking.show", id=id),
        then=url_for("time_tracking.index"),
        said=_("%(name)s has been deleted.", name=name),
    )


@pages.get("/time-entries/figures/<uuid:project_id>")
@needs("time_tracking:read")
def figures(project_id: UUID) -> Response:
    """The hours of a project against its budget, for the panel on its page."""
    viewer = guard.viewer()
    project = get_project(project_id, viewer=viewer)
    hours, of_all = queries.hours_of(project.id, viewer=viewer), viewer.may("time_tracking:manage")
    used = used_percent(hours.total, project.budget_hours) if of_all else None
    return html.render("time_tracking/figures.html", project=project, hours=hours, of_all=of_all, used=used)


# the timer

CHANGED: dict[str, Any] = {"kontor:timer": {}, "kontor:changed": {}}
"""What the browser is told: the top bar shows the timer anew, lists and panels show the entries anew."""


def _was_forgotten(running: TimeEntry) -> bool:
    return was_forgotten(running.start_time, utc_now(), languages.time_zone())


def _stopped(entry: TimeEntry) -> str:
    hours = languages.hours(entry.duration) if entry.duration else ""
    return _("The timer has been stopped: %(hours)s, %(project)s", hours=hours, project=entry.project.title)


def _none_runs() -> Response:
    """Another tab was faster."""
    if guard.is_partial():
        return html.done(_("No timer is running."), CHANGED)
    html.message(_("No timer is running."), "info")
    return html.go(url_for("time_tracking.index"))


@pages.get("/time-entries/timer")
@needs("time_tracking:write")
def timer() -> Response:
    """The running timer, for the top bar; it is asked for again whenever it may have changed."""
    running = queries.running_entry(guard.viewer())
    forgotten = running is not None and _was_forgotten(running)
    return html.render("time_tracking/timer.html", running=running, forgotten=forgotten)


@pages.route("/time-entries/start", methods=["GET", "POST"])
@needs("time_tracking:write")
def start() -> Response:
    return html.submit(
        StartForm,
        lambda values, _version: actions.start_timer(**values, by=guard.viewer(), now=utc_now()),
        "time_tracking/start.html",
        title=_("Start the timer"),
        then=lambda _entry: url_for("time_tracking.index"),
        said=lambda entry: _("The timer is running: %(project)s", project=entry.project.title),
        cancel_url=url_for("time_tracking.index"),
        defaults=html.preset("project_id"),
        inside_dialog=True,
        events=CHANGED,
        submit_label=_("Start the timer"),
    )


@pages.route("/time-entries/stop", methods=["GET", "POST"])
@needs("time_tracking:write")
def stop() -> Response:
    """POST stops the timer now; a forgotten one only when asked to, else the page asks when it ended."""
    running = queries.running_entry(guard.viewer())
    if running is None:
        return _none_runs()
    if request.method == "POST" and "end_time" not in request.form:
        if _was_forgotten(running) and "now" not in request.form:
            return html.go(url_for("time_tracking.stop"))
        return _stop_now()
    return html.submit(
        ForgottenForm,
        lambda values, _version: actions.stop_timer(by=guard.viewer(), now=utc_now(), end=values["end_time"]),
        "time_tracking/stop.html",
        title=_("Stop the timer"),
        then=lambda _entry: url_for("time_tracking.index"),
        said=_stopped,
        cancel_url=url_for("time_tracking.index"),
        stored=running,
        inside_dialog=True,
        events=CHANGED,
        running=running,
        can_stop_now=utc_now() - running.start_time <= LONGEST,
    )


def _stop_now() -> Response:
    told = answered(lambda: actions.stop_timer(by=guard.viewer(), now=utc_now()), _stopped)
    if guard.is_partial():
        return html.done(told, CHANGED)
    html.message(told)
    return html.go(html.safe_next(request.form.get("next"), url_for("time_tracking.index")))


@pages.route("/time-entries/discard", methods=["GET", "POST"])
@needs("time_tracking:write")
def discard() -> Response:
    running = queries.running_entry(guard.viewer())
    if running is None:
        return _none_runs()
    return html.confirm(
        lambda: actions.discard_timer(by=guard.viewer()),
        title=_("Discard the timer"),
        text=_("Discard the time since %(entry)s? This cannot be undone.", entry=_written(running)),
        button=_("Discard"),
        cancel_url=url_for("time_tracking.stop"),
        then=url_for("time_tracking.index"),
        said=_("The timer has been discarded."),
    )
