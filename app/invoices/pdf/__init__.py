"""The paper of an invoice: a dataclass in, the bytes of a PDF out. No request, no database, no clock."""

from app.invoices.pdf.drawing import draw
from app.invoices.pdf.paper import PAPER_VERSION, Paper, PaperLine, PaperTax, Party, Seller

__all__ = ["PAPER_VERSION", "Paper", "PaperLine", "PaperTax", "Party", "Seller", "draw"]
