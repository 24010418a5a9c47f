"""The letters of the pages: each action in a head has one, and no two things on a page share one."""

from __future__ import annotations

import pytest

from app.database import db
from app.time_tracking.actions import bill_entries
from app.web.keys import GROUPS
from tests import bulk, cast, factories
from tests.invoices import given as invoices
from tests.projects import given as projects
from tests.reminders.given import reminder
from tests.test_architecture import filled, rules
from tests.time_tracking.given import entry
from tests.time_tracking.invoices import draft

HEADS = "//*[@class='page-head']//*[self::a or self::button or self::summary][contains(@class, 'btn')]"
LETTERS = "//main//*[@data-key and not(ancestor::template)]"


def normal(key):
    """A key as the browser compares it."""
    return key.lower()


def documents():
    """An invoice of each kind."""
    today = invoices.TODAY
    return [invoices.draft(), *(invoices.in_status(one, today) for one in ("sent", "paid", "cancelled"))]


@pytest.fixture
def places(app):
    """The pages with nothing in the address, and records of every kind with their forms, in all their states."""
    project = projects.project()
    billed, free = entry(project.id, "20 09:00", "20 10:00"), entry(project.id, "20 11:00", "20 12:00")
    invoices_of = documents()
    found = {
        "/crm/customers": [factories.customer().id],
        "/crm/contacts": [factories.contact().id],
        "/projects": [project.id],
        "/time-entries": [billed.id, free.id],
        "/invoices": [one.id for one in invoices_of],
        "/reminders": [reminder("Offen").id, reminder("Erledigt", status="done").id],
        "/employees": [cast.employee("mitarbeit").id],
        "/history/customer": [factories.customer("Alt AG").id],
    }
    bill_entries([billed.id], *draft(project), by=cast.viewer("admin"))
    db.session.rollback()
    records = [f"{path}/{id_}{more}" for path, ids in found.items() for id_ in ids for more in ("", "/edit")]
    plain = {filled(rule) for rule in rules(app) if "GET" in rule.methods and not rule.arguments}
    return sorted({path for path in plain if not path.startswith(("/api", "/logo"))} | set(records))


@pytest.fixture
def walked(places, pages):
    """Every page that answers, for the administration."""
    bulk.fill(3)
    browser = pages("admin")
    answers = {path: browser.raw("GET", path) for path in places}
    whole = [path for path, one in answers.items() if one.status_code == 200 and one.mimetype == "text/html"]
    found = {path: browser.get(path) for path in whole}
    assert len(found) > 40
    return found


def test_each_action_in_a_head_has_a_letter_that_is_shown(walked):
    for path, page in walked.items():
        for action in page.xpath(HEADS):
            words = action.xpath("string()").strip() or action.get("aria-label")
            assert action.get("data-key") or action.get("aria-keyshortcuts"), (path, words)
            assert action.xpath(".//kbd"), f"{path}: the key of {words} is not shown"


def test_no_two_things_on_a_page_share_a_letter(walked):
    for path, page in walked.items():
        letters = {}
        for one in page.xpath(LETTERS):
            does = one.get("href") or (
                one.get("type"),
                one.get("name"),
                one.xpath("string(ancestor::form[1]/@action)"),
            )
            assert letters.setdefault(normal(one.get("data-key")), does) == does, (path, one.get("data-key"))


def test_no_letter_of_a_page_takes_that_of_a_command(walked):
    """`t` on a project is the timer too; `n` is the first "+" wherever there is one, `u` always leads up."""
    taken = {normal(key) for group in GROUPS for row in group.rows if row.command for key in row.keys}
    lists = {normal(key) for key in ("j", "k", "/", "Enter")}
    for path, page in walked.items():
        known = taken if page.xpath("//*[@data-rows]") else taken - lists
        used = {normal(one) for one in page.xpath(f"{LETTERS}/@data-key")}
        assert not used & (known - {"n", "t", "u"}), (path, used & known)


def test_every_letter_of_a_record_is_told_in_the_help(walked):
    told = {normal(key) for group in GROUPS for row in group.rows for key in row.keys}
    own = {"o", "r", "s", "g b", "alt+n", *"12345678"}  # the steps of a new firm have their numbers
    for path, page in walked.items():
        used = {normal(one) for one in page.xpath(f"{LETTERS}/@data-key")}
        assert used <= told | own, (path, used - told - own)


def actions_of(page):
    """The names of the actions that each row of a list offers."""
    return page.xpath("//template[@data-row-actions]/a/@data-name")


def test_a_row_offers_what_one_may(app, pages):
    bulk.fill(2)
    assert actions_of(pages("admin").get("/crm/customers")) == ["open", "edit", "delete"]
    assert actions_of(pages("leitung").get("/crm/customers")) == ["open", "edit"]
    assert actions_of(pages("buchhaltung").get("/time-entries")) == ["open"]
    assert actions_of(pages("admin").get("/departments")) == ["edit", "delete"]


def test_what_was_billed_can_neither_be_edited_nor_deleted_from_its_row(app, pages):
    project = projects.project()
    billed, free = entry(project.id, "20 09:00", "20 10:00"), entry(project.id, "20 11:00", "20 12:00")
    bill_entries([billed.id], *draft(project), by=cast.viewer("admin"))
    ids = {one: f"row-{one.id}" for one in (billed, free)}
    db.session.rollback()
    page = pages("admin").get("/time-entries")
    without = {row.get("id"): row.get("data-without") for row in page.xpath("//tr[@data-href]")}
    assert without == {ids[billed]: "edit delete", ids[free]: None}


def test_only_drafts_are_deleted_from_their_row(app, pages):
    invoices.draft()
    invoices.in_status("sent", invoices.TODAY)
    page = pages("admin").get("/invoices")
    assert sorted(str(row.get("data-without")) for row in page.xpath("//tr[@data-href]")) == [
        "None",
        "delete",
    ]
