"""Pages of projects."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.company.words import ROUNDING
from app.projects import actions, queries
from app.projects.forms import ProjectForm
from app.projects.rules import OPEN_STATUSES
from app.projects.words import PROJECT_STATUS
from app.views import html
from app.web import guard, languages
from app.web.guard import needs

pages = Blueprint("projects", __name__)


@pages.get("/projects")
@needs("projects:read")
def index() -> Response:
    new = ("projects:write", "projects.new", _l("New project"))
    return html.listing(queries.PROJECTS, "projects/index.html", new=new)


@pages.route("/projects/new", methods=["GET", "POST"])
@needs("projects:write")
def new() -> Response:
    viewer = guard.viewer()
    defaults = {"start_date": languages.today(), "department_id": viewer.department_id}
    return html.submit(
        ProjectForm,
        lambda values, _version: actions.create_project(values, by=viewer, today=languages.today()),
        "projects/form.html",
        title=_("New project"),
        then=lambda project: url_for("projects.show", id=project.id),
        said=lambda project: _("%(name)s has been added.", name=project.title),
        cancel_url=url_for("projects.index"),
        defaults=defaults | html.preset("customer_id"),
        repeat=True,
    )


@pages.get("/projects/<uuid:id>")
@needs("projects:read")
def show(id: UUID) -> Response:
    project = queries.get_project(id, viewer=guard.viewer())
    return html.render(
        "projects/show.html",
        project=project,
        team=queries.team_of(project.id),
        is_open=project.status in OPEN_STATUSES,
        status_words=PROJECT_STATUS,
        rounding_words=ROUNDING,
    )


@pages.route("/projects/<uuid:id>/edit", methods=["GET", "POST"])
@needs("projects:write")
def edit(id: UUID) -> Response:
    found = queries.get_project(id, viewer=guard.viewer())
    delete = url_for("projects.delete", id=id) if guard.viewer().may("projects:delete") else None
    return html.submit(
        ProjectForm,
        lambda values, version: actions.change_project(found, values, version, by=guard.viewer()),
        "projects/form.html",
        title=_("Edit %(name)s", name=found.title),
        then=lambda project: url_for("projects.show", id=project.id),
        said=lambda project: _("%(name)s has been saved.", name=project.title),
        cancel_url=url_for("projects.show", id=id),
        stored=found,
        delete_url=delete,
    )


@pages.route("/projects/<uuid:id>/delete", methods=["GET", "POST"])
@needs("projects:delete")
def delete(id: UUID) -> Response:
    found = queries.get_project(id, viewer=guard.viewer())
    title = found.title
    return html.confirm(
        lambda: actions.delete_project(found, by=guard.viewer()),
        title=_("Delete project"),
        text=_("Delete %(name)s? This cannot be undone.", name=title),
        button=_("Delete"),
        cancel_url=url_for("projects.edit", id=id),
        then=url_for("projects.index"),
        said=_("%(name)s has been deleted.", name=title),
    )
