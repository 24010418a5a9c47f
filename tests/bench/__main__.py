"""Measures pages, the API, PDFs and issuing on the demonstration company with many more rows, on SQLite."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import select

from app import create_app
from app.database import db
from app.invoices.actions import drawn
from app.invoices.models import Invoice
from config import read
from tests import bulk, cast
from tests.invoices import given
from tests.pages import Api, Pages

ROWS = 20_000
PATHS = (
    "/",
    "/crm/customers",
    "/crm/customers?q=kunde+000123",
    "/crm/customers?q=gibtesnicht",
    "/projects",
    "/time-entries",
    "/time-entries?sort=-duration&page=3",
    "/invoices",
    "/invoices?status=draft",
)


def median(do, times: int = 15) -> float:
    """The median of some runs, in milliseconds."""
    do()
    took = []
    for _run in range(times):
        began = time.perf_counter()
        do()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def main() -> None:
    """Prints a table."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(read({"APP_ENV": "test", "DATA_DIR": folder, "LOG_LEVEL": "ERROR"}))
        with app.app_context():
            upgrade()
            cast.engage()
            for first in range(0, ROWS, 2000):
                bulk.fill(2000, first)
            size = (Path(folder) / "kontor.db").stat().st_size
            print(f"{ROWS} customers, projects, time entries and invoices; {size // 2**20} MiB\n")
            browser, client = Pages(app)("admin"), Api(app)("admin")
            for path in PATHS:
                print(f"{median(lambda path=path: browser.raw('GET', path)):8.1f} ms  page {path}")
            for part in ("results", "summary"):
                took = median(lambda part=part: browser.raw("GET", "/time-entries", part=part))
                print(f"{took:8.1f} ms  part {part} of /time-entries")
            took = median(lambda: client.get("/api/backoffice/invoices?limit=50"))
            print(f"{took:8.1f} ms  API, 50 invoices")
            print(f"{median(lambda: given.issued()):8.1f} ms  issue an invoice, PDF kept")
            invoice = db.session.scalars(select(Invoice).where(Invoice.issued_at.is_not(None)).limit(1)).one()
            print(f"{median(lambda: drawn(invoice)):8.1f} ms  draw its PDF")
            db.session.remove()
            db.engine.dispose()


main()
