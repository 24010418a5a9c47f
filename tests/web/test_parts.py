"""Pages and their parts: one template, and htmx gets the block named like the element that it targets."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest
from werkzeug.exceptions import MethodNotAllowed

from app.lists.cells import ROW
from app.web import guard
from tests import cast
from tests.records import one_of_each
from tests.test_architecture import NOBODY, filled, rules

pytestmark = pytest.mark.on("sqlite")


def test_a_target_that_no_block_is_named_like_is_told_loudly(pages):
    answer = pages("leitung").raw("GET", "/crm/customers", part="resluts")
    assert answer.status_code == 500 and answer.headers["HX-Reswap"] == "none" and not answer.data


def test_a_target_without_an_id_is_none(pages):
    headers = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "div"}
    answer = pages("leitung").raw("GET", "/crm/customers", headers=headers)
    assert answer.status_code == 500 and not answer.data


@pytest.fixture
def production(outside, monkeypatch):
    monkeypatch.setitem(outside.config, "APP_ENV", "production")


def test_in_production_the_whole_page_is_loaded_instead(production, pages):
    answer = pages("leitung").raw("GET", "/crm/customers?q=ä", part="resluts")
    assert answer.status_code == 200 and not answer.data
    assert answer.headers["HX-Redirect"] == "/crm/customers?q=%C3%A4"


def test_in_production_a_form_stays_as_it_is(production, pages):
    answer = pages("leitung").post("/crm/customers/new", {"name": ""}, part="from")
    assert answer.status_code == 400 and answer.headers["HX-Reswap"] == "none" and not answer.data
    assert json.loads(answer.headers["HX-Trigger"])["kontor:toast"]["text"]


def target_of(element):
    """The id that htmx sends of the element whose content it will replace."""
    if own := json.loads(element.get("hx-headers", "{}")).get("HX-Target"):
        return own.partition("#")[2]
    inherited = element.xpath("ancestor::*[@*[name()='hx-target:inherited']]")
    found = element.get("hx-target") or (inherited and inherited[-1].get("hx-target:inherited"))
    return found.removeprefix("#") if found else element.get("id")


def parts_of(page):
    """What a page asks for later: the address and the target."""
    for element in page.xpath("//*[@hx-get]"):
        yield element.get("hx-get"), target_of(element)
    for href in page.xpath("//a[@data-dialog and not(ancestor::template)]/@href"):
        yield href, "dialog-body"


def places(app, browser):
    """The pages of the menu, all forms for something new, and of each list one record with its form."""
    for path in sorted({filled(rule) for rule in rules(app) if "GET" in rule.methods and not rule.arguments}):
        answer = browser.raw("GET", path) if not path.startswith("/api") else None
        if answer is None:
            continue
        assert answer.status_code < 500, path
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        page = browser.get(path)
        yield path, page
        for record in page.xpath("//tbody/tr/@data-href")[:1]:
            for place in (record, f"{record}/edit"):
                answer = browser.raw("GET", place)
                assert answer.status_code < 500, place
                if answer.status_code == 200:
                    yield place, browser.get(place)


def test_every_part_that_a_page_asks_for_is_one(app, pages):
    """Walks the pages and fetches each part as htmx does, with the target that it will be put into."""
    one_of_each(app)
    browser, seen = pages("admin"), set()
    for path, page in places(app, browser):
        for address, target in parts_of(page):
            kind = (urlsplit(address).path, target)
            if kind in seen:
                continue
            seen.add(kind)
            assert target, f"{path}: the part {address} has no target with an id"
            answer = browser.raw("GET", address, part=target)
            assert answer.status_code == 200, (path, address, target, answer.status_code)
            assert answer.data and b"<html" not in answer.data, (path, address, target)
    targets = {target for _path, target in seen}
    assert {"dialog-body", "listing", "panel", "results", "summary", "timer"} <= targets


def addresses_on(page):
    """What a page leads to: links, parts, and where its forms and buttons post to."""
    for attribute in ("href", "hx-get", "hx-post", "action", "formaction", "data-href"):
        yield from page.xpath(f"//@*[name()='{attribute}']")


@pytest.mark.parametrize("server", ["sqlite"], indirect=True)
@pytest.mark.parametrize("who", [who for who in cast.ROLES if who != "admin"])
def test_no_page_leads_where_its_reader_may_not_go(app, pages, who):
    """Walks all pages that a person may open, and one record of each list with its form."""
    one_of_each(app)
    viewer, browser, seen = cast.viewer(who), pages(who), 0
    map_ = app.url_map.bind("")
    for path, page in places(app, browser):
        for address in addresses_on(page):
            parts = urlsplit(address.replace(ROW, NOBODY))
            if parts.scheme or not parts.path.startswith("/"):
                continue
            for method in ("GET", "POST"):
                try:
                    endpoint, _arguments = map_.match(parts.path, method)
                except MethodNotAllowed:
                    continue
                needed = guard.permission_of(app, endpoint)
                assert needed is not None and viewer.may(needed), (
                    f"{path} leads {who} to {address} ({needed})"
                )
                seen += 1
    assert seen > 50
