"""What a page answers when something is done, to browsers with scripts."""

from __future__ import annotations

from tests import factories


def delete(browser, place, part):
    """A record is deleted as htmx does it, in a dialog (`dialog-body`) or on the page of the question."""
    return browser.post(f"{place}/delete", part=part)


def test_the_browser_is_told_what_is_gone(pages, app):
    place = f"/crm/customers/{factories.customer().id}"
    answer = delete(pages("admin"), place, "dialog-body")
    assert answer.headers["HX-Redirect"] == "/crm/customers"
    assert answer.headers["HX-Gone"] == place


def test_nothing_is_gone_after_a_change(pages, app):
    made = factories.customer()
    place, name, version = f"/crm/customers/{made.id}", made.name, made.version
    form = {"name": name, "type": "B2B", "version": str(version)}
    answer = pages("admin").post(f"{place}/edit", form, part="form")
    assert answer.headers["HX-Redirect"] == place and "HX-Gone" not in answer.headers
