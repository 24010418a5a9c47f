"""Signing in on the site, and the access of employees."""

from flask_babel import lazy_gettext as _l

from app.accounts import commands, pages
from app.accounts.identify import identify
from app.links.panels import Panel
from app.views.part import Part
from app.web import guard

PART = Part(
    pages=(pages.pages,),
    panels=(
        Panel(
            "access",
            _l("Access"),
            "employees:read",
            "accounts.access",
            by="id",
            on=("employee",),
            order=10,
            aside=True,
        ),
    ),
    commands=(commands.employee, commands.token),
    start=lambda app: guard.identify_with(app, identify),
)
