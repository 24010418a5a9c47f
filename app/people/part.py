"""Employees, departments and roles on the site."""

from flask_babel import lazy_gettext as _l

from app.people import api, lists, pages
from app.people.queries import DEPARTMENT, EMPLOYEE, ROLE
from app.views.part import Part, Place

PART = Part(
    pages=(pages.employees, pages.departments),
    api=((api.employees, "/api/employees"), (api.departments, "/api/departments")),
    kinds=(EMPLOYEE, DEPARTMENT, ROLE),
    lists={"employees": lists.employees, "departments": lists.departments},
    places=(
        Place(_l("Employees"), "employees.index", "users", "employees:read", group="administration"),
        Place(_l("Departments"), "departments.index", "sitemap", "employees:read", group="administration"),
    ),
)
