"""Reminders: what somebody must not forget, on its own or about any record."""
