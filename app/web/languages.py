"""The language and time zone of the person who asks, and how values are written for them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from flask import g, has_request_context, request
from flask_babel import get_locale, gettext

from app.database import utc_now
from app.values import numbers
from app.values.dates import write_date, write_moment
from app.values.double_hour import name_in_double_hour
from app.values.durations import write_hours
from app.values.periods import Period
from app.values.texts import Msgids
from app.values.words import Word

LANGUAGES = ("de", "en")
HOME_LANGUAGE = "de"
HOME_ZONE = "Europe/Berlin"


def language() -> str:
    """`de` or `en`, chosen once for each request: texts, figures and the page's own `lang` speak the same."""
    if not has_request_context():
        return str(get_locale() or HOME_LANGUAGE)
    viewer, known = g.get("viewer"), g.get("language_of")
    if known is None or known[0] is not viewer:
        known = g.language_of = (viewer, str(get_locale() or HOME_LANGUAGE))
    return str(known[1])


def choose() -> str:
    """The person's own language, else the address's (`lang`), else the browser's, else German."""
    if not has_request_context():
        return HOME_LANGUAGE
    viewer = g.get("viewer")
    if viewer is not None:
        return str(viewer.language)
    asked = request.args.get("lang")
    return asked if asked in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or HOME_LANGUAGE


def time_zone() -> str:
    """The person's time zone; days, weeks and months are counted in it."""
    viewer = g.get("viewer") if has_request_context() else None
    return str(viewer.timezone) if viewer is not None else HOME_ZONE


def today() -> date:
    """The present day where the person is. Read at the edge and handed inwards."""
    return utc_now().astimezone(ZoneInfo(time_zone())).date()


def company_today(zone: str = HOME_ZONE) -> date:
    """The present day in the company's time zone, which due dates are measured by."""
    return utc_now().astimezone(ZoneInfo(zone)).date()


def money(value: Decimal) -> str:
    """`1.730,09 €` as the person writes it."""
    return signed(numbers.write_money(value, language()))


def number(value: Decimal | int, places: int = 2, least: int | None = None) -> str:
    """A number with up to `places` decimals, as the person writes it."""
    return signed(numbers.write_number(value, language(), places=places, least=least))


def signed(figure: str) -> str:
    """A figure as it is read on pages: with the sign of the minus, which is as wide as a figure."""
    return figure.replace("-", "−", 1)


def day(value: date) -> str:
    """`22.11.2026` as the person writes it."""
    return write_date(value, language())


def span(days: Period) -> str:
    """`23.11.2026 – 29.11.2026`; a side that is open stays empty."""
    return " – ".join(day(one) if one else "" for one in (days.start, days.end))


def moment(value: datetime, seconds: bool = False) -> str:
    """`22.11.2026 09:31` where the person is."""
    return f"{write_moment(value, time_zone(), language(), seconds=seconds)}{_which(value)}"


def clock(value: datetime) -> str:
    """`09:31` where the person is."""
    return f"{value.astimezone(ZoneInfo(time_zone())):%H:%M}{_which(value)}"


def _which(value: datetime) -> str:
    """` MESZ` or ` MEZ` in the hour that comes twice when the clocks go back; nothing at any other time."""
    name = name_in_double_hour(value, time_zone(), language())
    return f" {name}" if name else ""


def day_of(value: datetime) -> date:
    """The day of a moment where the person is."""
    return value.astimezone(ZoneInfo(time_zone())).date()


def hours(value: timedelta) -> str:
    """`7:45`: hours and minutes."""
    return write_hours(value)


def word(value: Word) -> str:
    """What people call a member, in the person's language."""
    return _said(value.word, language())


@lru_cache(maxsize=2048)
def _said(text: str, _language: str) -> str:
    return str(gettext(text))


def sentence(error: Exception) -> str:
    """The sentence of a refusal or of unreadable input, in the person's language."""
    message = getattr(error, "message_id", None)
    if message is None:
        return str(error)
    params = {name: _translated(value) for name, value in (getattr(error, "params", None) or {}).items()}
    return str(gettext(message, **params)) if params else str(gettext(message))


def _translated(value: object) -> object:
    if isinstance(value, Msgids):
        return ", ".join(str(gettext(text)) for text in value)
    if isinstance(value, Word):
        return word(value)
    if isinstance(value, Decimal):
        return money(value)
    if isinstance(value, datetime):
        return moment(value)
    return day(value) if isinstance(value, date) else value
