"""Pages of documents: the list, one document, and writing a draft."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.company.queries import company_day, get_company
from app.database import utc_now
from app.invoices import actions, queries
from app.invoices.forms import InvoiceForm, LineForm, NotesForm
from app.invoices.models import Invoice
from app.invoices.pages.preview import preview
from app.invoices.pages.readiness import contradiction, gaps
from app.invoices.pdf.figures import quantities
from app.invoices.queries import INVOICE, named
from app.invoices.rules import InvoiceStatus, shows_tax
from app.projects.queries import PROJECT
from app.views import forms, records
from app.views.render import render
from app.web import guard, languages
from app.web.guard import needs

pages = Blueprint("invoices", __name__)


def found(id_: UUID) -> Invoice:
    """The document of an address, as far as the viewer may see it."""
    invoice: Invoice = INVOICE.get(id_, guard.viewer())
    return invoice


@pages.get("/invoices")
@needs("invoices:read")
def index() -> Response:
    return records.index(INVOICE, "invoices/index.html")


@pages.get("/invoices/<uuid:id>")
@needs("invoices:read")
def show(id: UUID) -> Response:
    invoice, viewer = found(id), guard.viewer()
    status = invoice.status_on(company_day(utc_now()))
    payable = (InvoiceStatus.SENT, InvoiceStatus.PARTIAL, InvoiceStatus.OVERDUE)
    parties = queries.parties_of(invoice)
    return records.detail(
        INVOICE,
        invoice,
        "invoices/show.html",
        deletable=not invoice.is_issued,
        name=named(invoice),
        state=status,
        parties=parties,
        totals=invoice.totals,
        shows_tax=shows_tax(parties.tax_case, invoice.tax_amount),
        quantities=[languages.signed(one) for one in quantities(invoice.line_items, languages.language())],
        gaps=gaps(invoice),
        contradiction=contradiction(invoice),
        payments=queries.payments_of(invoice) if viewer.may("payments:read") else [],
        sees_project=bool(invoice.project_id and PROJECT.find(invoice.project_id, viewer)),
        can_pay=status in payable and not invoice.is_cancellation and viewer.may("payments:write"),
        can_cancel=invoice.is_issued
        and not invoice.is_cancellation
        and invoice.cancelled_by_id is None
        and viewer.may("invoices:manage"),
        paid_percent=int(invoice.paid_amount * 100 / invoice.total) if invoice.total > 0 else 0,
    )


def _form_page(title: str, action: Any, said: str, cancel_url: str, **more: Any) -> Response:
    def carried_out(values: dict[str, Any], version: int | None) -> Invoice:
        for line in values["line_items"]:
            line.pop("position", None)  # on a page the order of the lines says it
        return action(values, version)

    return forms.submit(
        InvoiceForm,
        carried_out,
        "invoices/form.html",
        title=title,
        then=lambda invoice: INVOICE.url("show", id=invoice.id),
        said=lambda _invoice: said,
        cancel_url=cancel_url,
        preview=preview,
        empty_line=LineForm(formdata=None, prefix="line_items-__index__-", data=_first_line()),
        wide=True,
        reshape=_reshaped,
        **more,
    )


def _first_line() -> dict[str, Any]:
    rate = 0 if get_company().small_business else 19
    return {"unit": "Std.", "tax_rate": rate, "quantity": None, "discount_percent": None}


def _reshaped(form: InvoiceForm) -> bool:
    """One line more or less, as the buttons of the lines ask for where no script does it."""
    if "add_line" in request.form:
        form.add_line(_first_line())
    elif "remove_line" in request.form:
        removed = request.form["remove_line"]
        form.keep_lines([str(number) != removed for number in form.line_items.sent_numbers])
        if not form.line_items.rows():
            form.add_line(_first_line())
    else:
        return False
    return True


@pages.route("/invoices/new", methods=records.FORM)
@needs("invoices:write")
def new() -> Response:
    defaults: dict[str, Any] = {"terms": get_company().terms, "line_items": [_first_line()]}
    defaults |= forms.preset("customer_id", "project_id")
    if "project_id" in defaults and "customer_id" not in defaults:
        project = PROJECT.find(defaults["project_id"], guard.viewer())
        defaults["customer_id"] = project.customer_id if project else None
    return _form_page(
        _("New invoice"),
        lambda values, _version: actions.create_draft(values, by=guard.viewer()),
        _("The draft has been saved."),
        INVOICE.url("index"),
        defaults=defaults,
    )


@pages.route("/invoices/<uuid:id>/edit", methods=records.FORM)
@needs("invoices:write")
def edit(id: UUID) -> Response:
    invoice = found(id)
    back = INVOICE.url("show", id=id)
    if invoice.is_issued:
        return forms.submit(
            NotesForm,
            lambda values, version: actions.change_notes(
                invoice, values["notes"], version, by=guard.viewer()
            ),
            "layouts/dialog_form.html",
            title=_("Notes on %(name)s", name=named(invoice)),
            then=lambda _invoice: back,
            said=lambda _invoice: _("The notes have been saved."),
            cancel_url=back,
            stored=invoice,
        )
    return _form_page(
        _("Edit draft"),
        lambda values, version: actions.change_draft(invoice, values, version, by=guard.viewer()),
        _("The draft has been saved."),
        back,
        stored=invoice,
        delete_url=INVOICE.url("delete", id=id) if guard.viewer().may("invoices:delete") else None,
    )


@pages.post("/invoices/totals")
@needs("invoices:write")
def totals() -> Response:
    """The sums of a form that is being filled in; whatever is not readable yet just does not count."""
    form = InvoiceForm(formdata=request.form)
    return render("invoices/_totals.html", found=preview(form), swapped=True)
