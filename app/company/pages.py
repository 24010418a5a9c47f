"""The settings: the firm's data, its logo, and its number series."""

from __future__ import annotations

from flask import Blueprint, current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.company import actions, queries
from app.company.forms import CompanyForm, SeriesForm
from app.company.rules import NotAPicture, Series, written_number
from app.company.words import SERIES
from app.permissions import SIGNED_IN
from app.values.refusals import Forbidden, NotThere, Refusal
from app.web import guard, html, languages
from app.web.guard import needs

pages = Blueprint("company", __name__)


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
        company=queries.get_company(),
        series=_series(),
        logo_error=None,
    )


def _series() -> list[tuple[str, object, str]]:
    """Each series with its word and a number as an example."""
    year = languages.today().year
    return [
        (one.key, SERIES[Series(one.key)], written_number(one.pattern, year=year, value=one.start))
        for one in queries.all_series()
    ]


@pages.route("/settings/series/<key>", methods=["GET", "POST"])
@needs("settings:write")
def series(key: str) -> Response:
    if key not in list(Series):
        raise NotThere()
    found = queries.series_of(Series(key))
    return html.submit(
        SeriesForm,
        lambda values, _version: actions.change_series(Series(key), **values, by=guard.viewer()),
        "company/series.html",
        title=_("Numbers: %(series)s", series=SERIES[Series(key)]),
        then=lambda _series: url_for("company.settings"),
        said=lambda _series: _("The number series has been saved."),
        cancel_url=url_for("company.settings"),
        stored=found,
    )


@pages.post("/settings/logo")
@needs("settings:write")
def logo() -> Response:
    file = request.files.get("logo")
    try:
        if request.form.get("remove"):
            actions.remove_logo(by=guard.viewer())
            html.message(_("The logo has been removed."))
        else:
            content = file.stream.read(actions.LARGEST_LOGO + 1) if file else b""
            if not content:
                raise NotAPicture()
            actions.set_logo(content, by=guard.viewer())
            html.message(_("The logo has been saved."))
    except Refusal as refusal:
        html.message(languages.sentence(refusal), "error")
    return html.go(url_for("company.settings"))


@pages.get("/logo")
@needs(SIGNED_IN)
def show_logo() -> Response:
    content = queries.logo()
    company = queries.find_company()
    if content is None or company is None:
        raise NotThere()
    return current_app.response_class(content, mimetype=company.logo_type)
