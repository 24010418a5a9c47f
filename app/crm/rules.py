"""Checks of what identifies a customer to the tax office, the post and public authorities."""

import re

from stdnum.eu import vat
from stdnum.exceptions import ValidationError

from app.values.refusals import InvalidValue, Refusal
from app.values.texts import N_
from app.values.words import Word

_FOREIGN_TAX_NUMBER = re.compile(r"[A-Z0-9]{4,20}")
_LEITWEG_ID = re.compile(r"[0-9]{1,12}(?:-[A-Za-z0-9]{1,30})?-(?P<check>[0-9]{2})")


class VatIdNotValid(InvalidValue):
    """This is not a valid VAT id (USt-IdNr.), such as DE136695976."""

    field = "vat_id"


class PostalCodeNotValid(InvalidValue):
    """A German postal code has five digits."""

    field = "postal_code"


class LeitwegIdNotValid(InvalidValue):
    """This is not a valid Leitweg-ID, such as 04011000-12345-03."""

    field = "buyer_reference"


class CustomerIsUsed(Refusal):
    """This customer cannot be deleted because it is used by %(what)s. Set it to inactive instead."""


def checked_vat_id(text: str, country: str) -> str:
    """The VAT id in capitals without blanks, dots and hyphens. Raises VatIdNotValid.

    Ids of EU states are checked with their check digits. Elsewhere (a Swiss CHE…MWST, say) only the shape is,
    and only for a customer whose country, ISO 3166 alpha-2, lies outside the EU.
    """
    compact = re.sub(r"[\s.\-]", "", text).upper()
    if country.lower() not in vat.MEMBER_STATES and not _has_eu_prefix(compact):
        if not _FOREIGN_TAX_NUMBER.fullmatch(compact):
            raise VatIdNotValid()
        return compact
    try:
        # Greece writes EL, its ISO code is GR; stdnum takes both, the VAT directive (Art. 215) only EL.
        return re.sub(r"^GR", "EL", str(vat.validate(compact)))
    except ValidationError as invalid:
        raise VatIdNotValid() from invalid


def _has_eu_prefix(compact: str) -> bool:
    prefix = compact[:2].lower()
    return prefix in vat.MEMBER_STATES or prefix in ("el", "xi")


def checked_postal_code(text: str, country: str) -> str:
    """The postal code with single blanks; in Germany exactly five digits. Raises PostalCodeNotValid."""
    code = " ".join(text.split())
    if country == "DE" and not re.fullmatch(r"[0-9]{5}", code):
        raise PostalCodeNotValid()
    return code


def checked_leitweg_id(text: str) -> str:
    """The Leitweg-ID (buyer reference of German authorities) without blanks around it.

    Check digits are ISO 7064 mod 97-10 over the digits, letters counting 10 to 35 (KoSIT, Formatspezifikation
    Leitweg-ID). Raises LeitwegIdNotValid.
    """
    written = text.strip()
    found = _LEITWEG_ID.fullmatch(written)
    if found is None:
        raise LeitwegIdNotValid()
    digits = "".join(str(int(sign, 36)) for sign in written[:-2].replace("-", ""))
    if 98 - int(digits + "00") % 97 != int(found["check"]):
        raise LeitwegIdNotValid()
    return written


class CustomerType(Word):
    B2B = "B2B", N_("Company")
    B2C = "B2C", N_("Private person")


class CustomerStatus(Word):
    LEAD = "lead", N_("Lead"), "info"
    ACTIVE = "active", N_("Active"), "good"
    INACTIVE = "inactive", N_("Inactive"), "off"
