"""The filters of lists."""

from app.lists.filters.bounds import Amount, Since
from app.lists.filters.choices import Chosen, OfKind, YesNo
from app.lists.filters.field import FilterField
from app.lists.filters.pointed import MOST_IDS, Pointed
from app.lists.filters.search import Search

__all__ = [
    "MOST_IDS",
    "Amount",
    "Chosen",
    "FilterField",
    "OfKind",
    "Pointed",
    "Search",
    "Since",
    "YesNo",
]
