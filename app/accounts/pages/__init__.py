"""Signing in and out, one's own profile, and the address of the first administrator."""

from app.accounts.pages import access, profile
from app.accounts.pages.sign_in import pages

__all__ = ["access", "pages", "profile"]
