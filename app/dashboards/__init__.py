"""The overview: tiles and lists that the domains bring, as far as the person may see them."""
