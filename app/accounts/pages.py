"""Signing in and out, one's own profile, and the address of the first administrator."""

from __future__ import annotations

import json
from uuid import UUID

from flask import Blueprint, current_app, g, make_response, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from app.accounts import actions, identify, queries, rules
from app.accounts.forms import (
    OwnPasswordForm,
    PasswordForm,
    PreferencesForm,
    SetupForm,
    SignInForm,
    TokenForm,
)
from app.company.queries import get_company
from app.database import utc_now
from app.forms.form import Form
from app.people.actions import change_preferences
from app.people.queries import EMPLOYEE
from app.permissions import IN_PERSON, PUBLIC
from app.values.refusals import Refusal
from app.views import answers
from app.views.forms import carry_out, confirm
from app.views.render import render
from app.web import guard, languages
from app.web.guard import needs

pages = Blueprint("accounts", __name__)


def _address() -> str:
    return request.remote_addr or "–"


@pages.route("/sign-in", methods=["GET", "POST"])
@needs(PUBLIC)
def sign_in() -> Response:
    target = answers.safe_next(request.args.get("next") or request.form.get("next"))
    if request.method == "GET" and guard.current() is not None and not guard.is_partial():
        return redirect(target)
    form = SignInForm(formdata=request.form if request.method == "POST" else None)
    status, headers = (200, {}) if request.method == "GET" else (422, {})
    if request.method == "POST" and form.validate():
        try:
            token, g.viewer = actions.sign_in(
                **form.values(),
                address=_address(),
                browser=request.user_agent.string,
                now=utc_now(),
                former=request.cookies.get(identify.COOKIE),
            )
            return _signed_in(token, target)
        except Refusal as refusal:
            form.form_errors.append(languages.sentence(refusal))
            status = refusal.status
            if wait := getattr(refusal, "retry_after", None):
                headers["Retry-After"] = str(wait)
    response = render("accounts/sign_in.html", status, form=form, target=target, is_demo=_is_demo())
    response.headers.extend(headers)
    return response


def _is_demo() -> bool:
    return bool(get_company().is_demonstration) and current_app.config["APP_ENV"] != "production"


def _signed_in(token: str, target: str) -> Response:
    session.clear()
    g.pop("csrf_token", None)
    response: Response
    if guard.is_partial():
        response = make_response("", 200)
        response.headers["HX-Reswap"] = "none"
        response.headers["HX-Trigger"] = json.dumps({"kontor:signed-in": {"csrf_token": generate_csrf()}})
    else:
        response = answers.go(target)
    identify.set_cookie(response, token)
    return response


@pages.post("/sign-out")
@needs(IN_PERSON)
def sign_out() -> Response:
    viewer = guard.viewer()
    if viewer.session_id is not None:
        actions.sign_out(viewer.session_id, by=viewer)
    session.clear()
    answers.message(_("You are signed out."), "info")
    response = answers.go(url_for("accounts.sign_in"))
    identify.clear_cookie(response)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _profile(status: int = 200, **forms: Form) -> Response:
    viewer = guard.viewer()
    mine = {"language": viewer.language, "theme": viewer.theme, "single_keys": viewer.single_keys}
    return render(
        "accounts/profile.html",
        status,
        sessions=queries.list_sessions(viewer, utc_now()),
        tokens=queries.list_tokens(viewer),
        password_form=forms.get("password") or PasswordForm(formdata=None),
        token_form=forms.get("token") or TokenForm(formdata=None),
        preferences_form=forms.get("preferences") or PreferencesForm(formdata=None, data=mine),
        now=utc_now(),
    )


@pages.get("/profile")
@needs(IN_PERSON)
def profile() -> Response:
    return _profile()


@pages.get("/profile/password")
@pages.get("/profile/preferences")
@pages.get("/profile/tokens")
@needs(IN_PERSON)
def profile_parts() -> Response:
    """The addresses of the profile's forms lead back to it."""
    return answers.go(url_for("accounts.profile"))


@pages.post("/profile/password")
@needs(IN_PERSON)
def change_password() -> Response:
    form = PasswordForm(formdata=request.form)
    status = 422
    if form.validate():
        viewer, now = guard.viewer(), utc_now()
        _result, status = carry_out(
            form,
            lambda: actions.change_password(**form.values(), by=viewer, address=_address(), now=now),
        )
        if status == 200:
            answers.message(
                _("Your password has been changed. All other sessions and all tokens have ended.")
            )
            return answers.go(url_for("accounts.profile"))
    return _profile(status, password=form)


@pages.post("/profile/preferences")
@needs(IN_PERSON)
def preferences() -> Response:
    viewer = guard.viewer()
    mine = {"language": viewer.language, "theme": viewer.theme, "single_keys": viewer.single_keys}
    form = PreferencesForm(formdata=request.form, data=mine)
    if not form.validate():
        return _profile(422, preferences=form)
    changed = {name: value for name, value in form.values().items() if value is not None}
    change_preferences(viewer.id, changed, by=viewer)
    if not request.form.get("next"):
        answers.message(_("Saved."))
    return answers.go(answers.safe_next(request.form.get("next"), url_for("accounts.profile")))


@pages.post("/profile/tokens")
@needs(IN_PERSON)
def create_token() -> Response:
    form = TokenForm(formdata=request.form)
    status = 422
    if form.validate():
        viewer, now = guard.viewer(), utc_now()
        token, status = carry_out(
            form,
            lambda: actions.create_token(form.values(), employee_id=viewer.id, by=viewer, now=now),
        )
        if status == 200:
            return render("accounts/token.html", token=token, name=form.name.data)
    return _profile(status, token=form)


@pages.route("/profile/tokens/<uuid:id>/revoke", methods=["GET", "POST"])
@needs(IN_PERSON)
def revoke_token(id: UUID) -> Response:
    found = queries.get_token(id, viewer=guard.viewer())
    name = found.name
    return confirm(
        lambda: actions.revoke_token(found, by=guard.viewer()),
        title=_("Revoke token"),
        text=_("Revoke the token “%(name)s”? Programs that use it are locked out at once.", name=name),
        button=_("Revoke"),
        cancel_url=url_for("accounts.profile"),
        then=url_for("accounts.profile"),
        said=_("The token “%(name)s” has been revoked.", name=name),
    )


@pages.post("/profile/sessions/<uuid:id>/end")
@needs(IN_PERSON)
def end_session(id: UUID) -> Response:
    found = queries.get_session(id, viewer=guard.viewer())
    actions.sign_out(found.id, by=guard.viewer())
    answers.message(_("The session has been ended."))
    return answers.go(url_for("accounts.profile"))


@pages.post("/profile/sessions/end-others")
@needs(IN_PERSON)
def end_other_sessions() -> Response:
    actions.end_other_sessions(by=guard.viewer())
    answers.message(_("All other sessions have been ended."))
    return answers.go(url_for("accounts.profile"))


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
            form, lambda: actions.give_access(employee, **given, by=viewer, address=_address(), now=now)
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
