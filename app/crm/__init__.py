"""Customers, and the people there whom we talk to (contacts)."""
