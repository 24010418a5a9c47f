"""Pages of reminders, and what is due in the top bar."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.links.finder import finder
from app.lists.registry import today
from app.reminders import actions, queries
from app.reminders.forms import OwnForm, PageForm, SnoozeForm
from app.reminders.models import Reminder
from app.reminders.queries import REMINDER
from app.reminders.rules import snooze_days
from app.views import forms, records
from app.views.page_set import pages
from app.views.render import render
from app.web import guard, languages
from app.web.guard import needs

reminders = Blueprint("reminders", __name__)


def _form() -> type[PageForm]:
    return PageForm if guard.viewer().may("reminders:manage") else OwnForm


pages(
    reminders,
    REMINDER,
    "/reminders",
    _form,
    change=actions.change_reminder,
    delete=actions.delete_reminder,
)


@reminders.get("/reminders/due")
@needs("reminders:read")
def due() -> Response:
    return render("reminders/due.html", count=queries.count_due(guard.viewer(), today()))


@reminders.route("/reminders/new", methods=records.FORM)
@needs("reminders:write")
def new() -> Response:
    about = finder().subject(forms.preset("linked_id").get("linked_id"))
    back = about.href if about else None
    return records.new(
        REMINDER,
        _form(),
        actions.create_reminder,
        defaults={"linked_id": about.id} if about else None,
        then=(lambda _made: str(back)) if back else None,
        cancel_url=back,
        repeats=("linked_id",),
    )


@reminders.get("/reminders/<uuid:id>")
@needs("reminders:read")
def show(id: UUID) -> Response:
    found = REMINDER.get(id, guard.viewer())
    about = finder().subject(found.linked_id)
    return records.detail(REMINDER, found, "reminders/show.html", state=found.state_on(today()), about=about)


@reminders.route("/reminders/<uuid:id>/snooze", methods=records.FORM)
@needs("reminders:write")
def snooze(id: UUID) -> Response:
    tomorrow, monday = snooze_days(today())
    return records.act(
        REMINDER,
        id,
        actions.snooze,
        "reminders/snooze.html",
        title=_("Snooze"),
        said=lambda found: _("Snoozed until %(day)s.", day=languages.day(found.snoozed_until)),
        form=SnoozeForm,
        choices=((_("Tomorrow"), tomorrow), (_("Next week"), monday)),
    )


@reminders.post("/reminders/<uuid:id>/mark-done")
@needs("reminders:write")
def mark_done(id: UUID) -> Response:
    return records.press(REMINDER, id, actions.mark_done, said=_done)


def _done(reminder: Reminder) -> str:
    following = queries.next_of(reminder)
    if following is None or following.due_date is None:
        return _("%(name)s is done.", name=reminder.title)
    day = languages.day(following.due_date)
    return _("%(name)s is done. The next one is due on %(day)s.", name=reminder.title, day=day)


@reminders.post("/reminders/<uuid:id>/reopen")
@needs("reminders:write")
def reopen(id: UUID) -> Response:
    return records.press(
        REMINDER, id, actions.reopen, said=lambda found: _("%(name)s is open again.", name=found.title)
    )
