"""The overview: for now fixed tiles of what the person may see. Every figure leads to the list that proves it."""
