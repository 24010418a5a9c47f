"""The settings: the firm's data, its logo, and its number series."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.company import actions, queries
from app.company.forms import CompanyForm, SeriesForm
from app.company.rules import NoFile, Series
from app.company.words import SERIES
from app.permissions import SIGNED_IN
from app.values.refusals import Forbidden, NotThere, Refusal
from app.views import html
from app.web import guard, languages
from app.web.guard import needs

pages = Blueprint("company", __name__)


def _around() -> dict[str, Any]:
    """What stands beside the form: the logo, and each series with its next number."""
    today = languages.today()
    series = [
        (one.key, SERIES[Series(one.key)], queries.next_written(one, today)) for one in queries.all_series()
    ]
    return {"company": queries.get_company(), "series": series}


@pages.route("/settings", methods=["GET", "POST"])
@needs("settings:read")
def settings() -> Response:
    if request.method == "POST" and not guard.viewer().may("settings:write"):
        raise Forbidden()
    return html.submit(
        CompanyForm,
        lambda values, version: actions.change_company(values, version, by=guard.viewer()),
        "company/settings.html",
        title=_l("Settings"),
        then=lambda _company: url_for("company.settings"),
        said=lambda _company: _("The settings have been saved."),
        cancel_url="/",
        stored=queries.get_company(),
        logo_error=None,
        **_around(),
    )


@pages.route("/settings/series/<key>", methods=["GET", "POST"])
@needs("settings:write")
def series(key: str) -> Response:
    if key not in list(Series):
        raise NotThere()
    found = queries.series_of(Series(key))
    return html.submit(
        SeriesForm,
        lambda values, _version: actions.change_series(
            Series(key), **values, by=guard.viewer(), today=languages.today()
        ),
        "company/series.html",
        title=_("Numbers: %(series)s", series=SERIES[Series(key)]),
        then=lambda _series: url_for("company.settings"),
        said=lambda _series: _("The number series has been saved."),
        cancel_url=url_for("company.settings"),
        stored=found,
        example=queries.next_written(found, languages.today()),
    )


@pages.get("/settings/logo")
@needs("settings:read")
def logo_page() -> Response:
    """The address of the logo's form; it stands on the settings page."""
    return html.go(url_for("company.settings"))


@pages.post("/settings/logo")
@needs("settings:write")
def logo() -> Response:
    try:
        html.message(_change_logo())
    except Refusal as refusal:
        return _wrong_logo(languages.sentence(refusal), refusal.status)
    return html.go(url_for("company.settings"))


def _change_logo() -> str:
    if request.form.get("remove"):
        actions.remove_logo(by=guard.viewer())
        return _("The logo has been removed.")
    file = request.files.get("logo")
    content = file.stream.read(actions.LARGEST_LOGO + 1) if file else b""
    if not content:
        raise NoFile()
    actions.set_logo(content, by=guard.viewer())
    return _("The logo has been saved.")


def _wrong_logo(error: str, status: int) -> Response:
    """The settings again, with the error at the file field."""
    company = queries.get_company()
    form = CompanyForm(formdata=None, obj=company)
    return html.render(
        "company/settings.html",
        status,
        form=form,
        form_url=url_for("company.settings"),
        title=_("Settings"),
        cancel_url="/",
        delete_url=None,
        can_repeat=False,
        version=company.version,
        logo_error=error,
        **_around(),
    )


@pages.get("/logo")
@needs(SIGNED_IN)
def show_logo() -> Response:
    content = queries.logo()
    company = queries.find_company()
    if content is None or company is None:
        raise NotThere()
    return current_app.response_class(content, mimetype=company.logo_type)
