"""The published figures: `make bench`."""
