"""What domains register fits together: icons, keys, locks, guards. A new domain is held without touching this."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from app.database.locks import ORDER
from app.links import kinds
from app.lists import registry
from app.sitemap import PARTS
from app.views.openapi import _ANYBODY
from app.web.keys import GROUPS
from scripts.files import ROOT

SPRITE = ROOT / "static" / "vendor" / "tabler-icons" / "icons.svg"


@pytest.fixture(scope="module")
def icons():
    return set(re.findall(r'symbol id="([^"]+)"', SPRITE.read_text("utf-8")))


def test_every_place_of_the_menu_has_its_icon(icons):
    assert [place.icon for part in PARTS for place in part.places if place.icon not in icons] == []


def test_every_button_of_a_row_has_its_icon(app, icons):
    buttons = [registry.made_for(name, _ANYBODY).button for name in registry.names()]
    assert [button.icon for button in buttons if button and button.icon not in icons] == []


def test_every_icon_of_a_template_is_there(icons):
    used = {
        name
        for path in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r"(?:icon\(|icon=)'([a-z0-9-]+)'", path.read_text("utf-8"))
    }
    assert used - icons == set()


def test_the_sprite_holds_the_icons_of_its_list(icons):
    assert icons == set((ROOT / "static" / "vendor" / "icons.txt").read_text("utf-8").split())


def test_no_key_leads_to_two_places():
    keys = Counter(place.key for part in PARTS for place in part.places if place.key)
    assert [key for key, count in keys.items() if count > 1] == []


def test_no_key_of_a_row_is_one_of_the_site(app):
    taken = {key for group in GROUPS for row in group.rows for key in row.keys if row.command}
    buttons = [registry.made_for(name, _ANYBODY).button for name in registry.names()]
    assert [button.key for button in buttons if button and button.key in taken] == []


def test_every_kind_has_its_place_in_the_order_of_locks(app):
    tables = {kind.model.__tablename__ for kind in kinds._kinds.values()}
    assert tables - set(ORDER) == set()
