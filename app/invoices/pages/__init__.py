"""Pages of documents and payments."""

from app.invoices.pages import billing, steps, tiles
from app.invoices.pages.documents import pages
from app.invoices.pages.payments import pages as payment_pages

__all__ = ["billing", "pages", "payment_pages", "steps", "tiles"]
