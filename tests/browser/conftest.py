"""A real server and a real Chromium."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from werkzeug.serving import make_server

from tests import cast

CHROMIUM = Path("/usr/bin/chromium")
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
NAME = """() => {
  const element = document.activeElement;
  const label = element.labels && element.labels.length ? element.labels[0].innerText : "";
  const own = ["A", "BUTTON", "SUMMARY"].includes(element.tagName) ? element.innerText : "";
  return (element.getAttribute("aria-label") || label || own).replace("*", "").split("\\n")[0].trim();
}"""
SETTLED = """async () => {
  const drawn = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const moves = one => one.playState === "running" && one.effect.getComputedTiming().endTime < Infinity;
  do { await drawn(); } while (document.querySelector(".htmx-request") || document.getAnimations().some(moves));
}"""
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser; the test fails in CI when there is none."""
    with sync_playwright() as playwright:
        path = str(CHROMIUM) if CHROMIUM.exists() else None
        try:
            browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        except Exception as error:
            if os.environ.get("CI") == "true":
                raise
            pytest.skip(f"no Chromium: {error}")
        yield browser
        browser.close()


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address where this application answers."""
    logging.getLogger("werkzeug").setLevel("ERROR")
    listening = make_server("127.0.0.1", 0, app, threaded=True)
    listening.daemon_threads = False  # closing waits for what still runs, then the file may change
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_port}"
    listening.shutdown()
    thread.join()
    listening.server_close()


@pytest.fixture
def address(servers: Any) -> Iterator[str]:
    """Where Kontor answers, on SQLite with a fresh copy of the suite's company."""
    server = servers("sqlite")
    server.reset()
    with served(server.app) as found:
        yield found


@pytest.fixture(scope="module")
def demo(servers: Any) -> Iterator[str]:
    """Where the demonstration company answers."""
    server = servers("sqlite", "demo")
    server.reset()
    with served(server.app) as found:
        yield found


class Person:
    """Somebody at the keyboard."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context, self.address = context, address
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, message: Any) -> None:
        expected = "Failed to load resource: the server responded with a status of 4"
        if message.type in ("error", "warning") and not message.text.startswith(expected):
            self.complaints.append(message.text)

    def open(self, path: str) -> Page:
        """Opens an address of Kontor."""
        self.page.goto(f"{self.address}{path}")
        return self.page

    def settle(self) -> None:
        """Waits until the page is drawn, with all that htmx loads into it."""
        self.page.wait_for_load_state("load")
        self.page.evaluate(SETTLED)

    def press(self, *keys: str) -> None:
        """Presses keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def reach(self, label: str) -> None:
        """Goes to the control with this name with the Tab key, as somebody without a mouse does."""
        for _step in range(120):
            if self.page.evaluate(NAME) == label:
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not reach {label!r}")

    def write(self, label: str, text: str) -> None:
        """Reaches a field and types into it, over what stands there."""
        self.reach(label)
        self.press("Control+a")
        self.page.keyboard.type(text)

    def choose(self, label: str, text: str, option: str) -> None:
        """Types into a combobox, and takes the option with the arrow and Enter."""
        self.write(label, text)
        self.page.get_by_role("option", name=option).first.wait_for()
        self.press("ArrowDown", "Enter")

    def title(self, text: str) -> None:
        """Waits until this stands in the page's heading, and its scripts run."""
        expect(self.page.locator("h1")).to_contain_text(text)
        self.page.wait_for_load_state("load")

    def faults(self) -> list[str]:
        """What axe finds on the present page, serious and worse."""
        self.page.evaluate(AXE)
        found = self.page.evaluate(
            "async () => (await axe.run({resultTypes: ['violations']})).violations"
            ".filter(one => ['serious', 'critical'].includes(one.impact))"
            ".map(one => one.id + ': ' + one.nodes.map(node => node.html.slice(0, 160)).slice(0, 3).join(' | '))"
        )
        return list(found)


class People:
    """Somebody at the keyboard, each in a browser of their own; at the end, what all of them complained about."""

    def __init__(self, chromium: Browser, address: str) -> None:
        self.chromium, self.address = chromium, address
        self.people: list[Person] = []

    def __call__(self, who: str | None, **options: Any) -> Person:
        options = {
            "locale": "de-DE",
            "timezone_id": "Europe/Berlin",
            "viewport": {"width": 1440, "height": 900},
        } | options
        context = self.chromium.new_context(**options)
        context.set_default_timeout(10_000)
        if who is not None:
            cookie = {"name": "kontor_session", "value": cast.session_token(who), "url": self.address}
            context.add_cookies([cookie])
        self.people.append(Person(context, self.address))
        return self.people[-1]

    def leave(self) -> list[str]:
        """Closes all browsers; gives the errors and warnings of their consoles."""
        complaints = [complaint for one in self.people for complaint in one.complaints]
        for one in self.people:
            one.context.close()
        return complaints


@pytest.fixture
def person(chromium: Browser, address: str) -> Iterator[Any]:
    """`person("leitung")`: somebody who is signed in; `person(None)`: nobody yet. Options go to the context."""
    people = People(chromium, address)
    yield people
    complaints = people.leave()
    assert not complaints, complaints
