"""What kinds of records there are, who sees them, and what is attached to what."""
