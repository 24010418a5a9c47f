"""People's text made safe to draw, once for the whole paper, before anything is measured."""

from dataclasses import fields, replace
from typing import Any, TypeVar

from app.invoices.pdf.fonts import drawable
from app.invoices.pdf.paper import Paper, Party

P = TypeVar("P", bound=Party)

_MAY_HAVE_LINES = {"address", "description", "terms", "tax_note"}


def cleaned(paper: Paper) -> Paper:
    """The same paper with only characters that the fonts have, and line breaks only where they may be."""
    texts = _texts(paper)
    del texts["document_type"], texts["language"], texts["tax_case"]
    return replace(
        paper,
        seller=_party(paper.seller),
        buyer=_party(paper.buyer),
        lines=tuple(replace(line, **_texts(line)) for line in paper.lines),
        **texts,
    )


def _party(party: P) -> P:
    return replace(party, **_texts(party))


def _texts(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields(value):
        text = getattr(value, field.name)
        if isinstance(text, str):
            lines = [line.strip(" ") for line in drawable(text).split("\n")]
            if field.name in _MAY_HAVE_LINES:
                found[field.name] = "\n".join(lines).strip("\n")
            else:
                found[field.name] = " ".join(filter(None, lines))
    return found
