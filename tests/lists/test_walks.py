"""Every list is walked row by row, there and back, under every sort: none is missed, none comes twice."""

from __future__ import annotations

import pytest
from lxml import html

from app.links.kinds import kind_of
from tests.resources import SEEN, of_kind
from tests.rows import copies, every_sort

COUNT = 72
"""With those that they are copied from most lists have three pages, the last one full."""


@pytest.fixture
def rows(app):
    return copies(app, COUNT)


def ids(tree):
    return [one.removeprefix("row-") for one in tree.xpath("//tbody/tr/@id")]


def part_of(browser, address):
    return html.fromstring(browser.raw("GET", address, part="results").text)


def there(browser, address):
    """The pages of a list by their `next`."""
    found = []
    while address:
        tree = part_of(browser, address)
        found.append(tree)
        address = next(iter(tree.xpath("//a[@rel='next']/@href")), None)
    return found


def back(browser, tree):
    """The pages before one, by `prev`, the first one first."""
    found = [ids(tree)]
    while previous := tree.xpath("//a[@rel='prev']/@href"):
        tree = part_of(browser, previous[0])
        found.insert(0, ids(tree))
    return found


def test_every_row_stands_on_one_page_there_and_back(app, pages, api, rows):
    for name in SEEN:
        for sort in every_sort(kind_of(name).blueprint):
            walk(app, pages("admin"), api("admin"), name, sort, rows[name])


def walk(app, browser, client, name, sort, rows):
    with app.test_request_context():
        place = kind_of(name).url("index", all="true", size=25, sort=sort)
    walked = there(browser, place)
    seen = [ids(tree) for tree in walked]
    every = [row for page in seen for row in page]
    assert all(seen) and len(every) == len(set(every)) and {str(id_) for id_ in rows} <= set(every), (
        name,
        sort,
    )
    assert back(browser, walked[-1]) == seen, (name, sort)
    index = of_kind(app, name)["index"].of()
    asked = [one["id"] for one in client.get(f"{index}?sort={sort}&limit=200")["items"]]
    assert asked == every, f"{name}: the API has another order by {sort}"
