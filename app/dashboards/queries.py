"""What the overview says itself."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from app.permissions import Viewer


def greeting(viewer: Viewer, now: datetime) -> str:
    """A greeting by the time of day where the person is."""
    hour = now.astimezone(ZoneInfo(viewer.timezone)).hour
    if hour < 11:
        return _("Good morning, %(name)s", name=viewer.firstname)
    if hour < 18:
        return _("Good day, %(name)s", name=viewer.firstname)
    return _("Good evening, %(name)s", name=viewer.firstname)
