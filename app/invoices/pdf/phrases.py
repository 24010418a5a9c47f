"""The paper's own phrases. Its language is the customer's, not that of whoever prints it: so no gettext."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    locale: str
    invoice: str
    cancellation: str
    draft: str
    draft_title: str
    dated: str
    cancels: str
    cancels_dated: str
    nothing_to_pay: str
    project: str
    number: str
    cancellation_number: str
    issue_date: str
    cancellation_date: str
    service_period: str
    service_date: str
    customer_number: str
    reference: str
    buyer_vat_id: str
    due: str
    position: str
    description: str
    quantity: str
    unit_price: str
    tax: str
    net: str
    amount: str
    discount: str
    carried: str
    tax_on: str
    total: str
    pay_until: str
    pay: str
    pay_until_without_account: str
    pay_without_account: str
    thanks: str
    page: str
    vat_id: str
    tax_id: str


GERMAN = Phrases(
    locale="de-DE",
    invoice="Rechnung",
    cancellation="Stornorechnung",
    draft="ENTWURF",
    draft_title="{title} – ENTWURF",
    dated="{title} vom {date}",
    cancels="Storno zu Rechnung {number}",
    cancels_dated="Storno zu Rechnung {number} vom {date}",
    nothing_to_pay="Diese Stornorechnung hebt die genannte Rechnung auf. Es ist nichts zu zahlen.",
    project="Projekt {project}",
    number="Rechnungsnummer",
    cancellation_number="Stornonummer",
    issue_date="Rechnungsdatum",
    cancellation_date="Stornodatum",
    service_period="Leistungszeitraum",
    service_date="Leistungsdatum",
    customer_number="Kundennummer",
    reference="Ihre Referenz",
    buyer_vat_id="Ihre USt-IdNr.",
    due="Zahlbar bis",
    position="Pos.",
    description="Leistung",
    quantity="Menge",
    unit_price="Einzelpreis",
    tax="USt.",
    net="Netto",
    amount="Betrag",
    discount="abzüglich {rate} Rabatt",
    carried="Übertrag",
    tax_on="USt. {rate} auf {net}",
    total="Gesamtbetrag",
    pay_until="Bitte überweisen Sie den Gesamtbetrag bis zum {date} unter Angabe der Rechnungsnummer auf das "
    "unten genannte Konto.",
    pay="Bitte überweisen Sie den Gesamtbetrag unter Angabe der Rechnungsnummer auf das "
    "unten genannte Konto.",
    pay_until_without_account="Bitte zahlen Sie den Gesamtbetrag bis zum {date}.",
    pay_without_account="Bitte zahlen Sie den Gesamtbetrag.",
    thanks="Vielen Dank für die gute Zusammenarbeit.",
    page="Seite {number} von {count}",
    vat_id="USt-IdNr. {id}",
    tax_id="St.-Nr. {id}",
)

ENGLISH = Phrases(
    locale="en-GB",
    invoice="Invoice",
    cancellation="Cancellation invoice",
    draft="DRAFT",
    draft_title="{title} – DRAFT",
    dated="{title} of {date}",
    cancels="Cancels invoice {number}",
    cancels_dated="Cancels invoice {number} of {date}",
    nothing_to_pay="This cancellation invoice reverses the invoice named above in full. No payment is due.",
    project="Project {project}",
    number="Invoice number",
    cancellation_number="Cancellation no.",
    issue_date="Invoice date",
    cancellation_date="Cancellation date",
    service_period="Service period",
    service_date="Service date",
    customer_number="Customer number",
    reference="Your reference",
    buyer_vat_id="Your VAT ID",
    due="Payable by",
    position="No.",
    description="Description",
    quantity="Quantity",
    unit_price="Unit price",
    tax="VAT",
    net="Net",
    amount="Amount",
    discount="less {rate} discount",
    carried="Carried forward",
    tax_on="VAT {rate} on {net}",
    total="Total",
    pay_until="Please transfer the total by {date} to the account below, quoting the invoice number.",
    pay="Please transfer the total to the account below, quoting the invoice number.",
    pay_until_without_account="Please pay the total by {date}.",
    pay_without_account="Please pay the total.",
    thanks="Thank you for working with us.",
    page="Page {number} of {count}",
    vat_id="VAT ID {id}",
    tax_id="Tax no. {id}",
)


def phrases(language: str) -> Phrases:
    return ENGLISH if language == "en" else GERMAN
