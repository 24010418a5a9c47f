"""What people may send about employees and departments."""

from __future__ import annotations

from zoneinfo import available_timezones

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.forms.fields import Choice, Day, Email, LongText, Number, Text
from app.forms.form import Form, Group
from app.forms.references import Reference
from app.people.rules import EmployeeStatus, EmploymentType, Language, Theme


def known_time_zone(name: str) -> str | None:
    """A sentence unless this is a time zone of the IANA database."""
    return None if name in available_timezones() else _("There is no such time zone.")


class DepartmentForm(Form):
    name = Text(_l("Name"), required=True)
    code = Text(_l("Code"), max_length=20, width="third")
    description = LongText(_l("Description"))
    manager_id = Reference(_l("Head"), "employee", width="half")
    parent_id = Reference(_l("Part of"), "department", width="half")


class EmployeeForm(Form):
    read_only = Form.read_only | {"employee_code"}
    groups = (
        Group("person", _l("Person"), ("firstname", "lastname", "email", "phone")),
        Group("place", _l("In the company"), ("role_id", "position", "department_id", "manager_id")),
        Group(
            "employment",
            _l("Employment"),
            ("employment_type", "weekly_hours", "status", "hire_date", "termination_date"),
        ),
        Group("rates", _l("Rates"), ("hourly_rate", "cost_rate")),
        Group("view", _l("Language and appearance"), ("language", "timezone", "theme")),
    )

    firstname = Text(_l("First name"), required=True, max_length=100, width="half")
    lastname = Text(_l("Last name"), required=True, max_length=100, width="half")
    email = Email(_l("E-mail"), required=True, width="half")
    phone = Text(_l("Phone"), max_length=50, shape="tel", width="half")
    position = Text(_l("Position"), max_length=100, width="half")
    role_id = Reference(
        _l("Role"), "role", required=True, width="half", description=_l("Says what the person may do.")
    )
    department_id = Reference(_l("Department"), "department", width="half")
    manager_id = Reference(_l("Manager"), "employee", width="half")
    employment_type = Choice(_l("Employment"), EmploymentType, default=EmploymentType.FULLTIME, width="third")
    weekly_hours = Number(_l("Hours per week"), places=3, shown=0, most=168, width="third", suffix=_l("h"))
    status = Choice(_l("Status"), EmployeeStatus, default=EmployeeStatus.ACTIVE, width="third")
    hourly_rate = Number(_l("Hourly rate"), places=4, shown=2, width="third", suffix="€")
    cost_rate = Number(_l("Cost per hour"), places=4, shown=2, width="third", suffix="€")
    hire_date = Day(_l("First day"))
    termination_date = Day(_l("Last day"))
    language = Choice(_l("Language"), Language, default=Language.GERMAN, width="third")
    timezone = Text(
        _l("Time zone"), default="Europe/Berlin", max_length=50, checks=(known_time_zone,), width="third"
    )
    theme = Choice(_l("Appearance"), Theme, default=Theme.AUTO, width="third")
