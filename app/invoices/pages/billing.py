"""Making a draft from recorded time, with a preview of its lines."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.invoices import actions
from app.invoices.forms import FromTimeForm
from app.invoices.pages.documents import pages
from app.invoices.pages.preview import preview_billing
from app.invoices.rules import GroupBy
from app.views import html
from app.web import guard
from app.web.guard import needs


@pages.route("/invoices/from-time", methods=["GET", "POST"])
@needs("invoices:write")
def from_time() -> Response:
    return html.submit(
        FromTimeForm,
        lambda values, _version: actions.draft_from_time(**values, by=guard.viewer()),
        "invoices/from_time.html",
        title=_("Invoice from time"),
        then=lambda invoice: url_for("invoices.show", id=invoice.id),
        said=lambda _invoice: _("The draft has been made."),
        cancel_url=url_for("invoices.index"),
        defaults={"group_by": GroupBy.PROJECT} | html.preset("project_id", "customer_id"),
        preview=preview_billing,
        submit_label=_("Make the draft"),
        wide=True,
    )


@pages.post("/invoices/from-time/preview")
@needs("invoices:write")
def from_time_preview() -> Response:
    """The lines that the form as it stands would become."""
    form = FromTimeForm(formdata=request.form)
    return html.render("invoices/_billing.html", found=preview_billing(form))
