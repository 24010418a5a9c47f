"""Pages of time entries."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.crm.queries import CUSTOMER
from app.people.queries import EMPLOYEE
from app.projects.queries import PROJECT, only_open_project
from app.time_tracking import actions, queries
from app.time_tracking.forms import EntryForm, OwnEntryForm
from app.time_tracking.models import TimeEntry
from app.time_tracking.pages.rates import booked, hint_of
from app.time_tracking.queries import TIME_ENTRY, written
from app.time_tracking.rules import used_percent
from app.values.dates import read_moment_iso
from app.values.numbers import Unreadable
from app.views import forms, records
from app.views.render import render
from app.web import guard, languages
from app.web.guard import needs

time_entries = Blueprint("time_entries", __name__)


def _form() -> type[EntryForm]:
    return EntryForm if guard.viewer().may("time_tracking:manage") else OwnEntryForm


@time_entries.get("/time-entries")
@needs("time_tracking:read")
def index() -> Response:
    return records.index(TIME_ENTRY)


def _place_of(preset: dict[str, Any]) -> str:
    """Where somebody came from who records time about a record: its page, else the list."""
    for kind in (PROJECT, CUSTOMER, EMPLOYEE):
        if id_ := preset.get(f"{kind.name}_id"):
            return kind.url("show", id=id_)
    return TIME_ENTRY.url("index")


@time_entries.route("/time-entries/new", methods=records.FORM)
@needs("time_tracking:write")
def new() -> Response:
    viewer = guard.viewer()
    preset = forms.preset("project_id", "customer_id", "employee_id")
    back = _place_of(preset)
    if customer_id := preset.pop("customer_id", None):
        preset |= {"project_id": one} if (one := only_open_project(customer_id, viewer)) else {}
    defaults: dict[str, Any] = {"start_time": _asked_start() or queries.last_end(viewer, languages.today())}
    if viewer.may("time_tracking:manage"):
        defaults["employee_id"] = viewer.id
    return records.new(
        TIME_ENTRY,
        _form(),
        actions.create_entry,
        "time_tracking/form.html",
        rate_hint=hint_of,
        defaults=defaults | preset,
        then=lambda _entry: back,
        said=lambda entry: booked(_("The entry has been added: %(entry)s", entry=written(entry)), entry),
        cancel_url=back,
        again=_next_form,
    )


def _asked_start() -> datetime | None:
    """When the entry before ended, as the address of the next form says it."""
    try:
        return read_moment_iso(request.args.get("start_time", ""))
    except Unreadable:
        return None


def _next_form(entry: TimeEntry) -> str:
    """The next entry goes on where this one ended, on the same project."""
    start = entry.end_time.isoformat() if entry.end_time else None
    return TIME_ENTRY.url("new", project_id=entry.project_id, start_time=start)


@time_entries.get("/time-entries/<uuid:id>")
@needs("time_tracking:read")
def show(id: UUID) -> Response:
    entry = TIME_ENTRY.get(id, guard.viewer())
    return records.detail(
        TIME_ENTRY,
        entry,
        "time_tracking/show.html",
        deletable=entry.invoice_id is None,
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
        "time_tracking/form.html",
        rate_hint=hint_of,
        title=_("Edit entry"),
        said=lambda entry: booked(_("The entry has been saved: %(entry)s", entry=written(entry)), entry),
    )


@time_entries.route("/time-entries/<uuid:id>/delete", methods=records.FORM)
@needs("time_tracking:delete")
def delete(id: UUID) -> Response:
    back = TIME_ENTRY.url("show", id=id)
    return records.delete(
        TIME_ENTRY, id, actions.delete_entry, cancel_url=back, refuse=actions.refuse_invoiced
    )


@time_entries.get("/time-entries/rate")
@needs("time_tracking:write")
def rate_hint() -> Response:
    """Which rate applies to the form as it stands."""
    return render("time_tracking/rate.html", hint=hint_of(EntryForm(formdata=request.args)))


@time_entries.get("/time-entries/figures/<uuid:project_id>")
@needs("time_tracking:read")
def figures(project_id: UUID) -> Response:
    """The hours of a project against its budget, for the panel on its page."""
    viewer = guard.viewer()
    project = PROJECT.get(project_id, viewer)
    hours, of_all = queries.hours_of(project.id, viewer=viewer), viewer.may("time_tracking:manage")
    used = used_percent(hours.total, project.budget_hours) if of_all else None
    return render("time_tracking/figures.html", project=project, hours=hours, of_all=of_all, used=used)
