"""The overview on the site."""

from flask_babel import lazy_gettext as _l

from app.dashboards import pages
from app.permissions import SIGNED_IN
from app.views.part import Part, Place

PART = Part(
    pages=(pages.pages,),
    places=(Place(_l("Overview"), "dashboards.overview", "home", SIGNED_IN, "g h"),),
)
