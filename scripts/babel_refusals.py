"""Texts in Python files, for Babel: what gettext's functions mark, and the sentences of the refusals.

A refusal's docstring is the sentence the person reads (app/values/refusals.py), so it is a text to
translate although no function marks it. Babel takes one method per file, hence the delegation.
"""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.extract import extract_python

ROOT = Path(__file__).resolve().parent.parent
FIRST = "Refusal"


def classes(tree: ast.AST) -> Iterator[tuple[ast.ClassDef, set[str]]]:
    """Each class with the names of its bases, without the modules they came through."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node, {ast.unparse(base).rsplit(".", 1)[-1] for base in node.bases}


@functools.cache
def refusals() -> frozenset[str]:
    """The names of all refusals of the program, from the first to the last subclass."""
    bases: dict[str, set[str]] = {}
    for path in (ROOT / "app").rglob("*.py"):
        for node, names in classes(ast.parse(path.read_bytes())):
            bases.setdefault(node.name, set()).update(names)
    known = {FIRST}
    while found := {name for name, parents in bases.items() if parents & known} - known:
        known |= found
    return frozenset(known)


def extract(source: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[tuple[Any, ...]]:
    """A Babel extraction method, see babel.cfg."""
    yield from extract_python(source, keywords, comment_tags, options)
    source.seek(0)
    for node, bases in classes(ast.parse(source.read())):
        sentence = ast.get_docstring(node)
        if sentence and (node.name == FIRST or bases & refusals()):
            # No function name: the text is taken as it is, whatever the keywords say.
            yield node.lineno, None, " ".join(sentence.split()), []
