"""What Chromium prints of a list, a record and the overview."""

from __future__ import annotations

from uuid import UUID

import pypdfium2
import pytest
from playwright.sync_api import expect

from app.web.languages import company_today
from tests.invoices.given import issued, line, pay

pytestmark = pytest.mark.browser


@pytest.fixture
def invoices(address, servers):
    """Ten overdue invoices of one customer; gives the address of the last one, and of the customer."""
    with servers("sqlite").app.app_context():
        first = issued(line("1", "1000"), notes="Nur für uns", today=company_today().replace(year=2025))
        for number in range(9):
            made = issued(line("1", str(1001 + number)), customer_id=first.customer_id, today=company_today())
        pay(first, "100", company_today(), company_today())
        return f"/invoices/{first.id}", f"/crm/customers/{made.customer_id}"


@pytest.fixture
def printed(person, tmp_path):
    """The text of each printed page of an address, in the dark as people may have it on their screen."""

    def of(path, *awaited):
        one = person("admin", color_scheme="dark")
        page = one.open(path)
        for words in awaited:
            page.get_by_text(words).first.wait_for(state="attached")
        page.pdf(path=tmp_path / "x.pdf", prefer_css_page_size=True)
        with pypdfium2.PdfDocument(tmp_path / "x.pdf") as document:
            return [sheet.get_textpage().get_text_bounded() for sheet in document]

    return of


def test_a_list_is_printed_without_controls(printed, invoices):
    (text,) = printed("/invoices?sort=total", "Netto")
    assert "RE-2026-00001" in text or "1.190,00" in text
    assert "1–10 von 10" in text and "Netto" in text and "1 / 1" in text
    assert "Muster & Partner" in text
    for control in ("Neue Rechnung", "Zurücksetzen", "CSV", "Seite", "Filter", "Stoppuhr"):
        assert control not in text


def test_sums_do_not_stand_alone_on_a_page(printed, invoices, servers):
    with servers("sqlite").app.app_context():
        customer_id = UUID(invoices[1].rpartition("/")[2])
        for _number in range(14):
            issued(line("1", "10"), customer_id=customer_id, today=company_today())
    *_before, last = printed("/invoices", "Netto")
    assert "Netto" in last and "RE-" in last


def test_a_record_says_what_a_client_may_read(printed, invoices):
    (text,) = printed(invoices[0], "Verlauf")
    assert "Positionen" in text and "1.190,00" in text and "Zahlung" in text
    for internal in ("Verlauf", "Erinnerungen", "Nur für uns", "Bearbeiten", "Hier ist nichts", "Hinzufügen"):
        assert internal not in text


def test_panels_are_printed_whole(printed, invoices):
    text = "\n".join(printed(invoices[1], "Alle anzeigen"))
    assert text.count("RE-") == 10 and "Alle anzeigen" not in text
    assert text.index("Adresse") < text.index("RE-")


def test_the_overview_is_printed_with_its_lists(printed, invoices):
    text = "\n".join(printed("/", "RE-"))
    assert "Überfällig" in text and "RE-" in text


def test_control_p_waits_for_panels_out_of_sight(person, invoices):
    one = person("admin", viewport={"width": 1200, "height": 300})
    page = one.open(invoices[1])
    page.evaluate(
        """window.print = () => {
          document.title = `printed with ${document.querySelectorAll(".panel .skeleton").length} empty panels`;
        }"""
    )
    one.press("Control+p")
    expect(page).to_have_title("printed with 0 empty panels")
