"""What people may send about projects."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.company.rules import TimeRounding
from app.forms.fields import Choice, Day, LongText, MoneyField, Number, Text
from app.forms.form import Form
from app.forms.references import Reference, References
from app.projects.rules import ProjectStatus


class ProjectForm(Form):
    read_only = Form.read_only | {"number"}

    title = Text(_l("Title"), required=True, width="half")
    customer_id = Reference(_l("Customer"), "customer", required=True, width="half")
    department_id = Reference(_l("Department"), "department", required=True, width="half")
    status = Choice(_l("Status"), ProjectStatus, default=ProjectStatus.PLANNED, width="half")
    start_date = Day(_l("Start"), required=True, width="quarter")
    end_date = Day(_l("End"), width="quarter")
    budget_hours = Number(_l("Budget in hours"), places=3, shown=0, width="quarter", suffix=_l("h"))
    budget_amount = MoneyField(_l("Budget"), width="quarter")
    hourly_rate = Number(
        _l("Hourly rate"),
        places=4,
        shown=2,
        width="half",
        suffix="€",
        description=_l("Empty: as the customer."),
    )
    rounding = Choice(
        _l("Rounding of time"),
        TimeRounding,
        width="half",
        description=_l("Empty: as the customer."),
    )
    member_ids = References(_l("Team"), "employee", description=_l("Sees the project and works on it."))
    description = LongText(_l("Description"))
