"""Making a draft from recorded time, with a preview of its lines."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.invoices import actions
from app.invoices.forms import FromTimeForm
from app.invoices.pages.documents import pages
from app.invoices.pages.preview import preview_billing
from app.invoices.queries import INVOICE
from app.invoices.rules import GroupBy
from app.views import forms, records
from app.views.render import render
from app.web.guard import needs


@pages.route("/invoices/from-time", methods=records.FORM)
@needs("invoices:write")
def from_time() -> Response:
    return records.new(
        INVOICE,
        FromTimeForm,
        actions.draft_from_time,
        "invoices/from_time.html",
        title=_("Invoice from time"),
        said=lambda _invoice: _("The draft has been made."),
        defaults={"group_by": GroupBy.PROJECT} | forms.preset("project_id", "customer_id"),
        preview=preview_billing,
        submit_label=_("Make the draft"),
        wide=True,
        again=None,
    )


@pages.post("/invoices/from-time/preview")
@needs("invoices:write")
def from_time_preview() -> Response:
    """The lines that the form as it stands would become."""
    form = FromTimeForm(formdata=request.form)
    return render("invoices/_billing.html", found=preview_billing(form))
