"""Pages of time entries and of the timer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.database import answered, utc_now
from app.lists.page import PageList
from app.projects.queries import PROJECT
from app.time_tracking import actions, lists, queries
from app.time_tracking.forms import EntryForm, ForgottenForm, OwnEntryForm, StartForm
from app.time_tracking.models import TimeEntry
from app.time_tracking.queries import TIME_ENTRY, written
from app.time_tracking.rules import LONGEST, used_percent, was_forgotten
from app.views import answers, forms, records
from app.views.render import asked_block, render
from app.web import guard, languages
from app.web.guard import needs

time_entries = Blueprint("time_entries", __name__)


def _form() -> type[EntryForm]:
    return EntryForm if guard.viewer().may("time_tracking:manage") else OwnEntryForm


@time_entries.get("/time-entries")
@needs("time_tracking:read")
def index() -> Response:
    if asked_block() == "panel" and len(request.args.getlist("project_id")) == 1:
        listing = lists.time_entries_of_project(guard.viewer(), languages.today())
        return render("layouts/list.html", list=PageList(listing, request.args))
    return records.index(TIME_ENTRY)


@time_entries.route("/time-entries/new", methods=records.FORM)
@needs("time_tracking:write")
def new() -> Response:
    viewer = guard.viewer()
    preset = forms.preset("project_id")
    defaults: dict[str, Any] = {"start_time": queries.last_end(viewer, languages.today())}
    if viewer.may("time_tracking:manage"):
        defaults["employee_id"] = viewer.id
    back = PROJECT.url("show", id=preset["project_id"]) if preset else TIME_ENTRY.url("index")
    return records.new(
        TIME_ENTRY,
        _form(),
        actions.create_entry,
        defaults=defaults | preset,
        then=lambda _entry: back,
        said=lambda entry: _("The entry has been added: %(entry)s", entry=written(entry)),
        cancel_url=back,
    )


@time_entries.get("/time-entries/<uuid:id>")
@needs("time_tracking:read")
def show(id: UUID) -> Response:
    entry = TIME_ENTRY.get(id, guard.viewer())
    return records.detail(
        TIME_ENTRY,
        entry,
        "time_tracking/show.html",
        sees_project=PROJECT.find(entry.project_id, guard.viewer()) is not None,
    )


@time_entries.route("/time-entries/<uuid:id>/edit", methods=records.FORM)
@needs("time_tracking:write")
def edit(id: UUID) -> Response:
    return records.edit(
        TIME_ENTRY,
        id,
        _form(),
        actions.change_entry,
        title=_("Edit entry"),
        said=lambda entry: _("The entry has been saved: %(entry)s", entry=written(entry)),
    )


@time_entries.route("/time-entries/<uuid:id>/delete", methods=records.FORM)
@needs("time_tracking:delete")
def delete(id: UUID) -> Response:
    return records.delete(TIME_ENTRY, id, actions.delete_entry, cancel_url=TIME_ENTRY.url("show", id=id))


@time_entries.get("/time-entries/figures/<uuid:project_id>")
@needs("time_tracking:read")
def figures(project_id: UUID) -> Response:
    """The hours of a project against its budget, for the panel on its page."""
    viewer = guard.viewer()
    project = PROJECT.get(project_id, viewer)
    hours, of_all = queries.hours_of(project.id, viewer=viewer), viewer.may("time_tracking:manage")
    used = used_percent(hours.total, project.budget_hours) if of_all else None
    return render("time_tracking/figures.html", project=project, hours=hours, of_all=of_all, used=used)


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
        return answers.done(_("No timer is running."), CHANGED)
    answers.message(_("No timer is running."), "info")
    return answers.go(TIME_ENTRY.url("index"))


@time_entries.get("/time-entries/timer")
@needs("time_tracking:write")
def timer() -> Response:
    """The running timer, for the top bar; it is asked for again whenever it may have changed."""
    running = queries.running_entry(guard.viewer())
    forgotten = running is not None and _was_forgotten(running)
    return render("time_tracking/timer.html", running=running, forgotten=forgotten)


@time_entries.route("/time-entries/start", methods=records.FORM)
@needs("time_tracking:write")
def start() -> Response:
    return forms.submit(
        StartForm,
        lambda values, _version: actions.start_timer(**values, by=guard.viewer(), now=utc_now()),
        "layouts/dialog_form.html",
        title=_("Start the timer"),
        then=lambda _entry: TIME_ENTRY.url("index"),
        said=lambda entry: _("The timer is running: %(project)s", project=entry.project.title),
        cancel_url=TIME_ENTRY.url("index"),
        defaults=forms.preset("project_id"),
        inside_dialog=True,
        events=CHANGED,
        submit_label=_("Start the timer"),
    )


@time_entries.route("/time-entries/stop", methods=records.FORM)
@needs("time_tracking:write")
def stop() -> Response:
    """POST stops the timer now; a forgotten one only when asked to, else the page asks when it ended."""
    running = queries.running_entry(guard.viewer())
    if running is None:
        return _none_runs()
    if request.method == "POST" and "end_time" not in request.form:
        if _was_forgotten(running) and "now" not in request.form:
            return answers.go(TIME_ENTRY.url("stop"))
        return _stop_now()
    return forms.submit(
        ForgottenForm,
        lambda values, _version: actions.stop_timer(by=guard.viewer(), now=utc_now(), end=values["end_time"]),
        "time_tracking/stop.html",
        title=_("Stop the timer"),
        then=lambda _entry: TIME_ENTRY.url("index"),
        said=_stopped,
        cancel_url=TIME_ENTRY.url("index"),
        stored=running,
        inside_dialog=True,
        events=CHANGED,
        running=running,
        can_stop_now=utc_now() - running.start_time <= LONGEST,
    )


def _stop_now() -> Response:
    told = answered(lambda: actions.stop_timer(by=guard.viewer(), now=utc_now()), _stopped)
    if guard.is_partial():
        return answers.done(told, CHANGED)
    answers.message(told)
    return answers.go(answers.safe_next(request.form.get("next"), TIME_ENTRY.url("index")))


@time_entries.route("/time-entries/discard", methods=records.FORM)
@needs("time_tracking:write")
def discard() -> Response:
    running = queries.running_entry(guard.viewer())
    if running is None:
        return _none_runs()
    return forms.confirm(
        lambda: actions.discard_timer(by=guard.viewer()),
        title=_("Discard the timer"),
        text=_("Discard the time since %(entry)s? This cannot be undone.", entry=written(running)),
        button=_("Discard"),
        cancel_url=TIME_ENTRY.url("stop"),
        then=TIME_ENTRY.url("index"),
        said=_("The timer has been discarded."),
    )
