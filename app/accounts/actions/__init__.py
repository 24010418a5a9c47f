"""Signing in and out, passwords, tokens, and the first administrator."""

from app.accounts.actions.passwords import change_password, give_access, set_password
from app.accounts.actions.sessions import (
    DEMO_PASSWORD,
    end_other_sessions,
    keep_alive,
    note_token_use,
    sign_in,
    sign_out,
)
from app.accounts.actions.setup import create_first_administrator, offer_setup, setup_is_open
from app.accounts.actions.tokens import create_token, revoke_token

__all__ = [
    "DEMO_PASSWORD",
    "change_password",
    "create_first_administrator",
    "create_token",
    "end_other_sessions",
    "give_access",
    "keep_alive",
    "note_token_use",
    "offer_setup",
    "revoke_token",
    "set_password",
    "setup_is_open",
    "sign_in",
    "sign_out",
]
