"""Pages of time entries and of the timer."""

from app.time_tracking.pages import tiles, timer
from app.time_tracking.pages.entries import time_entries

__all__ = ["tiles", "time_entries", "timer"]
