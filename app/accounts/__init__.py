"""Signing in: passwords, sessions that can be ended, API tokens, and the throttle against guessing."""
