"""Addresses of real records: what stands in the place of the ids, for somebody who may see it."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select
from werkzeug.routing import Rule

from app.accounts.models import ApiToken, Session
from app.company.rules import Series
from app.database import db
from app.invoices.models import Invoice
from app.links.kinds import kind_of
from app.permissions import Viewer
from app.sitemap import PARTS
from app.time_tracking.models import TimeEntry

KINDS = {kind.blueprint.replace("_", "-"): kind for part in PARTS for kind in part.kinds if kind.blueprint}
ALSO = {"time-tracking": "time_entry", "figures": "project"}
"""Words of addresses that are no kinds by themselves, and what follows them."""
OWN = {"sessions": Session, "tokens": ApiToken}
"""What belongs to one's account, and is no kind."""
DRAFTS = ("/issue", "/edit", "/delete")


def real(rule: Rule, viewer: Viewer) -> str | None:
    """The address with an id that this person can use; None when they see no such record."""
    path = rule.rule.replace("<kind>", "customer").replace("<key>", str(Series.INVOICE))
    if "<path:invoice_number>" in path:
        number = db.session.scalar(select(Invoice.invoice_number).where(Invoice.invoice_number.is_not(None)))
        path = path.replace("<path:invoice_number>", str(number))
    for place in re.findall(r"<uuid:\w+>", path):
        id = _an_id(path.split("/")[path.split("/").index(place) - 1], path, viewer)
        if id is None:
            return None
        path = path.replace(place, str(id))
    return path


def _an_id(word: str, path: str, viewer: Viewer) -> Any:
    if word in OWN:
        model = OWN[word]
        return db.session.scalar(select(model.id).where(model.employee_id == viewer.id))
    if word == "by-employee":
        return viewer.id
    if word in KINDS:
        kind = KINDS[word]
    else:
        kind = kind_of(ALSO.get(word) or word.removeprefix("by-"))
    query = kind.visible(viewer)
    if kind.model is Invoice:
        query = query.where(Invoice.issued_at.is_(None) if path.endswith(DRAFTS) else Invoice.paid_amount > 0)
    if kind.model is TimeEntry:
        query = query.where(TimeEntry.invoice_id.is_(None), TimeEntry.end_time.is_not(None))
    found = db.session.scalar(query.limit(1))
    return found.id if found is not None else None
