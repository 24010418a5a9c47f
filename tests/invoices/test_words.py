"""How documents are spoken of: their status, amounts that are taken back, and refusals before issuing."""

from __future__ import annotations

from datetime import timedelta

from app.web.languages import company_today
from tests.invoices.given import cancel, draft, issued
from tests.pages import lint, readable


def test_a_document_that_was_just_issued_is_issued_and_not_sent(pages, app):
    made = issued(today=company_today())
    page = readable(pages("buchhaltung").get(f"/invoices/{made.id}").xpath("//main")[0])
    assert "Ausgestellt" in page and "Versendet" not in page


def test_what_is_taken_back_has_the_sign_of_the_minus(pages, app):
    taken_back = cancel(issued(today=company_today()), company_today())
    page = readable(pages("buchhaltung").get(f"/invoices/{taken_back.id}").xpath("//main")[0])
    assert "−1.749,30" in page and "−14 Std." in page and "-1" not in page


def test_an_export_keeps_the_sign_that_spreadsheets_read(pages, app):
    cancel(issued(today=company_today()), company_today())
    answer = pages("buchhaltung").raw("GET", "/invoices?export=csv&document_type=cancellation")
    assert "-1749,30" in answer.text


def test_a_refused_issuing_says_why_and_leads_to_the_draft(pages, app):
    made = draft(issued_date=company_today() + timedelta(days=2))
    place = f"/invoices/{made.id}"
    page = lint(pages("buchhaltung").post(f"{place}/issue", {"version": "1"}).text)
    words = readable(page.get_element_by_id("form-errors"))
    assert "Das geht so nicht" in words and "Zukunft" in words
    assert f"{place}/edit" in page.xpath("//div[@class='dialog-actions']//a/@href")


def test_what_is_missing_is_said_once(pages, app):
    made = draft()
    pages("admin").post("/settings", {"city": "", "name": "Muster"})
    page = lint(pages("admin").post(f"/invoices/{made.id}/issue", {"version": "1"}).text)
    assert not page.xpath("//*[@id='form-errors']") and page.xpath("//*[contains(@class, 'notice-warning')]")


def test_issuing_what_somebody_changed_shows_the_present_state(pages, app):
    made = draft()
    page = lint(pages("buchhaltung").post(f"/invoices/{made.id}/issue", {"version": "99"}).text)
    assert "Inzwischen geändert" in readable(page.get_element_by_id("form-errors"))
    assert page.xpath("//button[@type='submit' and contains(@class, 'btn-primary')]")
