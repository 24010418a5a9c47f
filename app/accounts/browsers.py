"""What people call the browser and the system behind a session, from what the browser says of itself."""

from __future__ import annotations

import re

from flask_babel import gettext as _

# Nearly every browser also names those that it is like, so the first that fits counts.
_BROWSERS = (
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Vivaldi", r"Vivaldi/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrom(e|ium)/|CriOS/"),
    ("Safari", r"Version/.*Safari/"),
)
_SYSTEMS = (
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("ChromeOS", r"CrOS"),
    ("Windows", r"Windows"),
    ("macOS", r"Macintosh|Mac OS X"),
    ("Linux", r"Linux|X11"),
)


def _first(known: tuple[tuple[str, str], ...], user_agent: str) -> str | None:
    return next((name for name, pattern in known if re.search(pattern, user_agent)), None)


def browser_name(user_agent: str) -> str:
    """`Firefox on Windows`; whatever else the browser says of itself is nothing for people."""
    browser, system = _first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent)
    if browser is None:
        return _("Unknown browser")
    return _("%(browser)s on %(system)s", browser=browser, system=system) if system else browser
