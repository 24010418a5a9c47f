"""From a new customer to a paid invoice through the API alone, with a token: to be read as its documentation."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime, timedelta

import pypdfium2

from app.web.languages import company_today
from tests import cast

API = "/api/backoffice"


def test_from_customer_to_paid_invoice(api, app):
    leitung, buchhaltung = api("leitung"), api("buchhaltung")

    # A customer, with what an invoice needs to know of it.
    customer = leitung.post(
        f"{API}/crm/customers",
        {
            "name": "Weingut Prüm KG",
            "type": "B2B",
            "address": "Uferallee 19",
            "postal_code": "54470",
            "city": "Bernkastel-Kues",
            "vat_id": "DE136695976",
        },
    )
    assert customer["number"] == "K-00001"

    # Its project, at 95.00 € an hour.
    project = leitung.post(
        f"{API}/projects",
        {
            "customer_id": customer["id"],
            "department_id": str(cast.department()),
            "title": "Onlineshop",
            "status": "in_progress",
            "start_date": "2026-01-01",
            "hourly_rate": 95,
        },
    )
    assert project["number"] == "P-00001"

    # Three time entries: 2:30, 1:00 and 0:20 hours.
    day = datetime.now(UTC).replace(hour=8, minute=0, second=0, microsecond=0) - timedelta(days=3)
    for offset, minutes in ((0, 150), (3, 60), (5, 20)):
        start = day + timedelta(hours=offset)
        entry = leitung.post(
            f"{API}/time-entries",
            {
                "project_id": project["id"],
                "start_time": start.isoformat(),
                "end_time": (start + timedelta(minutes=minutes)).isoformat(),
                "note": "Warenkorb",
            },
        )
        assert entry["effective_rate"] == 95 and entry["rate_source"] == "project"
    assert entry["duration"] == "00:20:00"

    # And one by the timer.
    assert leitung.get(f"{API}/time-entries/running") is None
    timer = leitung.post(
        f"{API}/time-entries/start", {"project_id": project["id"], "note": "Kasse"}, status=200
    )
    assert leitung.get(f"{API}/time-tracking/running")["id"] == timer["id"]
    leitung.post(f"{API}/time-entries/start", {"project_id": project["id"]}, status=409)
    stopped = leitung.post(f"{API}/time-entries/stop", status=200)
    assert stopped["end_time"] and stopped["duration"] >= "00:00:01"
    listed = leitung.get(f"{API}/time-entries?project_id={project['id']}&billed=false")
    assert listed["total"] == 4 and listed["total_duration"] >= "03:50:01"
    # The timer ran for a second only: that is no hundredth of an hour, so it is not to be billed.
    leitung.put(f"{API}/time-entries/{stopped['id']}", {**stopped, "billable": False})

    # A draft from the time: 2.50 h + 1.00 h + 0.33 h, a line for each entry.
    invoice = leitung.post(
        f"{API}/invoices/from-time-entries", {"project_id": project["id"], "group_by": "entry"}
    )
    assert invoice["status"] == "draft" and invoice["invoice_number"] is None
    assert [line["quantity"] for line in invoice["line_items"]] == [2.5, 1, 0.33]
    assert [line["net"] for line in invoice["line_items"]] == [237.5, 95, 31.35]
    leitung.post(f"{API}/invoices/from-time-entries", {"project_id": project["id"]}, status=409)

    # One more line, with 7 % tax and 10 % discount; the lines that are sent with their id stay.
    book = {
        "description": "Fachbuch",
        "quantity": 3,
        "unit": "Stk.",
        "unit_price": 39.9,
        "tax_rate": 7,
        "discount_percent": 10,
    }
    invoice = leitung.patch(f"{API}/invoices/{invoice['id']}", {"line_items": [*invoice["line_items"], book]})
    assert invoice["line_items"][3]["net"] == 107.73
    assert invoice["tax_breakdown"] == [
        {"tax_rate": 19, "net": 363.85, "tax": 69.13},
        {"tax_rate": 7, "net": 107.73, "tax": 7.54},
    ]
    assert (invoice["subtotal"], invoice["tax_amount"], invoice["total"]) == (471.58, 76.67, 548.25)

    # Issuing needs more than writing. It gives the number, the dates and the PDF.
    leitung.patch(f"{API}/invoices/{invoice['id']}/status", {"status": "sent"}, status=403)
    issued = buchhaltung.patch(f"{API}/invoices/{invoice['id']}/status", {"status": "sent"})
    today = company_today()
    assert issued["invoice_number"] == f"RE-{today.year}-00001" and issued["status"] == "sent"
    assert issued["issued_date"] == today.isoformat()
    assert issued["due_date"] == (today + timedelta(days=14)).isoformat()
    assert issued["total"] == 548.25 == issued["outstanding_amount"]
    assert buchhaltung.get(f"{API}/invoices/by-number/{issued['invoice_number']}") == issued

    # Nothing of it changes any more.
    buchhaltung.patch(f"{API}/invoices/{invoice['id']}", {"line_items": [book]}, status=409)
    buchhaltung.delete(f"{API}/invoices/{invoice['id']}", status=409)
    leitung.delete(f"{API}/time-entries/{entry['id']}", status=409)

    # The PDF names the same cents.
    pdf = buchhaltung.get(issued["pdf_path"])
    assert pdf.mimetype == "application/pdf"
    text = pypdfium2.PdfDocument(io.BytesIO(pdf.data))[0].get_textpage().get_text_range()
    for written in ("471,58 €", "69,13 €", "7,54 €", "548,25 €", "Weingut Prüm KG", issued["invoice_number"]):
        assert written in text.replace("\u202f", " ").replace("\xa0", " "), written
    kept = buchhaltung.post(f"{API}/invoices/{invoice['id']}/regenerate-pdf", status=200)
    assert kept["sha256"] == hashlib.sha256(pdf.data).hexdigest()

    # A partial payment, then the rest; never more.
    payments = f"{API}/invoices/{invoice['id']}/payments"
    leitung.post(payments, {"amount": 200}, status=403)
    paid = buchhaltung.post(payments, {"amount": 200, "method": "bank_transfer", "reference": "AZ 7"})
    assert paid["payment_date"] == today.isoformat()
    assert buchhaltung.get(f"{API}/invoices/{invoice['id']}")["status"] == "partial"
    buchhaltung.post(payments, {"amount": 348.26}, status=409)
    buchhaltung.post(payments, {"amount": 348.25})
    done = buchhaltung.get(f"{API}/invoices/{invoice['id']}")
    assert (done["status"], done["paid_amount"], done["outstanding_amount"]) == ("paid", 548.25, 0)

    # And the statistics say the same.
    figures = buchhaltung.get(f"{API}/invoices/statistics")
    assert (figures["revenue_total"], figures["paid_total"], figures["outstanding_amount"]) == (
        471.58,
        548.25,
        0,
    )
    assert figures["by_status"]["paid"] == 1 and figures["total_count"] == 1
