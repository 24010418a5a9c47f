"""Every part of the site: its blueprints and addresses, its place in the menu, its commands and links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.local import LocalProxy

from app.accounts.commands import employee, token
from app.accounts.identify import identify
from app.accounts.pages import pages as accounts_pages
from app.audit.commands import audit
from app.audit.pages import pages as audit_pages
from app.commands import permissions, prepare
from app.company.pages import pages as company_pages
from app.company.queries import get_company
from app.crm import queries as crm
from app.crm.api import api as crm_api
from app.crm.pages import pages as crm_pages
from app.dashboards.pages import pages as dashboards_pages
from app.demo.commands import demo
from app.invoices import queries as invoices
from app.invoices.api import api as invoices_api
from app.invoices.pages import pages as invoices_pages
from app.invoices.pages import payment_pages
from app.links import kinds as links
from app.people import queries as people
from app.people.api import api as people_api
from app.people.pages import pages as people_pages
from app.permissions import SIGNED_IN
from app.projects import queries as projects
from app.projects.api import api as projects_api
from app.projects.pages import pages as projects_pages
from app.time_tracking import queries as time_tracking
from app.time_tracking.api import api as time_tracking_api
from app.time_tracking.pages import pages as time_tracking_pages
from app.views.openapi import pages as openapi_pages
from app.views.options import pages as links_pages
from app.web import guard
from app.web.health import health
from app.web.keys import GROUPS

API = "/api"
BACKOFFICE = "/api/backoffice"


@dataclass(frozen=True)
class Place:
    """A place in the menu."""

    label: Any
    endpoint: str
    icon: str
    needs: str
    key: str | None = None
    also: str | None = None


MENU: list[tuple[Any, list[Place]]] = [
    (
        None,
        [
            Place(_l("Overview"), "dashboards.overview", "home", SIGNED_IN, "g h"),
            Place(_l("Customers"), "crm.customers", "building", "crm:read", "g k"),
            Place(_l("Contacts"), "crm.contacts", "address-book", "crm:read", "g o"),
            Place(_l("Projects"), "projects.index", "briefcase", "projects:read", "g p"),
            Place(_l("Times"), "time_tracking.index", "clock", "time_tracking:read", "g z"),
            Place(_l("Invoices"), "invoices.index", "file-invoice", "invoices:read", "g r", also="/payments"),
        ],
    ),
    (
        _l("Administration"),
        [
            Place(_l("Employees"), "people.employees", "users", "employees:read"),
            Place(_l("Departments"), "people.departments", "sitemap", "employees:read"),
            Place(_l("Settings"), "company.settings", "settings", "settings:read"),
        ],
    ),
]


def _entry(place: Place) -> dict[str, Any]:
    href = url_for(place.endpoint)
    paths = (href, place.also) if place.also else (href,)
    here = any(
        request.path == path or (path != "/" and request.path.startswith(f"{path}/")) for path in paths
    )
    return {"label": place.label, "href": href, "icon": place.icon, "key": place.key, "active": here}


def menu() -> list[dict[str, Any]]:
    """The menu of whoever is signed in: only what they may open."""
    viewer = guard.current()
    if viewer is None:
        return []
    groups = [
        {"label": label, "entries": [_entry(place) for place in places if viewer.may(place.needs)]}
        for label, places in MENU
    ]
    return [group for group in groups if group["entries"]]


def company_name() -> str:
    """The firm's name, for the titles of pages; read once a request."""
    if "company_name" not in g:
        g.company_name = get_company().name
    return str(g.company_name)


def _register_pages(app: Flask) -> None:
    for blueprint in (
        accounts_pages,
        audit_pages,
        company_pages,
        crm_pages,
        dashboards_pages,
        invoices_pages,
        payment_pages,
        links_pages,
        people_pages,
        projects_pages,
        time_tracking_pages,
        health,
    ):
        app.register_blueprint(blueprint)


def _register_api(app: Flask) -> None:
    app.register_blueprint(openapi_pages, url_prefix=API)
    app.register_blueprint(people_api, url_prefix=API)
    app.register_blueprint(crm_api, url_prefix=f"{BACKOFFICE}/crm")
    app.register_blueprint(projects_api, url_prefix=f"{BACKOFFICE}/projects")
    app.register_blueprint(time_tracking_api, url_prefix=f"{BACKOFFICE}/time-entries")
    app.register_blueprint(
        time_tracking_api, url_prefix=f"{BACKOFFICE}/time-tracking", name="time_tracking_api_too"
    )
    app.register_blueprint(invoices_api, url_prefix=f"{BACKOFFICE}/invoices")


def init(app: Flask) -> None:
    """Opens the whole site."""
    guard.identify_with(app, identify)
    for domain in (people, crm, projects, time_tracking, invoices):
        for linkable in domain.linkables():
            links.register(linkable)
    _register_pages(app)
    _register_api(app)
    for command in (audit, demo, employee, token, permissions, prepare):
        app.cli.add_command(command)
    app.jinja_env.globals |= {
        "menu": menu,
        "key_groups": lambda: GROUPS,
        "company_name": LocalProxy(company_name),
    }
