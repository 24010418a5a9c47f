"""How somebody else gets in, and the first administrator."""

from __future__ import annotations

from uuid import UUID

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import actions, queries, rules
from app.accounts.forms import (
    OwnPasswordForm,
    SetupForm,
)
from app.accounts.pages.sign_in import own_address, pages
from app.database import utc_now
from app.people.queries import EMPLOYEE
from app.permissions import PUBLIC
from app.views import answers
from app.views.forms import carry_out
from app.views.render import render
from app.web import guard
from app.web.guard import needs


@pages.get("/employees/<uuid:id>/access")
@needs("employees:read")
def access(id: UUID) -> Response:
    employee = EMPLOYEE.get(id, guard.viewer())
    has_account = queries.kept_password(employee.id) is not None
    return render("accounts/access.html", employee=employee, has_account=has_account)


@pages.route("/employees/<uuid:id>/access/new", methods=["GET", "POST"])
@needs("employees:manage", in_person=True)
def give_access(id: UUID) -> Response:
    viewer = guard.viewer()
    employee = EMPLOYEE.get(id, viewer)
    password, had = None, queries.kept_password(employee.id) is not None
    form = OwnPasswordForm(formdata=request.form if request.method == "POST" else None)
    status = 200 if request.method == "GET" else 422
    if request.method == "POST" and form.validate():
        given, now = form.values(), utc_now()
        password, status = carry_out(
            form, lambda: actions.give_access(employee, **given, by=viewer, address=own_address(), now=now)
        )
    return render(
        "accounts/give_access.html",
        status,
        form=form,
        employee=employee,
        password=password,
        had=had,
        title=_("Access of %(name)s", name=employee.name),
    )


@pages.route("/setup/<token>", methods=["GET", "POST"])
@needs(PUBLIC)
def setup(token: str) -> Response:
    if not actions.setup_is_open(token):
        raise rules.SetupIsOver()
    form = SetupForm(formdata=request.form if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate():
            _employee, status = carry_out(
                form, lambda: actions.create_first_administrator(token, form.values(), now=utc_now())
            )
            if status == 200:
                answers.message(_("Welcome. Please sign in."))
                return answers.go(url_for("accounts.sign_in", next=url_for("company.settings")))
    return render("accounts/setup.html", status, form=form, token=token)
