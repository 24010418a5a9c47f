"""Reading time entries, and what of them is to be billed."""

from app.time_tracking.queries.billing import billable_entries, entry_rate, entry_rounding
from app.time_tracking.queries.entries import (
    Hours,
    get_entry,
    hours_of,
    last_end,
    running_entry,
    visible_entries,
    week_total,
)
from app.time_tracking.queries.lists import ENTRIES, entries_for, linkables

__all__ = [
    "ENTRIES",
    "Hours",
    "billable_entries",
    "entries_for",
    "entry_rate",
    "entry_rounding",
    "get_entry",
    "hours_of",
    "last_end",
    "linkables",
    "running_entry",
    "visible_entries",
    "week_total",
]
