"""What is sent back as it was shown keeps its stored value exactly, in every field and every form."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from flask import render_template_string
from lxml import html
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from app.audit.models import AuditRecord
from app.company.queries import get_company
from app.crm.models import Contact, Customer
from app.database import atomic, db
from app.forms.fields import (
    Choice,
    Day,
    Email,
    Flag,
    LongText,
    MoneyField,
    Number,
    Text,
    Website,
    WholeNumber,
)
from app.forms.fields.moments import Moment
from app.forms.form import Form
from app.invoices.models import Invoice, InvoiceLine
from app.people.models import Department
from app.projects.actions import _set_team
from app.projects.models import Project
from app.time_tracking.models import TimeEntry
from app.values.words import Word
from tests import cast
from tests.pages import filled
from tests.records import one_of_each
from tests.web.test_parts import places

pytestmark = pytest.mark.on("sqlite")


class Colour(Word):
    RED = "red", "rot"
    BLUE = "blue", "blau"


KEPT = [
    (Number("Zahl", places=2), Decimal("1.23456")),
    (Number("Zahl", places=4, shown=2), Decimal("10.0000")),
    (Number("Zahl", places=2, most=100), Decimal(250)),
    (Number("Zahl", default=Decimal(7)), None),
    (MoneyField("Betrag"), Decimal("-0.005")),
    (WholeNumber("Zahl"), 1_234_567_890_123),
    (Day("Tag"), date(1066, 10, 14)),
    (Moment("Zeit"), datetime(2026, 11, 22, 9, 30, 15, 123456, tzinfo=UTC)),
    (Moment("Zeit"), datetime(2026, 11, 22, 9, 30, 0, 123456, tzinfo=UTC)),
    (Moment("Zeit"), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    (Moment("Zeit"), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    (Text("Text"), "  vorn und hinten  "),
    (Text("Text"), "zwei\nZeilen"),
    (Text("Text", default="Std."), ""),
    (LongText("Text"), "Eins\r\nZwei\rDrei\nVier\r\n"),
    (LongText("Text"), "\n\nTief unten"),
    (LongText("Text", max_length=5000), "x\n" * 2500),
    (Email("Mail"), "Jana.Kraemer@Example.com"),
    (Website("Seite"), "kontor.example"),
    (Choice("Farbe", Colour), None),
    (Choice("Farbe", Colour, default=Colour.RED), Colour.BLUE),
    (Flag("Ja"), None),
    (Flag("Ja", default=True), False),
]


@pytest.fixture
def kernel(servers):
    """The application; no database is asked."""
    return servers("sqlite").app


@pytest.mark.parametrize(("field", "value"), KEPT)
def test_a_field_keeps_what_it_showed(kernel, field, value):
    class OneField(Form):
        one = field

    stored = SimpleNamespace(one=value)
    with kernel.test_request_context():
        shown = OneField(formdata=None, obj=stored)
        page = html.fragment_fromstring(render_template_string("{{ ui.fields(form) }}", form=shown), "form")
        again = OneField(formdata=MultiDict(filled(page)), obj=stored)
        assert not again.one.process_errors
        assert again.values()["one"] == value and type(again.values()["one"]) is type(value)


@pytest.mark.parametrize(
    ("field", "value", "text", "read"),
    [
        (Number("Zahl", places=2), Decimal("1.23456"), "1,24", Decimal("1.24")),
        (Moment("Zeit"), datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "25.10.2026 03:30",
         datetime(2026, 10, 25, 2, 30, tzinfo=UTC)),
        (LongText("Text"), "Eins\r\nZwei", "Eins\r\nZwei\r\nDrei", "Eins\nZwei\nDrei"),
        (Text("Text"), "Eins", "", None),
        (Text("Text"), "ab", "a\nb", "a\nb"),
        (Flag("Ja"), None, "y", True),
    ],
)  # fmt: skip
def test_a_field_takes_what_was_changed(kernel, field, value, text, read):
    class OneField(Form):
        one = field

    with kernel.test_request_context():
        again = OneField(formdata=MultiDict({"one": text}), obj=SimpleNamespace(one=value))
        assert again.values()["one"] == read


@atomic
def _make_it_odd():
    """Values that come from other doors and other times than the forms."""
    for customer in db.session.scalars(select(Customer)):
        customer.address, customer.hourly_rate = "Hof 1\r\nHinterhaus\r\n", Decimal("99.9999")
        customer.email, customer.website = "Post@Example.com", "example.com"
    for project in db.session.scalars(select(Project)):
        project.description, project.budget_hours = " Ziel:\r\n– fertig ", Decimal("0.125")
        _set_team(project, [cast.employee("mitarbeit").id, cast.employee("fremd").id])
    for entry in db.session.scalars(select(TimeEntry)):
        entry.start_time = datetime(2026, 10, 25, 1, 30, 7, tzinfo=UTC)
        entry.end_time = datetime(2026, 10, 25, 2, 0, 7, tzinfo=UTC)
    for contact in db.session.scalars(select(Contact)):
        contact.position = " Leitung "
    for line in db.session.scalars(select(InvoiceLine).join(Invoice).where(Invoice.issued_at.is_(None))):
        line.description = "Wartung\r\nim Haus\r\n"
    for department in db.session.scalars(select(Department)):
        department.description = "Eins\r\nZwei"
    company = get_company()
    company.iban, company.terms = "DE02 1203 0000 0000 2020 51", "Danke!\r\n\r\n"


def test_every_form_sent_back_as_it_was_shown_changes_nothing(app, pages):
    """Walks the forms of one record of each list, and the settings: nothing is to be recorded."""
    one_of_each(app)
    _make_it_odd()
    browser, tried = pages("admin"), []
    for path, page in places(app, browser):
        for form in page.xpath("//form[@method='post' and .//input[@name='version']]"):
            before = db.session.scalar(select(func.count()).select_from(AuditRecord))
            answer = browser.post(form.get("action"), filled(form))
            assert answer.status_code == 303, (path, answer.status_code, answer.text[:3000])
            db.session.rollback()
            assert db.session.scalar(select(func.count()).select_from(AuditRecord)) == before, path
            tried.append(path)
    assert len(tried) >= 9, tried
