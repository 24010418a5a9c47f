"""The overview: what the domains bring to it, each tile leading to the list that proves it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.views import part
from app.web.languages import company_today
from tests.invoices import given


def tiles(browser):
    """Names and figures of the tiles, each fetched as htmx does."""
    places = browser.get("/").xpath("//div[starts-with(@id, 'place-of-')]/@hx-get")
    found = [
        browser.get(address, part="tile").xpath("//a[starts-with(@id, 'tile-')]")[0] for address in places
    ]
    return {tile.get("id"): tile for tile in found}


def figure(tile):
    return " ".join(tile.xpath("string(./strong)").split())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("leitung", {"tile-timer", "tile-my-week", "tile-outstanding", "tile-overdue"}),
        ("mitarbeit", {"tile-timer", "tile-my-week"}),
    ],
)
def test_who_sees_which_tiles(pages, name, expected):
    assert set(tiles(pages(name))) == expected


@pytest.mark.parametrize(
    ("name", "amount", "rows"), [("tile-outstanding", "1.309,00 €", 2), ("tile-overdue", "1.190,00 €", 1)]
)
def test_figures_lead_to_their_lists(app, pages, name, amount, rows):
    today = company_today()
    given.issued(given.line("10", "100"), today=today - timedelta(days=60))
    given.issued(given.line("1", "100"), today=today)
    tile = tiles(pages("buchhaltung"))[name]
    assert figure(tile) == amount
    page = pages("buchhaltung").get(tile.get("href"))
    assert len(page.xpath("//section[@id='results']//tbody/tr")) == rows


def test_every_widget_has_its_place(pages):
    """From the registry: a domain's tiles and lists stand on the overview without the overview knowing."""
    page = pages("admin").get("/")
    places = set(
        page.xpath("//*[starts-with(@id, 'place-of-')]/@id | //section[contains(@class, 'panel')]/@id")
    )
    assert {one.name if one.is_list else f"place-of-{one.name}" for one in part._widgets} == places
