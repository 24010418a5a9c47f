"""Reading time entries, and what of them is to be billed."""

from app.time_tracking.queries.billing import HAS_RATES, billable_entries, entry_rate, entry_rounding, rate_on
from app.time_tracking.queries.entries import (
    HAS_TIME,
    OWN_SEARCH,
    TIME_ENTRY,
    WITH_RATE,
    Hours,
    hours_of,
    last_end,
    of_project,
    running_entry,
    visible_entries,
    week_total,
    written,
)

__all__ = [
    "HAS_RATES",
    "HAS_TIME",
    "OWN_SEARCH",
    "TIME_ENTRY",
    "WITH_RATE",
    "Hours",
    "billable_entries",
    "entry_rate",
    "entry_rounding",
    "hours_of",
    "last_end",
    "of_project",
    "rate_on",
    "running_entry",
    "visible_entries",
    "week_total",
    "written",
]
