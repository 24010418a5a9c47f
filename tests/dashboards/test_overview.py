"""The overview: tiles of what the person may see, each leading to the list that proves it."""

from __future__ import annotations

from datetime import timedelta

from app.web.languages import company_today
from tests.invoices import given


def tiles(page):
    """Names and figures of the tiles."""
    return {
        tile.get("id"): " ".join(tile.xpath("string(./strong)").split())
        for tile in page.xpath("//a[contains(@id, 'tile-')]")
    }


def test_who_sees_which_tiles(pages):
    names = {"tile-timer", "tile-my-week", "tile-outstanding", "tile-overdue"}
    assert set(tiles(pages("leitung").get("/"))) == names
    assert set(tiles(pages("mitarbeit").get("/"))) == {"tile-timer", "tile-my-week"}


def test_figures_lead_to_their_lists(pages, app):
    today = company_today()
    given.issued(given.line("10", "100"), today=today - timedelta(days=60))
    given.issued(given.line("1", "100"), today=today)
    page = pages("buchhaltung").get("/")
    assert tiles(page)["tile-outstanding"] == "1.309,00 €"
    assert tiles(page)["tile-overdue"] == "1.190,00 €"
    for name, rows in (("tile-outstanding", 2), ("tile-overdue", 1)):
        href = page.xpath(f"//a[@id='{name}']/@href")[0]
        assert len(pages("buchhaltung").get(href).xpath("//section[@id='results']//tbody/tr")) == rows
