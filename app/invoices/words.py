"""The words of documents, their status and payments, and what histories say of them."""

from flask_babel import lazy_gettext as _l

from app.invoices.rules import DocumentType, InvoiceStatus, PaymentMethod, TaxCase
from app.invoices.rules.billing import GROUPINGS
from app.values.texts import N_

STATUS = {
    InvoiceStatus.DRAFT: _l("Draft"),
    InvoiceStatus.SENT: _l("Sent"),
    InvoiceStatus.PARTIAL: _l("Partly paid"),
    InvoiceStatus.PAID: _l("Paid"),
    InvoiceStatus.OVERDUE: _l("Overdue"),
    InvoiceStatus.CANCELLED: _l("Cancelled (invoice)"),
}
DOCUMENT_TYPE = {
    DocumentType.INVOICE: _l("Invoice"),
    DocumentType.CANCELLATION: _l("Cancellation invoice"),
}
METHOD = {
    PaymentMethod.BANK_TRANSFER: _l("Bank transfer"),
    PaymentMethod.CREDIT_CARD: _l("Credit card"),
    PaymentMethod.CASH: _l("Cash"),
    PaymentMethod.PAYPAL: _l("PayPal"),
    PaymentMethod.OTHER: _l("Other (payment)"),
}
TAX_CASE = {
    TaxCase.STANDARD: _l("with VAT"),
    TaxCase.SMALL_BUSINESS: _l("small business, § 19 UStG"),
    TaxCase.REVERSE_CHARGE: _l("reverse charge, § 13b UStG"),
    TaxCase.INTRA_COMMUNITY: _l("goods to the EU, tax-free"),
    TaxCase.EXPORT: _l("outside the EU, without German VAT"),
    TaxCase.EXEMPT: _l("tax-exempt, § 4 UStG"),
}

GROUPING = {by: _l(text) for by, text in GROUPINGS.items()}

PAYMENT_BOOKED = {
    PaymentMethod.BANK_TRANSFER: N_("Payment of %(amount)s booked, bank transfer"),
    PaymentMethod.CREDIT_CARD: N_("Payment of %(amount)s booked, credit card"),
    PaymentMethod.CASH: N_("Payment of %(amount)s booked, cash"),
    PaymentMethod.PAYPAL: N_("Payment of %(amount)s booked, PayPal"),
    PaymentMethod.OTHER: N_("Payment of %(amount)s booked"),
}
