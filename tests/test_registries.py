"""What domains register fits together: icons, keys, locks, guards. A new domain is held without touching this."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from app.database import db
from app.database.locks import ORDER
from app.links import keeping, kinds
from app.lists import registry
from app.sitemap import PARTS
from app.views.openapi import _ANYBODY
from app.web.keys import GROUPS
from scripts.files import ROOT

SPRITE = ROOT / "static" / "vendor" / "tabler-icons" / "icons.svg"


UNGUARDED = {
    "invoice.cancelled_by_id",  # what is issued is never deleted
    "invoice.cancels_id",
    "payment.invoice_id",
    "time_entry.invoice_id",  # set free when a draft is deleted
}
"""Foreign keys to records that people delete which neither keep them nor go with them, each with its reason."""


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


def test_whatever_refers_to_a_record_keeps_it_or_goes_with_it(app):
    """A foreign key that nobody thought of would be a raw refusal of the database on the day somebody deletes."""
    guarded = {str(use.column) for uses in keeping._uses.values() for use in uses}
    tables = {kind.model.__tablename__: kind for kind in kinds._kinds.values() if kind.has_page("delete")}
    models = {mapper.local_table.name: mapper.class_ for mapper in db.Model.registry.mappers}
    loose = {
        f"{table.name}.{key.parent.name}"
        for table in db.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name in tables and key.ondelete is None
        if f"{models[table.name].__name__}.{key.parent.name}" not in guarded
    }
    assert loose == UNGUARDED
