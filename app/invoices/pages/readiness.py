"""What stands between a draft and its issuing: what is missing, and what cannot be printed."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from app.invoices import queries
from app.invoices.models import Invoice
from app.invoices.pdf.fonts import drawable
from app.values.refusals import Refusal
from app.web import guard
from app.web.mending import told


@dataclass(frozen=True)
class Gap:
    """What is missing in one place: the link to where it is filled in, or whom to ask."""

    texts: str
    label: str
    href: str | None


def gaps(invoice: Invoice) -> list[Gap]:
    """What a draft still lacks to be issued, place by place."""
    if invoice.is_issued:
        return []
    viewer = guard.viewer()
    places = {
        "seller": (
            viewer.may("settings:write"),
            url_for("company.settings"),
            _("Settings"),
            _("Please ask somebody who may change the settings."),
        ),
        "buyer": (
            viewer.may("crm:write"),
            url_for("customers.edit", id=invoice.customer_id),
            _("Edit the customer"),
            _("Please ask somebody who may change customers."),
        ),
        "invoice": (
            viewer.may("invoices:write"),
            url_for("invoices.edit", id=invoice.id),
            _("Edit draft"),
            _("Please ask somebody who may write invoices."),
        ),
    }
    missing = queries.missing_to_issue(invoice, queries.parties_of(invoice))
    found = []
    for whose, (may, href, label, asked) in places.items():
        if texts := [_(one.text) for one in missing if one.whose == whose]:
            found.append(Gap(", ".join(texts), label if may else asked, href if may else None))
    return found


def contradiction(invoice: Invoice) -> str | None:
    """The sentence that will refuse the issuing of a draft because of its tax case; None when all is well."""
    if invoice.is_issued:
        return None
    try:
        queries.refuse_contradiction(invoice, queries.parties_of(invoice))
    except Refusal as refusal:
        return told(refusal)
    return None


def not_printed(invoice: Invoice) -> list[tuple[str, str]]:
    """Characters that the paper shows as “?”, since its typefaces lack them, with where they stand."""
    buyer = queries.parties_of(invoice).buyer
    texts = [
        (_("Line %(number)s", number=line.position), f"{line.description} {line.unit}")
        for line in invoice.line_items
    ]
    texts.append((_("Customer"), f"{buyer['name']} {buyer['address']} {buyer['city']}"))
    texts.append((_("Text under the invoice"), invoice.terms or ""))
    return [(where, lost) for where, text in texts if (lost := _lost(text))]


def _lost(text: str) -> str:
    signs = dict.fromkeys(unicodedata.normalize("NFC", text))
    return " ".join(sign for sign in signs if sign != "?" and drawable(sign) == "?")
