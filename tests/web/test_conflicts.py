"""Two people at the same form: what differs is told field by field, and the choice counts."""

from __future__ import annotations

import pytest

from tests import cast, factories
from tests.invoices.given import draft, line
from tests.pages import filled, lint, readable
from tests.projects import given


@pytest.fixture
def edited(pages, app):
    """A page of a customer that was open while Miriam's colleague saved another name of the town."""
    made = factories.customer(phone="0261 1", city="Koblenz")
    place = f"/crm/customers/{made.id}/edit"
    page = filled(pages("leitung").get(place).xpath("//form[@id='form']")[0])
    theirs = pages("admin").get(place).xpath("//form[@id='form']")[0]
    assert pages("admin").post(place, filled(theirs) | {"city": "Mainz"}).status_code == 303
    return place, page


def told(answer):
    """The fields of the conflict: what is mine, what is theirs, and which is proposed."""
    assert answer.status_code == 409
    page = lint(answer.text)
    found = {}
    for field in page.xpath("//fieldset[contains(@class, 'conflict-field')]"):
        mine, theirs = (readable(one) for one in field.xpath(".//label"))
        (chosen,) = field.xpath(".//input[@checked]/@value")
        found[readable(field.xpath("./legend")[0])] = (mine, theirs, chosen)
    return page, found


def test_both_values_of_a_field_are_told(pages, edited):
    place, page = edited
    _page, found = told(pages("leitung").post(place, page | {"city": "Trier"}))
    assert found == {"Ort": ("Meine Eingabe Trier", "Inzwischen Mainz", "mine")}


def test_what_nobody_touched_here_proposes_what_is_stored(pages, edited):
    place, page = edited
    _page, found = told(pages("leitung").post(place, page | {"phone": "0261 2", "status": "lead"}))
    assert found == {
        "Ort": ("Meine Eingabe Koblenz", "Inzwischen Mainz", "theirs"),
        "Telefon": ("Meine Eingabe 0261 2", "Inzwischen 0261 1", "mine"),
        "Status": ("Meine Eingabe Interessent", "Inzwischen Aktiv", "mine"),
    }


def test_the_head_says_who_it_was(pages, edited):
    place, page = edited
    shown, _found = told(pages("leitung").post(place, page))
    words = readable(shown.get_element_by_id("form-errors"))
    assert "Jana Krämer" in words and "Inzwischen geändert" in words
    assert "Bitte prüfen" not in words


def test_the_choice_counts_when_it_is_saved_again(pages, edited, api):
    place, page = edited
    shown, _found = told(pages("leitung").post(place, page | {"phone": "0261 2"}))
    again = filled(shown.xpath("//form[@id='form']")[0])
    assert pages("leitung").post(place, again).status_code == 303
    stored = api("admin").get(f"/api/backoffice{place.removesuffix('/edit')}")
    assert (stored["city"], stored["phone"]) == ("Mainz", "0261 2")


def test_ones_own_entry_can_be_chosen(pages, edited, api):
    place, page = edited
    shown, _found = told(pages("leitung").post(place, page))
    again = filled(shown.xpath("//form[@id='form']")[0]) | {"conflict-city": "mine"}
    assert pages("leitung").post(place, again).status_code == 303
    assert api("admin").get(f"/api/backoffice{place.removesuffix('/edit')}")["city"] == "Koblenz"


def test_ones_own_other_window_is_called_that(pages, edited):
    place, page = edited
    shown, _found = told(pages("admin").post(place, page))
    assert "in einem anderen Fenster" in readable(shown.get_element_by_id("form-errors"))


def test_nothing_differs(pages, edited):
    place, page = edited
    _page, found = told(pages("leitung").post(place, page | {"city": "Mainz"}))
    assert found == {}


@pytest.fixture
def drafted(pages, app):
    """A draft of two lines, open while somebody else takes the second one out."""
    made = draft(line("14", "105"), line("2", "50", description="Anfahrt"))
    place = f"/invoices/{made.id}/edit"
    page = filled(pages("leitung").get(place).xpath("//form[@id='form']")[0])
    theirs = filled(pages("buchhaltung").get(place).xpath("//form[@id='form']")[0])
    theirs = {name: value for name, value in theirs.items() if not name.startswith("line_items-1-")}
    assert pages("buchhaltung").post(place, theirs).status_code == 303
    return place, page


def test_lines_are_told_as_one(pages, drafted):
    place, page = drafted
    _page, found = told(pages("leitung").post(place, page | {"line_items-0-quantity": "3"}))
    mine, theirs, chosen = found.pop("Positionen")
    assert not found and chosen == "mine"
    assert "3 Std. × 105,00 €" in mine and "Anfahrt" in mine
    assert "14 Std. × 105,00 €" in theirs and "Anfahrt" not in theirs


def test_lines_that_nobody_touched_here_propose_the_stored_ones(pages, drafted):
    place, page = drafted
    shown, found = told(pages("leitung").post(place, page | {"notes": "Rabatt?"}))
    assert found["Positionen"][2] == "theirs" and found["Notizen (werden nicht gedruckt)"][2] == "mine"
    again = filled(shown.xpath("//form[@id='form']")[0])
    assert pages("leitung").post(place, again).status_code == 303
    page = pages("leitung").get(place.removesuffix("/edit"))
    assert "Anfahrt" not in readable(page) and "Rabatt?" in readable(page)


def test_a_line_that_is_gone_comes_back_with_ones_own_lines(pages, drafted):
    place, page = drafted
    shown, _found = told(pages("leitung").post(place, page))
    again = filled(shown.xpath("//form[@id='form']")[0]) | {"conflict-line_items": "mine"}
    assert pages("leitung").post(place, again).status_code == 303
    rows = pages("leitung").get(place.removesuffix("/edit")).xpath("//table[@class='line-table']/tbody/tr")
    assert len(rows) == 2


def test_the_team_of_a_project_is_told_by_names(pages, app, api):
    members = [cast.employee(who).id for who in ("mitarbeit", "leitung")]
    made = given.project(member_ids=members[:1])
    place = f"/projects/{made.id}/edit"
    page = filled(pages("leitung").get(place).xpath("//form[@id='form']")[0])
    api("admin").patch(f"/api/backoffice/projects/{made.id}", {"member_ids": [str(one) for one in members]})
    _page, found = told(pages("leitung").post(place, page))
    mine, theirs, chosen = next(iter(found.values()))
    assert len(found) == 1 and chosen == "theirs"
    assert "Selin" in mine and "Tobias" not in mine and "Tobias" in theirs
