"""What people may send about customers and contacts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l

from app.company.rules import TimeRounding
from app.crm import rules
from app.crm.rules import CustomerStatus, CustomerType
from app.forms.countries import CountryChoice
from app.forms.fields import Choice, Email, Flag, LongText, Number, Text, Website, WholeNumber
from app.forms.form import Form
from app.forms.references import Reference
from app.people.rules import Language
from app.values.refusals import InvalidValue
from app.web import languages

AS_SET = _l("Empty: as in the settings.")


class CustomerForm(Form):
    read_only = Form.read_only | {"number"}

    name = Text(_l("Name"), required=True, width="half", autocomplete="organization")
    type = Choice(_l("Type"), CustomerType, required=True, width="quarter")
    status = Choice(_l("Status"), CustomerStatus, default=CustomerStatus.ACTIVE, width="quarter")
    address = LongText(
        _l("Street and further lines"),
        rows=2,
        max_length=300,
        description=_l("As on the envelope, without the city."),
    )
    postal_code = Text(_l("Postal code"), max_length=20, width="quarter")
    city = Text(_l("City"), max_length=100, width="half")
    country = CountryChoice(_l("Country"), width="quarter")
    vat_id = Text(_l("VAT ID"), max_length=20, width="third")
    tax_id = Text(_l("Tax number"), max_length=30, width="third")
    buyer_reference = Text(_l("Buyer reference (Leitweg-ID)"), max_length=100, width="third")
    email = Email(_l("E-mail"), width="third")
    phone = Text(_l("Phone"), max_length=50, shape="tel", width="third")
    website = Website(_l("Website"), width="third")
    hourly_rate = Number(
        _l("Hourly rate"), places=4, shown=2, width="quarter", suffix="€", description=AS_SET
    )
    payment_terms_days = WholeNumber(
        _l("Terms of payment"), most=365, width="quarter", suffix=_l("days"), description=AS_SET
    )
    rounding = Choice(_l("Rounding of time"), TimeRounding, width="quarter", description=AS_SET)
    language = Choice(_l("Language of documents"), Language, default=Language.GERMAN, width="quarter")
    notes = LongText(_l("Notes"))

    def check(self) -> None:
        """USt-IdNr. and postal code, which depend on the country, and Leitweg-ID."""
        if not self.country.errors:
            country = str(self.country.data)
            self._checked("vat_id", lambda text: rules.checked_vat_id(text, country))
            self._checked("postal_code", lambda text: rules.checked_postal_code(text, country))
        text = self.buyer_reference.data
        if text and text[:1].isdigit() and text.count("-") >= 1:
            self._checked("buyer_reference", rules.checked_leitweg_id)

    def _checked(self, name: str, check: Callable[[str], str]) -> None:
        field: Any = self[name]
        if field.data and field.data != field.object_data:
            try:
                field.data = check(field.data)
            except InvalidValue as refusal:
                field.errors = [*field.errors, languages.sentence(refusal)]


class ContactForm(Form):
    customer_id = Reference(_l("Customer"), "customer", required=True)
    firstname = Text(_l("First name"), required=True, max_length=100, width="half")
    lastname = Text(_l("Last name"), required=True, max_length=100, width="half")
    position = Text(_l("Position"), max_length=100, width="half")
    email = Email(_l("E-mail"), width="half")
    phone = Text(_l("Phone"), max_length=50, shape="tel", width="half")
    is_primary = Flag(_l("Main contact"), width="half")
