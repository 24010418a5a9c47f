"""The record of changes on the site: the history of every record."""

from flask_babel import lazy_gettext as _l

from app.audit import commands, pages, queries
from app.links import changes
from app.links.panels import Panel
from app.permissions import SIGNED_IN
from app.views.part import Part

PART = Part(
    pages=(pages.pages,),
    panels=(Panel("history", _l("History"), SIGNED_IN, "audit.history", order=90),),
    commands=(commands.audit,),
    start=lambda _app: changes.register(queries.last_changes),
)
