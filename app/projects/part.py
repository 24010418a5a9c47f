"""Projects on the site."""

from flask_babel import lazy_gettext as _l

from app.links.panels import Panel
from app.projects import api, lists, pages
from app.projects.queries import HAS_PROJECTS, PROJECT
from app.views.first_steps import FirstStep
from app.views.part import Part, Place

PART = Part(
    pages=(pages.projects,),
    api=((api.projects, "/api/backoffice/projects"),),
    kinds=(PROJECT,),
    lists={"projects": lists.projects},
    first_steps=(
        FirstStep(
            "project", _l("Start the first project"), "projects.new", "projects:write", HAS_PROJECTS, 60
        ),
    ),
    places=(Place(_l("Projects"), "projects.index", "briefcase", "projects:read", "g p"),),
    panels=(
        Panel(
            "projects",
            _l("Projects"),
            "projects:read",
            "projects.index",
            by="customer_id",
            on=("customer",),
            order=20,
            add="projects.new",
            add_needs="projects:write",
            empty=_l(
                "No project for this customer yet. Time is recorded on projects, and billed from there."
            ),
        ),
    ),
)
