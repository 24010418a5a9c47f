"""Lists, declared once: columns, filters, sorts and sums for page, JSON, count and export."""
