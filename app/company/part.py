"""The firm's settings on the site, and its day."""

from flask_babel import lazy_gettext as _l

from app.company import pages
from app.company.queries import IS_COMPLETE, company_today
from app.lists import registry
from app.views.first_steps import FirstStep
from app.views.part import Part, Place

PART = Part(
    pages=(pages.pages,),
    places=(Place(_l("Settings"), "company.settings", "settings", "settings:read", group="administration"),),
    first_steps=(
        FirstStep(
            "company",
            _l("Complete the company's data"),
            "company.settings",
            "settings:write",
            IS_COMPLETE,
            10,
        ),
    ),
    start=lambda _app: registry.day_from(company_today),
)
