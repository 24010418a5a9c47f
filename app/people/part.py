"""Employees, departments and roles on the site."""

from flask_babel import lazy_gettext as _l

from app.people import api, lists, pages
from app.people.queries import DEPARTMENT, EMPLOYEE, HAS_DEPARTMENTS, HAS_PEOPLE_IN_DEPARTMENTS, ROLE
from app.views.first_steps import FirstStep
from app.views.part import Part, Place

PART = Part(
    pages=(pages.employees, pages.departments),
    api=((api.employees, "/api/employees"), (api.departments, "/api/departments")),
    kinds=(EMPLOYEE, DEPARTMENT, ROLE),
    lists={"employees": lists.employees, "departments": lists.departments},
    first_steps=(
        FirstStep(
            "department", _l("Add a department"), "departments.new", "employees:write", HAS_DEPARTMENTS, 20
        ),
        FirstStep(
            "employee",
            _l("Add your people, and put them and yourself into departments"),
            "employees.index",
            "employees:write",
            HAS_PEOPLE_IN_DEPARTMENTS,
            30,
        ),
    ),
    places=(
        Place(_l("Employees"), "employees.index", "users", "employees:read", group="administration"),
        Place(_l("Departments"), "departments.index", "sitemap", "employees:read", group="administration"),
    ),
)
