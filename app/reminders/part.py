"""Reminders on the site."""

from flask_babel import lazy_gettext as _l

from app.links.panels import Panel
from app.reminders import api, demo, lists, pages
from app.reminders.queries import REMINDER
from app.views.part import Indicator, Part, Place

PART = Part(
    pages=(pages.reminders,),
    api=((api.reminders, "/api/reminders"),),
    kinds=(REMINDER,),
    lists={"reminders": lists.reminders},
    places=(Place(_l("Reminders"), "reminders.index", "bell", "reminders:read", "g e"),),
    panels=(
        Panel(
            "reminders",
            _l("Reminders"),
            "reminders:read",
            "reminders.index",
            by="linked_id",
            only={"status": "open"},
            order=80,
            add="reminders.new",
            add_needs="reminders:write",
            empty=_l("Nothing to remember about this. A reminder comes up on its day, in the top bar."),
        ),
    ),
    indicators=(Indicator("due_reminders", "reminders.due", "reminders:read"),),
    demonstration=demo.reminders,
)
