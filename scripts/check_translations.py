"""Are the catalogues complete? Each text of the program is in both, and nothing else; German lacks none."""

import re
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from scripts import translations

PLACEHOLDER = re.compile(r"%\((\w+)\)[sdif]|\{(\w+)\}")


def placeholders(text: str) -> set[str]:
    return {match[0] for match in PLACEHOLDER.finditer(text)}


def forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """Singular and plurals; a text without plurals is its only form."""
    return [text or ""] if isinstance(text, str | None) else list(text)


def problems_of(message: Message, complete: bool) -> list[str]:
    """What is wrong with one translated text; an empty one is wrong only where all must be there."""
    found = []
    strings = forms(message.string)
    if message.fuzzy:
        found.append("is fuzzy")
    if complete and not all(strings):
        found.append("is empty")
    if any(strings):
        known = set().union(*map(placeholders, forms(message.id)))
        # A singular may write the number as a word, so only the last form must name every placeholder.
        if any(placeholders(text) - known for text in strings) or placeholders(strings[-1]) != known:
            found.append("has other placeholders than its translation")
    return found


def compare(texts: Catalog, catalogue: Catalog, complete: bool) -> list[str]:
    wanted = {message.id for message in texts if message.id}
    present = {message.id for message in catalogue if message.id}
    found = [f"{forms(text)[0]!r} is missing (make i18n)" for text in wanted - present]
    found += [f"{forms(text)[0]!r} is no longer used (make i18n)" for text in present - wanted]
    found += [f"{message.id!r} is kept as obsolete" for message in catalogue.obsolete.values()]
    for message in catalogue:
        if message.id:
            found += [f"{forms(message.id)[0]!r} {problem}" for problem in problems_of(message, complete)]
    return sorted(found)


def load(path: Path, locale: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def problems() -> list[str]:
    with tempfile.TemporaryDirectory() as scratch:
        template = Path(scratch) / "messages.pot"
        translations.extract(template)
        texts = load(template)
    found = []
    for locale in translations.LOCALES:
        path = translations.catalogue(locale)
        name = path.relative_to(translations.ROOT)
        if not path.is_file():
            found.append(f"{name}: there is none (make i18n)")
            continue
        # The texts are English already: there an empty translation means "as it stands".
        complete = locale != "en"
        found += [f"{name}: {line}" for line in compare(texts, load(path, locale), complete)]
    return found


if __name__ == "__main__":
    found = problems()
    print("\n".join(found))
    sys.exit(bool(found))
