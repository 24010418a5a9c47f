"""One's own profile: password, preferences, tokens, sessions."""

from __future__ import annotations

from uuid import UUID

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import actions, queries
from app.accounts.browsers import browser_name
from app.accounts.forms import (
    PasswordForm,
    PreferencesForm,
    TokenForm,
)
from app.accounts.pages.sign_in import own_address, pages
from app.database import utc_now
from app.forms.form import Form
from app.people.actions import change_preferences
from app.permissions import IN_PERSON
from app.views import answers
from app.views.forms import carry_out, confirm
from app.views.render import render
from app.web import guard
from app.web.guard import needs


def _profile(status: int = 200, **forms: Form) -> Response:
    viewer = guard.viewer()
    mine = {"language": viewer.language, "theme": viewer.theme, "single_keys": viewer.single_keys}
    return render(
        "accounts/profile.html",
        status,
        sessions=queries.list_sessions(viewer, utc_now()),
        browser_name=browser_name,
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
            lambda: actions.change_password(**form.values(), by=viewer, address=own_address(), now=now),
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
