"""The overview: tiles of what the person may see. Every figure leads to the list that proves it."""
