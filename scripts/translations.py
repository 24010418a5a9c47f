"""Take the texts out of code and templates and lay them into the catalogues: `make i18n`.

The catalogues name no source lines, so that two people can add texts without a conflict.
"""

from pathlib import Path

from babel.messages.frontend import CommandLineInterface

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "app" / "translations"
LOCALES = ("de", "en")
KEYWORDS = ("lazy_gettext", "_l", "lazy_ngettext:1,2")  # beside Babel's own: _, gettext, ngettext, N_ …


def catalogue(locale: str) -> Path:
    return CATALOGUES / locale / "LC_MESSAGES" / "messages.po"


def babel(*arguments: str) -> None:
    # pybabel's commands return an error code, or nothing when all went well.
    if CommandLineInterface().run(["pybabel", "--quiet", *arguments]):  # type: ignore[no-untyped-call]
        raise SystemExit(1)


def extract(target: Path) -> None:
    """Write all texts of the program into a .pot file."""
    keywords = [f"--keyword={keyword}" for keyword in KEYWORDS]
    options = [f"--mapping={ROOT / 'babel.cfg'}", "--no-location", "--sort-output", *keywords]
    header = ["--project=Kontor", "--version=1", "--header-comment=# LANGUAGE: the texts of Kontor."]
    babel("extract", *options, *header, "--output", str(target), str(ROOT))


def main() -> None:
    template = ROOT / "build" / "messages.pot"
    template.parent.mkdir(exist_ok=True)
    extract(template)
    for locale in LOCALES:
        babel(
            "update",
            *("--input-file", str(template), "--output-file", str(catalogue(locale)), "--locale", locale),
            *("--init-missing", "--no-fuzzy-matching", "--ignore-obsolete"),
            *("--ignore-pot-creation-date", "--no-wrap"),
        )


if __name__ == "__main__":
    main()
