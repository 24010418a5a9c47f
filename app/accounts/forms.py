"""What people may send about their accounts."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.accounts.rules import SHORTEST_PASSWORD
from app.forms.fields import Choice, Email, Flag, Password, Text, WholeNumber
from app.forms.form import Form
from app.people.rules import Language, Theme

PASSWORD_RULE = _l("At least %(least)s characters, and not easy to guess.", least=SHORTEST_PASSWORD)


class SignInForm(Form):
    email = Text(_l("E-mail"), required=True, shape="email", autocomplete="username")
    password = Password(_l("Password"), required=True, autocomplete="current-password")


class PasswordForm(Form):
    password = Password(_l("Current password"), required=True, autocomplete="current-password")
    new_password = Password(
        _l("New password"), required=True, autocomplete="new-password", description=PASSWORD_RULE
    )


class OwnPasswordForm(Form):
    """What is asked before something that only the person may do, whoever sits at the browser."""

    password = Password(_l("Your own password"), required=True, autocomplete="current-password")


class TokenForm(Form):
    name = Text(_l("What is it for?"), required=True, max_length=100, width="half")
    days = WholeNumber(_l("Valid for days"), least=1, most=3650, default=365, width="third")


class PreferencesForm(Form):
    language = Choice(_l("Language"), Language, width="third")
    theme = Choice(_l("Appearance"), Theme, width="third")
    single_keys = Flag(_l("Single-letter shortcuts"), default=True, width="third")


class SetupForm(Form):
    company_name = Text(_l("Name of the company"), required=True)
    firstname = Text(_l("First name"), required=True, max_length=100, width="half")
    lastname = Text(_l("Last name"), required=True, max_length=100, width="half")
    email = Email(_l("E-mail"), required=True, autocomplete="username")
    new_password = Password(
        _l("Password"), required=True, autocomplete="new-password", description=PASSWORD_RULE
    )
