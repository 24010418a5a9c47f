"""The tiles of what customers owe."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.company.queries import company_day
from app.database import utc_now
from app.invoices import queries
from app.invoices.pages.documents import pages
from app.invoices.queries import INVOICE
from app.views.tiles import Tile, show
from app.web import guard, languages
from app.web.guard import needs


def _invoices(count: int) -> str:
    return ngettext("%(num)s invoice", "%(num)s invoices", count)


@pages.get("/invoices/outstanding/tile")
@needs("invoices:read")
def outstanding_tile() -> Response:
    amount, count, _late, _late_count = queries.outstanding_totals(guard.viewer(), company_day(utc_now()))
    href = INVOICE.url("index", status=["sent", "partial", "overdue"], document_type="invoice")
    return show(Tile("outstanding", _("Outstanding"), languages.money(amount), _invoices(count), href))


@pages.get("/invoices/overdue/tile")
@needs("invoices:read")
def overdue_tile() -> Response:
    _all, _count, amount, count = queries.outstanding_totals(guard.viewer(), company_day(utc_now()))
    href = INVOICE.url("index", status="overdue")
    tone = "wrong" if count else None
    return show(Tile("overdue", _("Overdue"), languages.money(amount), _invoices(count), href, tone))
