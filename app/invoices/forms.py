"""What people may send about documents and payments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.forms.fields import Choice, Day, Field, LongText, MoneyField, Number, Text, WholeNumber
from app.forms.form import Form
from app.forms.lines import Lines
from app.forms.references import Reference, read_uuid
from app.invoices.rules import GroupBy, InvoiceStatus, PaymentMethod, TaxCase
from app.invoices.rules.billing import MOST_LINES
from app.values.days import Lean


class LineId(Field):
    """The id of a line that is already there; hidden on pages."""

    shape = "hidden"
    schema: ClassVar[dict[str, Any]] = {"type": "string", "format": "uuid"}

    def read(self, text: str) -> UUID:
        return read_uuid(text)

    def take(self, value: Any) -> UUID:
        if not isinstance(value, str):
            raise ValueError(_("This is not a valid id."))
        return read_uuid(value)


class TaxCaseChoice(Choice):
    """A tax case, or none: then seller and buyer decide."""

    @property
    def options(self) -> list[tuple[str, Any, bool]]:
        (value, _dash, chosen), *others = super().options
        return [(value, _("automatic"), chosen), *others]


class LineForm(Form):
    """A line. The limits keep every sum within what the database can hold."""

    read_only = Form.read_only | {"net"}

    id = LineId()
    position = WholeNumber(_l("Position"), least=1)
    description = LongText(_l("Description"), required=True, rows=1)
    quantity = Number(_l("Quantity"), required=True, places=3, shown=0, above=0, whole=6)
    unit = Text(_l("Unit"), default="Std.", max_length=20)
    unit_price = Number(_l("Unit price"), required=True, places=4, shown=2, whole=7)
    tax_rate = Number(_l("VAT"), places=2, shown=0, most=100)
    discount_percent = Number(_l("Discount"), places=2, shown=0, most=100, default=Decimal(0))

    @property
    def in_words(self) -> str:
        amount = f"{self.quantity.written} {self.unit.written} × {self.unit_price.written} €"
        shares = [f"{one.written} %" for one in (self.tax_rate,) if one.written]
        if self.discount_percent.data:
            shares.append(f"{self.discount_percent.label.text} {self.discount_percent.written} %")
        return " · ".join([self.description.written.partition("\n")[0], amount, *shares])

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has written anything that makes it a line; unit and tax are there from the start."""
        return not any(one.written.strip() for one in (self.description, self.quantity, self.unit_price))

    @property
    def is_left_empty(self) -> bool:
        """Whether a page sent it as it had made it. A stored line goes by its bin only."""
        return self.quantity.typed is not None and self.is_untouched and self.id.data is None


class InvoiceForm(Form):
    read_only = Form.read_only | {
        "invoice_number",
        "document_type",
        "status",
        "currency",
        "subtotal",
        "tax_breakdown",
        "tax_amount",
        "total",
        "paid_amount",
        "outstanding_amount",
        "pdf_path",
        "cancels_id",
        "cancelled_by_id",
        "cancel_reason",
        "customer",
    }

    customer_id = Reference(_l("Customer"), "customer", required=True, width="half")
    project_id = Reference(_l("Project"), "project", width="half")
    issued_date = Day(_l("Invoice date"), width="quarter", leans=Lean.BACK)
    due_date = Day(_l("Due date"), width="quarter", leans=Lean.FORWARD)
    service_from = Day(_l("Service from"), width="quarter", leans=Lean.BACK)
    service_to = Day(_l("Service to"), width="quarter", leans=Lean.BACK)
    tax_case = TaxCaseChoice(_l("Tax case"), TaxCase, width="half")
    tax_reason = Text(_l("Reason for the exemption"), width="half")
    line_items = Lines(_l("Line items"), LineForm, least=1, most=MOST_LINES)
    terms = LongText(_l("Text under the invoice"), rows=3, max_length=1000, width="half")
    notes = LongText(_l("Notes (not printed)"), rows=3, width="half")

    def validate(self, extra_validators: Any = None) -> bool:
        """Lines left empty do not count, as long as there is another one."""
        if not all(row.is_left_empty for row in self.line_items.rows()):
            self.keep_lines([not row.is_left_empty for row in self.line_items.rows()])
        return super().validate(extra_validators)

    def keep_lines(self, wanted: Sequence[bool]) -> None:
        """Leaves out the other lines, and numbers these anew."""
        lines = self.line_items
        lines.entries = [entry for entry, stays in zip(lines.entries, wanted, strict=True) if stays]
        lines._compact_indices()
        lines.sent_numbers = list(range(len(lines.entries)))

    def add_line(self, given: Mapping[str, Any]) -> None:
        """One line more, as far as there may be one."""
        lines = self.line_items
        if len(lines.entries) < lines.most:
            lines.append_entry(dict(given))
            lines.sent_numbers = list(range(len(lines.entries)))

    def values(self) -> dict[str, Any]:
        """Terms that were never mentioned are left out: a new invoice then gets the company's."""
        found = super().values()
        if not self.terms.raw_data and self.terms.object_data is None:
            found.pop("terms")
        return found


class NotesForm(Form):
    """What may be changed once a document is issued."""

    read_only = InvoiceForm.read_only

    notes = LongText(_l("Notes (not printed)"), rows=5)


class StatusForm(Form):
    status = Choice(_l("Status"), InvoiceStatus, required=True)


class CancelForm(Form):
    reason = LongText(_l("Reason"), required=True, rows=3, max_length=500)


class FromTimeForm(Form):
    customer_id = Reference(_l("Customer"), "customer", width="half")
    project_id = Reference(_l("Project"), "project", width="half")
    from_date = Day(_l("From"), width="quarter", leans=Lean.BACK)
    to_date = Day(_l("To"), width="quarter", leans=Lean.BACK)
    group_by = Choice(_l("Lines"), GroupBy, default=GroupBy.ENTRY, width="quarter")
    tax_rate = Number(_l("VAT"), places=2, shown=0, most=100, width="quarter", suffix="%")

    def check(self) -> None:
        """A project or a customer; the period must not end before it starts."""
        if self.project_id.data is None and self.customer_id.data is None and not self.customer_id.errors:
            self.project_id.errors = [*self.project_id.errors, _("Please choose a project or a customer.")]
        if self.from_date.data and self.to_date.data and self.to_date.data < self.from_date.data:
            self.to_date.errors = [*self.to_date.errors, _("The end lies before the start.")]


class PaymentForm(Form):
    read_only = Form.read_only | {"invoice_id"}

    amount = MoneyField(_l("Amount"), required=True, above=0, whole=15, width="half")
    payment_date = Day(_l("Date of payment"), width="half", leans=Lean.BACK)
    method = Choice(_l("Method"), PaymentMethod, default=PaymentMethod.BANK_TRANSFER, width="half")
    reference = Text(_l("Reference"), width="half")
    note = LongText(_l("Note"), rows=2, max_length=1000)
