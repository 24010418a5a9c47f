"""Marks for sentences that are written here in English and translated where they are shown."""


def N_(text: str) -> str:
    """The text itself; gettext's extractor collects the argument of a function of this name."""
    return text


class Msgids(tuple[str, ...]):
    """Words inside a sentence's parameters that are themselves to be translated, one by one."""

    def __str__(self) -> str:
        return ", ".join(self)
