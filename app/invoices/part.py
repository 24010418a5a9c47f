"""Documents and payments on the site."""

from flask_babel import lazy_gettext as _l

from app.invoices import api, lists, pages
from app.invoices.queries import HAS_INVOICES, INVOICE, PAYMENT
from app.links.panels import Panel
from app.views.first_steps import FirstStep
from app.views.part import Part, Place, Widget

_ADDRESS = "/api/backoffice/invoices"

PART = Part(
    pages=(pages.pages, pages.payment_pages),
    api=((api.api, _ADDRESS), (api.payments_api, _ADDRESS)),
    kinds=(INVOICE, PAYMENT),
    lists={"invoices": lists.invoices, "payments": lists.payments},
    first_steps=(
        FirstStep(
            "invoice", _l("Issue the first invoice"), "invoices.index", "invoices:write", HAS_INVOICES, 80
        ),
    ),
    places=(
        Place(_l("Invoices"), "invoices.index", "file-invoice", "invoices:read", "g r", also="/payments"),
        Place(_l("Payments"), "payments.index", "cash", "payments:read", "g b", listed=False),
    ),
    panels=tuple(
        Panel(
            "invoices",
            _l("Invoices"),
            "invoices:read",
            "invoices.index",
            by=f"{kind}_id",
            on=(kind,),
            order=40,
            add="invoices.new",
            add_needs="invoices:write",
            empty=_l("No invoice yet. Write one, or make one from recorded time."),
        )
        for kind in ("customer", "project")
    ),
    widgets=(
        Widget("outstanding", _l("Outstanding"), "invoices.outstanding_tile", "invoices:read"),
        Widget("overdue", _l("Overdue"), "invoices.overdue_tile", "invoices:read"),
        Widget(
            "overdue-invoices",
            _l("Overdue invoices"),
            "invoices.index",
            "invoices:read",
            is_list=True,
            values=lambda _viewer: {"status": "overdue"},
            empty=_l("No invoice is overdue."),
        ),
    ),
)
