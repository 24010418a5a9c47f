"""The fields of forms: each reads what people write, takes what JSON says, and writes it back.

Every field has two doors: `read(text)` for pages (in the person's language) and `take(value)` for JSON
(typed and canonical). Both raise `Unreadable` or `ValueError` with a sentence; nothing is guessed.
"""

from app.forms.fields.choices import Choice, Flag
from app.forms.fields.days import Day
from app.forms.fields.field import Check, Field, acceptable_text
from app.forms.fields.numbers import MoneyField, Number, WholeNumber
from app.forms.fields.texts import Email, LongText, Password, Text, Website

__all__ = [
    "Check",
    "Choice",
    "Day",
    "Email",
    "Field",
    "Flag",
    "LongText",
    "MoneyField",
    "Number",
    "Password",
    "Text",
    "Website",
    "WholeNumber",
    "acceptable_text",
]
