"""Who changed what: an append-only record of every change, each carrying the hash of the one before it."""
