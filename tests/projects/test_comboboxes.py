"""Comboboxes without scripts: the id in the page stays, and the person types over the name."""

from __future__ import annotations

import pytest

from app.crm.actions import change_customer
from app.crm.models import Customer
from app.database import atomic, db
from app.projects.models import Project
from tests import cast, factories
from tests.pages import filled, lint
from tests.projects import given

pytestmark = pytest.mark.on("sqlite")


@pytest.fixture
def edited(app, pages):
    """A function that saves a project of Alt AG as it was shown, but for what is typed over."""
    project = given.project(customer_id=factories.customer("Alt AG").id)
    place = f"/projects/{project.id}/edit"
    form = filled(pages("admin").get(place).xpath("//form[@id='form']")[0])

    def save(**typed):
        answer = pages("admin").post(
            place, form | {name.replace("_text", "-text"): text for name, text in typed.items()}
        )
        db.session.rollback()
        return answer

    save.form, save.place, save.project = form, place, project
    return save


def customer_of(project):
    return db.session.get_one(Customer, project.customer_id).name


def test_the_name_that_is_typed_counts(edited):
    factories.customer("Neu GmbH")
    assert edited(customer_id_text="neu gmbh").status_code == 303
    assert customer_of(edited.project) == "Neu GmbH"


def test_it_counts_too_where_the_page_did_not_say_what_it_showed(edited):
    factories.customer("Neu GmbH")
    edited.form.pop("customer_id-shown")
    assert edited(customer_id_text="Neu GmbH").status_code == 303
    assert customer_of(edited.project) == "Neu GmbH"


def test_a_name_that_fits_several_offers_them(edited):
    factories.customer("Neu Nord")
    south = factories.customer("Neu Süd")
    answer = edited(customer_id_text="Neu")
    assert answer.status_code == 422 and customer_of(edited.project) == "Alt AG"
    page = lint(answer.text)
    assert str(south.id) in page.xpath("//noscript//input[@type='radio' and @name='customer_id']/@value")


def test_the_one_that_is_chosen_then_counts(edited, pages):
    factories.customer("Neu Nord")
    south = factories.customer("Neu Süd")
    form = filled(lint(edited(customer_id_text="Neu").text).xpath("//form[@id='form']")[0])
    form["customer_id"] = [*form["customer_id"], str(south.id)]
    assert pages("admin").post(edited.place, form).status_code == 303
    db.session.rollback()
    assert customer_of(edited.project) == "Neu Süd"


def test_a_name_that_nobody_has_is_refused_and_stays(edited):
    answer = edited(customer_id_text="Niemand KG")
    assert answer.status_code == 422 and customer_of(edited.project) == "Alt AG"
    page = lint(answer.text)
    assert page.xpath("//input[@id='customer_id']/@value") == ["Niemand KG"]
    assert page.xpath("//input[@name='customer_id' and @type='hidden']/@value") == [""]


def test_a_name_that_is_cleared_means_nothing(edited):
    answer = edited(customer_id_text=" ")
    assert answer.status_code == 422, "a project has a customer"
    assert lint(answer.text).xpath("//*[@id='customer_id-error']")


def test_a_person_that_is_cleared_is_gone(app, pages):
    """A field that may be empty."""
    manager = cast.employee("leitung")
    person = cast.employee("mitarbeit")
    atomic(lambda: setattr(person, "manager_id", manager.id))()
    place = f"/employees/{person.id}/edit"
    form = filled(pages("admin").get(place).xpath("//form[@id='form']")[0])
    assert form["manager_id"] == [str(manager.id)]
    assert pages("admin").post(place, form | {"manager_id-text": ""}).status_code == 303
    db.session.rollback()
    assert person.manager_id is None


def test_a_name_that_changed_meanwhile_is_no_other_one(edited):
    customer = db.session.get_one(Customer, edited.project.customer_id)
    change_customer(customer, {"name": "Alt & Neu AG"}, by=cast.viewer("admin"))
    assert edited(title="Anders").status_code == 303
    assert customer_of(edited.project) == "Alt & Neu AG" and edited.project.title == "Anders"


def test_one_of_two_of_the_same_name_stays_the_one(app, pages):
    customers = [factories.customer("Zwilling AG") for _number in range(2)]
    project = given.project(customer_id=customers[1].id)
    place = f"/projects/{project.id}/edit"
    form = filled(pages("admin").get(place).xpath("//form[@id='form']")[0])
    assert pages("admin").post(place, form).status_code == 303
    db.session.rollback()
    assert project.customer_id == customers[1].id


def test_what_one_may_not_see_stays(app, pages):
    """Its name is not shown, so nothing was typed over."""
    person = cast.employee("mitarbeit")
    project = given.project(member_ids=[person.id])
    place = f"/projects/{project.id}/edit"
    form = filled(pages("leitung").get(place).xpath("//form[@id='form']")[0])
    hidden = form | {"department_id-shown": "", "department_id-text": ""}
    assert pages("leitung").post(place, hidden).status_code == 303
    db.session.rollback()
    assert project.department_id == cast.department() and project.member_ids == [person.id]


def test_the_exact_name_counts_among_many_that_contain_it(edited):
    for number in range(5):
        factories.customer(f"Alpha Neu GmbH {number}")
    factories.customer("Neu GmbH")
    assert edited(customer_id_text="Neu GmbH").status_code == 303
    assert customer_of(edited.project) == "Neu GmbH"


def test_one_line_more_keeps_the_name_that_is_typed(app, pages):
    """A button that changes the form itself checks nothing, and loses nothing."""
    page = pages("leitung").get("/invoices/new")
    form = filled(page.xpath("//form[@id='form']")[0]) | {"customer_id": str(factories.customer("Alt AG").id)}
    form |= {"customer_id-shown": "Alt AG", "customer_id-text": "Neu", "add_line": "1"}
    again = lint(pages("leitung").post("/invoices/new", form).text)
    assert again.xpath("//input[@id='customer_id']/@value") == ["Neu"]


# several of them


def test_a_name_that_is_typed_joins_the_team(edited):
    assert edited(member_ids_text="Selin Yıldız").status_code == 303
    assert edited.project.member_ids == [cast.employee("mitarbeit").id]


def test_names_that_fit_several_are_offered_and_one_is_ticked(edited, pages):
    answer = edited(member_ids_text="a")
    assert answer.status_code == 422 and not edited.project.member_ids
    page = lint(answer.text)
    form = filled(page.xpath("//form[@id='form']")[0])
    assert form["member_ids-text"] == ["a"]
    offered = page.xpath("//noscript//input[@type='checkbox' and @name='member_ids']/@value")
    assert str(cast.employee("fremd").id) in offered
    assert (
        pages("admin").post(edited.place, form | {"member_ids": str(cast.employee("fremd").id)}).status_code
        == 303
    )
    db.session.rollback()
    assert edited.project.member_ids == [cast.employee("fremd").id]


def test_a_name_for_the_team_that_nobody_has_is_refused(edited):
    for text in ("Niemand", "x" * 40_000):
        assert edited(member_ids_text=text).status_code == 422
    assert isinstance(edited.project, Project) and not edited.project.member_ids
