"""The hour that comes twice in the night in which the clocks go back."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_name


def name_in_double_hour(instant: datetime, tz: str, language: str) -> str:
    """What the time of the zone is called then, `MESZ` or `MEZ`; empty for a time that comes but once."""
    local = instant.astimezone(ZoneInfo(tz))
    if local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset():
        return ""
    name = get_timezone_name(local, "short", locale=language)
    return name if name.isalpha() else str(local.tzname())
