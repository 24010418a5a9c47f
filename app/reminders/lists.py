"""The list of reminders."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import not_

from app.links.kinds import ANY
from app.lists.columns import Column, RowButton, SortKey
from app.lists.filters import Chosen, OfKind, Pointed, Search, Since, YesNo
from app.lists.listing import Listing
from app.people.models import Employee
from app.permissions import Viewer
from app.reminders.models import Reminder
from app.reminders.queries import IS_OPEN, REMINDER, SORTED_DUE, is_due, state_on
from app.reminders.rules import Priority, ReminderStatus
from app.values.days import Lean

_TITLE = Column("title", _l("Title"), Reminder.title, sort="title", link=True, role="title")
_OWNER = Column("owner", _l("For"), Employee.firstname + " " + Employee.lastname, muted=True)
_COLUMNS = (
    Column("linked", _l("About"), Reminder.linked_id, shape="subject", muted=True, of=(ANY,)),
    Column("priority", _l("Priority"), Reminder.priority, muted=True, role="lead"),
    Column("due_date", _l("Due"), Reminder.due_date, sort="due_date", role="figure"),
)
_FILTERS = (
    Search(REMINDER.search, _l("Title, description …")),
    Chosen("status", _l("Status"), ReminderStatus, Reminder.status.in_),
    Chosen("priority", _l("Priority"), Priority, Reminder.priority.in_),
    Pointed("linked_id", _l("About"), ANY, Reminder.linked_id.in_),
    OfKind("linked_module", _l("About a"), Reminder.linked_module.in_, hidden=True),
    Pointed("owner_id", _l("For"), "employee", Reminder.owner_id.in_),
    Since("due_from", _l("Due from"), lambda day: Reminder.due_date >= day, leans=Lean.FORWARD),
    Since("due_to", _l("Due until"), lambda day: Reminder.due_date <= day, leans=Lean.FORWARD),
)
_SORTS = {
    "due_date": SortKey(SORTED_DUE),
    "title": SortKey(Reminder.sort_name),
    "created_at": SortKey(Reminder.created_at),
}
_DONE = RowButton("mark_done", _l("Mark as done"), "circle-check", "m", "reminders:write", when=IS_OPEN)


def reminders(viewer: Viewer, today: date) -> Listing:
    """What is not to be forgotten: at first one's own that are open, the most urgent on top."""
    owner = (_OWNER,) if viewer.may("reminders:manage") else ()
    state = Column("status", _l("Status"), state_on(today), role="status")
    now = is_due(today)
    due = YesNo("is_due", _l("Due now"), lambda yes: now if yes else not_(now), hidden=True)
    return Listing(
        REMINDER,
        REMINDER.visible(viewer),
        columns=(_TITLE, *owner, *_COLUMNS, state),
        filters=(*_FILTERS, due),
        sorts=_SORTS,
        default_sort="due_date",
        period=("due_from", "due_to"),
        at_first={"status": [ReminderStatus.OPEN], "owner_id": [viewer.id]},
        button=_DONE if viewer.may(_DONE.needs) else None,
        empty=_l("Nothing to remember. Set a reminder here, or on the page of any record."),
    )
