"""Signing in and out."""

from __future__ import annotations

import json

from flask import Blueprint, current_app, g, make_response, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from app.accounts import actions, identify
from app.accounts.forms import (
    SignInForm,
)
from app.company.queries import get_company
from app.database import utc_now
from app.permissions import IN_PERSON, PUBLIC
from app.values.refusals import Refusal
from app.views import answers
from app.views.render import render
from app.web import guard, languages
from app.web.guard import needs

pages = Blueprint("accounts", __name__)


def own_address() -> str:
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
                address=own_address(),
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
