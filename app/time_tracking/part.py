"""Time entries and the timer on the site."""

from flask_babel import lazy_gettext as _l

from app.links.panels import Panel
from app.projects.rules import OPEN_STATUSES
from app.time_tracking import api, lists, pages
from app.time_tracking.queries import HAS_RATES, HAS_TIME, TIME_ENTRY
from app.views.first_steps import FirstStep
from app.views.part import Indicator, Part, Place, Widget

PART = Part(
    pages=(pages.time_entries,),
    api=(
        (api.time_entries, "/api/backoffice/time-entries"),
        (api.time_entries, "/api/backoffice/time-tracking"),
    ),
    kinds=(TIME_ENTRY,),
    lists={"time_entries": lists.time_entries},
    first_steps=(
        FirstStep(
            "rate",
            _l("Set an hourly rate"),
            "company.settings",
            "settings:write",
            HAS_RATES,
            40,
            anchor="hourly_rate",
        ),
        FirstStep(
            "time", _l("Record the first time"), "time_entries.new", "time_tracking:write", HAS_TIME, 70
        ),
    ),
    places=(Place(_l("Times"), "time_entries.index", "clock", "time_tracking:read", "g z"),),
    panels=(
        Panel(
            "times-of-customer",
            _l("Time entries"),
            "time_tracking:read",
            "time_entries.index",
            by="customer_id",
            on=("customer",),
            order=30,
            add="time_entries.new",
            add_needs="time_tracking:write",
            empty=_l("No time has been recorded for this customer yet."),
        ),
        Panel(
            "times-of-project",
            _l("Time entries"),
            "time_tracking:read",
            "time_entries.index",
            by="project_id",
            on=("project",),
            order=30,
            add="time_entries.new",
            add_needs="time_tracking:write",
            adds=lambda project: project.status in OPEN_STATUSES,
            empty=_l("No time has been recorded on this project yet. Start the timer, or write an entry."),
        ),
        Panel(
            "times-of-employee",
            _l("Time entries"),
            "time_tracking:manage",
            "time_entries.index",
            by="employee_id",
            on=("employee",),
            order=30,
            add="time_entries.new",
            add_needs="time_tracking:write",
            empty=_l("No time of this person has been recorded yet."),
        ),
        Panel(
            "figures",
            _l("Budget"),
            "time_tracking:read",
            "time_entries.figures",
            by="project_id",
            on=("project",),
            order=30,
            aside=True,
        ),
    ),
    indicators=(
        Indicator("timer", "time_entries.timer", "time_tracking:write", events="kontor:timer from:body"),
    ),
    widgets=(
        Widget("timer", _l("Timer"), "time_entries.timer_tile", "time_tracking:write"),
        Widget("my-week", _l("My week"), "time_entries.week_tile", "time_tracking:read"),
        Widget(
            "my-times",
            _l("My time entries"),
            "time_entries.index",
            "time_tracking:read",
            is_list=True,
            values=lambda viewer: {"employee_id": viewer.id},
            add="time_entries.new",
            add_needs="time_tracking:write",
            empty=_l("You have not recorded any time yet. Start the timer, or write an entry."),
        ),
    ),
)
