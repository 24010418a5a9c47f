"""The timer: started, stopped, discarded, and shown in the top bar."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.database import answered, utc_now
from app.time_tracking import actions, queries
from app.time_tracking.forms import ForgottenForm, StartForm
from app.time_tracking.models import TimeEntry
from app.time_tracking.pages.entries import time_entries
from app.time_tracking.pages.rates import booked
from app.time_tracking.queries import TIME_ENTRY, written
from app.time_tracking.rules import LONGEST, was_forgotten, was_short
from app.views import answers, forms, records
from app.views.render import render
from app.web import guard, languages
from app.web.guard import needs

CHANGED: dict[str, Any] = {"kontor:changed": {}}
"""What the browser is told: top bar, tiles, lists and panels show the timer and the entries anew."""


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
        said=lambda entry: booked(_("The timer is running: %(project)s", project=entry.project.title), entry),
        cancel_url=TIME_ENTRY.url("index"),
        defaults=forms.preset("project_id"),
        inside_dialog=True,
        events=CHANGED,
        submit_label=_("Start the timer"),
    )


@time_entries.route("/time-entries/stop", methods=records.FORM)
@needs("time_tracking:write")
def stop() -> Response:
    """POST stops the timer now. The page asks first when a forgotten one ended, and whether to keep one that
    has hardly begun; `now` is the answer that stops either."""
    running = queries.running_entry(guard.viewer())
    if running is None:
        return _none_runs()
    if request.method == "POST" and "end_time" not in request.form:
        asks = _was_forgotten(running) or was_short(running.start_time, utc_now())
        return answers.ask(TIME_ENTRY.url("stop")) if asks and "now" not in request.form else _stop_now()
    if request.method != "POST" and was_short(running.start_time, utc_now()):
        return _ask_to_keep(running)
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


def _ask_to_keep(running: TimeEntry) -> Response:
    seconds = (utc_now() - running.start_time) // timedelta(seconds=1)
    return render(
        "time_tracking/hardly_begun.html",
        title=_("Stop the timer"),
        running=running,
        seconds=max(1, seconds),
        cancel_url=TIME_ENTRY.url("index"),
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
        gone=TIME_ENTRY.place(running.id),
        events=CHANGED,
    )
