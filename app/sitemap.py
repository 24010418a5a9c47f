"""The parts of the site, one line each; their order is that of the menu."""

from __future__ import annotations

from typing import Any

from flask import Flask, g, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.local import LocalProxy

from app.accounts.part import PART as ACCOUNTS
from app.audit.part import PART as AUDIT
from app.commands import permissions, prepare
from app.company.part import PART as COMPANY
from app.company.queries import get_company
from app.crm.part import PART as CRM
from app.dashboards.part import PART as DASHBOARDS
from app.demo.part import PART as DEMO
from app.invoices.part import PART as INVOICES
from app.people.part import PART as PEOPLE
from app.projects.part import PART as PROJECTS
from app.reminders.part import PART as REMINDERS
from app.time_tracking.part import PART as TIME_TRACKING
from app.views.openapi import pages as openapi
from app.views.options import pages as options
from app.views.part import Indicator, Part, Place
from app.views.reading import pages as reading
from app.web import guard
from app.web.health import health
from app.web.keys import GROUPS

WHOLE = Part(pages=(health, options, reading), api=((openapi, "/api"),), commands=(permissions, prepare))
"""What belongs to no domain."""

PARTS: tuple[Part, ...] = (
    DASHBOARDS,
    CRM,
    PROJECTS,
    TIME_TRACKING,
    INVOICES,
    REMINDERS,
    PEOPLE,
    COMPANY,
    ACCOUNTS,
    AUDIT,
    DEMO,
    WHOLE,
)
GROUPED = {"main": None, "administration": _l("Administration")}


def _entry(place: Place) -> dict[str, Any]:
    href = url_for(place.endpoint)
    paths = (href, place.also) if place.also else (href,)
    here = any(
        request.path == path or (path != "/" and request.path.startswith(f"{path}/")) for path in paths
    )
    return {
        "label": place.label,
        "href": href,
        "icon": place.icon,
        "key": place.key,
        "active": here and place.listed,
        "listed": place.listed,
    }


def menu() -> list[dict[str, Any]]:
    """The menu of whoever is signed in: only what they may open."""
    viewer = guard.current()
    if viewer is None:
        return []
    places = [place for part in PARTS for place in part.places if viewer.may(place.needs)]
    groups = [
        {"label": label, "entries": [_entry(place) for place in places if place.group == group]}
        for group, label in GROUPED.items()
    ]
    return [group for group in groups if group["entries"]]


def indicators() -> list[Indicator]:
    """What stands in the top bar of whoever is signed in."""
    viewer = guard.current()
    if viewer is None:
        return []
    return [one for part in PARTS for one in part.indicators if viewer.may(one.needs)]


def company_name() -> str:
    """The firm's name, for the titles of pages; read once a request."""
    if "company_name" not in g:
        g.company_name = get_company().name
    return str(g.company_name)


def init(app: Flask) -> None:
    """Opens the whole site."""
    for part in PARTS:
        part.join(app)
    app.jinja_env.globals |= {
        "menu": menu,
        "indicators": indicators,
        "key_groups": lambda: GROUPS,
        "company_name": LocalProxy(company_name),
    }
