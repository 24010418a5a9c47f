"""Pages of employees and departments."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.people import actions, queries
from app.people.forms import DepartmentForm, EmployeeForm
from app.people.words import EMPLOYEE_STATUS, EMPLOYMENT_TYPE
from app.views import html
from app.web import guard, languages
from app.web.guard import needs

pages = Blueprint("people", __name__)


@pages.get("/employees")
@needs("employees:read")
def employees() -> Response:
    new = ("employees:write", "people.new_employee", _l("New employee"))
    return html.listing(queries.EMPLOYEES, "people/employees.html", new=new)


@pages.route("/employees/new", methods=["GET", "POST"])
@needs("employees:write")
def new_employee() -> Response:
    return html.submit(
        EmployeeForm,
        lambda values, _version: actions.create_employee(values, by=guard.viewer(), today=languages.today()),
        "people/employee_form.html",
        title=_("New employee"),
        then=lambda employee: url_for("people.employee", id=employee.id),
        said=lambda employee: _("%(name)s has been added.", name=employee.name),
        cancel_url=url_for("people.employees"),
        repeat=True,
    )


@pages.get("/employees/<uuid:id>")
@needs("employees:read")
def employee(id: UUID) -> Response:
    found = queries.get_employee(id, viewer=guard.viewer())
    return html.render(
        "people/employee.html",
        employee=found,
        status_words=EMPLOYEE_STATUS,
        employment_words=EMPLOYMENT_TYPE,
    )


@pages.route("/employees/<uuid:id>/edit", methods=["GET", "POST"])
@needs("employees:write")
def edit_employee(id: UUID) -> Response:
    found = queries.get_employee(id, viewer=guard.viewer())
    delete = url_for("people.delete_employee", id=id) if guard.viewer().may("employees:delete") else None
    return html.submit(
        EmployeeForm,
        lambda values, version: actions.change_employee(found, values, version, by=guard.viewer()),
        "people/employee_form.html",
        title=_("Edit %(name)s", name=found.name),
        then=lambda employee: url_for("people.employee", id=employee.id),
        said=lambda employee: _("%(name)s has been saved.", name=employee.name),
        cancel_url=url_for("people.employee", id=id),
        stored=found,
        delete_url=delete,
    )


@pages.route("/employees/<uuid:id>/delete", methods=["GET", "POST"])
@needs("employees:delete")
def delete_employee(id: UUID) -> Response:
    found = queries.get_employee(id, viewer=guard.viewer())
    name = found.name
    return html.confirm(
        lambda: actions.delete_employee(found, by=guard.viewer()),
        title=_("Delete employee"),
        text=_("Delete %(name)s? This cannot be undone.", name=name),
        button=_("Delete"),
        cancel_url=url_for("people.edit_employee", id=id),
        then=url_for("people.employees"),
        said=_("%(name)s has been deleted.", name=name),
    )


@pages.get("/departments")
@needs("employees:read")
def departments() -> Response:
    new = ("employees:write", "people.new_department", _l("New department"))
    return html.listing(queries.DEPARTMENTS, "people/departments.html", new=new)


@pages.route("/departments/new", methods=["GET", "POST"])
@needs("employees:write")
def new_department() -> Response:
    return html.submit(
        DepartmentForm,
        lambda values, _version: actions.create_department(values, by=guard.viewer()),
        "people/department_form.html",
        title=_("New department"),
        then=lambda _department: url_for("people.departments"),
        said=lambda department: _("%(name)s has been added.", name=department.name),
        cancel_url=url_for("people.departments"),
        repeat=True,
    )


@pages.route("/departments/<uuid:id>", methods=["GET", "POST"], endpoint="edit_department")
@pages.route("/departments/<uuid:id>/edit", methods=["GET", "POST"], endpoint="edit_department")
@needs("employees:write")
def edit_department(id: UUID) -> Response:
    found = queries.get_department(id, viewer=guard.viewer())
    delete = url_for("people.delete_department", id=id) if guard.viewer().may("employees:delete") else None
    return html.submit(
        DepartmentForm,
        lambda values, version: actions.change_department(found, values, version, by=guard.viewer()),
        "people/department_form.html",
        title=_("Edit %(name)s", name=found.name),
        then=lambda _department: url_for("people.departments"),
        said=lambda department: _("%(name)s has been saved.", name=department.name),
        cancel_url=url_for("people.departments"),
        stored=found,
        delete_url=delete,
    )


@pages.route("/departments/<uuid:id>/delete", methods=["GET", "POST"])
@needs("employees:delete")
def delete_department(id: UUID) -> Response:
    found = queries.get_department(id, viewer=guard.viewer())
    name = found.name
    return html.confirm(
        lambda: actions.delete_department(found, by=guard.viewer()),
        title=_("Delete department"),
        text=_("Delete %(name)s? This cannot be undone.", name=name),
        button=_("Delete"),
        cancel_url=url_for("people.departments"),
        then=url_for("people.departments"),
        said=_("%(name)s has been deleted.", name=name),
    )
