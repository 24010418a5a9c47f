"""The settings: the firm's data, its logo, and its number series."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.company import actions, queries
from app.company.forms import CompanyForm, LogoForm, SeriesForm
from app.company.rules import Series
from app.database import utc_now
from app.permissions import SIGNED_IN
from app.values.refusals import Forbidden, NotThere
from app.views import forms
from app.web import guard, languages
from app.web.guard import needs

pages = Blueprint("company", __name__)


def _around() -> dict[str, Any]:
    """What stands below the form: the logo, and each series with its next number."""
    today = queries.company_today()
    series = [(one.key, queries.next_written(one, today)) for one in queries.all_series()]
    return {"company": queries.get_company(), "series": series}


@pages.route("/settings", methods=["GET", "POST"])
@needs("settings:read")
def settings() -> Response:
    if request.method == "POST" and not guard.viewer().may("settings:write"):
        raise Forbidden()
    return forms.submit(
        CompanyForm,
        lambda values, version: actions.change_company(values, version, by=guard.viewer()),
        "company/settings.html",
        title=_l("Settings"),
        then=lambda _company: url_for("company.settings"),
        said=lambda _company: _("The settings have been saved."),
        cancel_url="/",
        stored=queries.get_company(),
        logo_form=LogoForm(formdata=None),
        jumps=(("numbers", _("Next numbers")), ("logo-of-the-company", _("Logo"))),
        **_around(),
    )


@pages.route("/settings/series/<key>", methods=["GET", "POST"])
@needs("settings:write")
def series(key: str) -> Response:
    if key not in list(Series):
        raise NotThere()
    found = queries.series_of(Series(key))
    return forms.submit(
        SeriesForm,
        lambda values, _version: actions.change_series(Series(key), values, by=guard.viewer(), now=utc_now()),
        "company/series.html",
        title=_("Numbers: %(series)s", series=languages.word(found.key)),
        then=lambda _series: url_for("company.settings"),
        said=lambda _series: _("The number series has been saved."),
        cancel_url=url_for("company.settings"),
        stored=found,
        example=queries.next_written(found, queries.company_today()),
    )


@pages.route("/settings/logo", methods=["GET", "POST"])
@needs("settings:write")
def logo() -> Response:
    """The logo's form alone. It is sent from the settings, and stands here when something is wrong."""
    return forms.submit(
        LogoForm,
        lambda values, _version: (
            actions.remove_logo(by=guard.viewer())
            if values["remove"]
            else actions.set_logo(values["logo"], by=guard.viewer())
        ),
        "layouts/form.html",
        title=_l("Logo"),
        then=lambda _company: url_for("company.settings"),
        said=lambda company: (
            _("The logo has been saved.") if company.logo_sha256 else _("The logo has been removed.")
        ),
        cancel_url=url_for("company.settings"),
    )


@pages.get("/logo")
@needs(SIGNED_IN)
def show_logo() -> Response:
    content = queries.logo()
    company = queries.find_company()
    if content is None or company is None:
        raise NotThere()
    return current_app.response_class(content, mimetype=company.logo_type)
