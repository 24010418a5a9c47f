"""What people may send about the firm."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from stdnum import bic, iban
from stdnum.eu import vat

from app.company.rules import LARGEST_LOGO, LARGEST_VALUE, LOGO_TYPES, TimeRounding, check_logo
from app.forms.countries import CountryChoice
from app.forms.fields import Choice, Email, Flag, LongText, Number, Text, Website, WholeNumber
from app.forms.files import File
from app.forms.form import Form, Group
from app.values.files import SentFile
from app.values.refusals import InvalidValue
from app.web import languages


def iban_holds(text: str) -> str | None:
    """A sentence unless the check digits of this IBAN hold (ISO 13616)."""
    return None if iban.is_valid(text) else _("This IBAN is not right; please check its digits.")


def bic_holds(text: str) -> str | None:
    """A sentence unless this looks like a BIC (ISO 9362)."""
    return None if bic.is_valid(text) else _("This BIC is not right.")


def vat_id_holds(text: str) -> str | None:
    """A sentence unless this is a VAT identification number of the EU."""
    return None if vat.is_valid(text) else _("This VAT ID is not right; please check its digits.")


def can_be_drawn(logo: SentFile) -> str | None:
    """A sentence unless this picture can be printed."""
    try:
        check_logo(logo.content)
    except InvalidValue as refusal:
        return languages.sentence(refusal)
    return None


class LogoForm(Form):
    logo = File(_l("File"), types=LOGO_TYPES, most=LARGEST_LOGO, checks=(can_be_drawn,))
    remove = Flag(_l("Remove the logo"))

    def check(self) -> None:
        if self.logo.data is None and not self.remove.data:
            self.take_error("logo", _("Please choose a file."))


class CompanyForm(Form):
    groups = (
        Group(
            "company",
            _l("Company"),
            (
                "name",
                "address",
                "postal_code",
                "city",
                "country",
                "email",
                "phone",
                "website",
                "register",
                "managers",
            ),
        ),
        Group("tax", _l("Tax"), ("tax_id", "vat_id", "small_business")),
        Group("bank", _l("Bank account"), ("bank_name", "iban", "bic")),
        Group("invoices", _l("Invoices"), ("payment_terms_days", "terms")),
        Group("time", _l("Times and rates"), ("hourly_rate", "rounding")),
    )

    name = Text(_l("Name"), required=True, autocomplete="organization")
    address = LongText(_l("Street and number"), rows=2, max_length=300)
    postal_code = Text(_l("Postal code"), max_length=20, width="third")
    city = Text(_l("City"), max_length=100, width="third")
    country = CountryChoice(_l("Country"), width="third")
    email = Email(_l("E-mail"), width="third")
    phone = Text(_l("Phone"), max_length=50, shape="tel", width="third")
    website = Website(_l("Website"), width="third")
    tax_id = Text(_l("Tax number"), max_length=30, width="third")
    vat_id = Text(_l("VAT ID"), max_length=20, width="third", checks=(vat_id_holds,))
    small_business = Flag(_l("Small business under § 19 UStG: no VAT is charged"), width="third")
    register = Text(
        _l("Commercial register"),
        width="half",
        description=_l("For instance “Amtsgericht Koblenz HRB 12345”."),
    )
    managers = Text(_l("Managing directors"), width="half")
    bank_name = Text(_l("Bank"), max_length=100, width="third")
    iban = Text(_l("IBAN"), max_length=42, width="third", checks=(iban_holds,))
    bic = Text(_l("BIC"), max_length=11, width="third", checks=(bic_holds,))
    payment_terms_days = WholeNumber(
        _l("Terms of payment"), default=14, most=365, width="third", suffix=_l("days")
    )
    hourly_rate = Number(
        _l("Hourly rate"),
        places=4,
        shown=2,
        width="third",
        suffix="€",
        description=_l("Where neither project, customer nor person have one."),
    )
    rounding = Choice(_l("Rounding of time"), TimeRounding, default=TimeRounding.NONE, width="third")
    terms = LongText(
        _l("Text under each invoice"),
        rows=3,
        max_length=1000,
        description=_l("Empty: the usual request to transfer the amount by the due date."),
    )

    def values(self) -> dict[str, object]:
        """IBAN, BIC and VAT ID in their compact form."""
        found = super().values()
        for name, compact in (("iban", iban.compact), ("bic", bic.compact), ("vat_id", vat.compact)):
            if found[name] and found[name] != self[name].object_data:
                found[name] = compact(found[name])
        return found


class SeriesForm(Form):
    pattern = Text(_l("Pattern"), required=True, max_length=40, width="third")
    yearly = Flag(_l("starts anew each year"), width="third")
    next_value = WholeNumber(
        _l("Next number"),
        least=1,
        most=LARGEST_VALUE,
        width="third",
        description=_l("Once, for the number that is given next. Empty: it goes on counting."),
    )
