"""What is wrong with a JSON body is told at once: unknown fields, wrong types, and values that cannot be."""

from __future__ import annotations

import pytest

from tests import factories
from tests.invoices import given as documents
from tests.projects import given as projects

pytestmark = pytest.mark.on("sqlite")

CUSTOMERS = "/api/backoffice/crm/customers"
INVOICES = "/api/backoffice/invoices"
FROM_TIME = f"{INVOICES}/from-time-entries"


def errors(api, method, path, body):
    """The names of what is wrong."""
    problem = api("admin").call(method, path, body, status=422)
    assert all(len(messages) == 1 for messages in problem["errors"].values()), problem["errors"]
    return set(problem["errors"])


def test_unknown_fields_and_wrong_types_and_values_are_told_at_once(api):
    body = {"nmae": "x", "type": "B2X", "payment_terms_days": "soon", "hourly_rate": -1, "email": 7}
    assert errors(api, "POST", CUSTOMERS, body) == {
        "nmae",
        "name",
        "type",
        "payment_terms_days",
        "hourly_rate",
        "email",
    }


def test_what_several_fields_show_together_is_told_with_the_rest(api):
    """The USt-IdNr. is checked with the country, whatever else is wrong."""
    body = {"nmae": "x", "type": "B2B", "vat_id": "DE123456789", "postal_code": "1"}
    assert errors(api, "POST", CUSTOMERS, body) == {"nmae", "name", "vat_id", "postal_code"}


def test_nothing_is_said_of_what_depends_on_a_wrong_field(api):
    """Whether the USt-IdNr. is right cannot be known without a country."""
    body = {"name": "x", "type": "B2B", "vat_id": "DE123456789", "country": "XX"}
    assert errors(api, "POST", CUSTOMERS, body) == {"country"}


def test_nothing_is_said_twice_of_a_wrong_field(app, api):
    assert errors(api, "POST", FROM_TIME, {"project_id": "x", "from_date": "x"}) == {
        "project_id",
        "from_date",
    }
    assert errors(api, "POST", FROM_TIME, {"customer_id": "x"}) == {"customer_id"}


def test_lines_are_told_with_the_rest(app, api):
    line = {"description": "x", "quantity": 1, "unit_price": 1}
    lines = [line | {"nett": 1}, line | {"quantity": "many", "unit_price": -1}, line, {"qty": 1}]
    assert errors(api, "POST", INVOICES, {"line_items": lines, "due_date": "soon", "note": "x"}) == {
        "customer_id",
        "due_date",
        "note",
        "line_items.0.nett",
        "line_items.1.quantity",
        "line_items.1.unit_price",
        "line_items.3.qty",
        "line_items.3.description",
        "line_items.3.quantity",
        "line_items.3.unit_price",
    }


@pytest.mark.parametrize("lines", ["nonsense", [1], [], [{}] * 501, None])
def test_lines_that_are_none_are_told_with_the_rest(app, api, lines):
    body = {"line_items": lines, "due_date": "soon", "note": "x"}
    assert errors(api, "POST", INVOICES, body) == {"customer_id", "due_date", "note", "line_items"}


def test_a_patch_tells_everything_at_once(app, api):
    body = {"line_items": [{"qty": 1}], "due_date": "soon", "note": "x"}
    assert errors(api, "PATCH", f"{INVOICES}/{documents.draft().id}", body) == {
        "due_date",
        "note",
        "line_items.0.qty",
        "line_items.0.description",
        "line_items.0.quantity",
        "line_items.0.unit_price",
    }


def test_lines_of_a_wrong_type_leave_those_that_are_stored_alone(app, api):
    place = f"{INVOICES}/{documents.draft().id}"
    assert errors(api, "PATCH", place, {"line_items": 7}) == {"line_items"}
    assert len(api("admin").get(place)["line_items"]) == 1


def test_a_put_tells_everything_at_once(app, api):
    project = projects.project()
    body = {"titel": "x", "customer_id": "x", "start_date": "soon"}
    assert errors(api, "PUT", f"/api/backoffice/projects/{project.id}", body) == {
        "titel",
        "title",
        "customer_id",
        "department_id",
        "start_date",
    }


@pytest.mark.parametrize("step", ["recalculate", "regenerate-pdf"])
def test_an_action_without_input_names_all_that_it_does_not_take(app, api, step):
    assert errors(api, "POST", f"{INVOICES}/{documents.draft().id}/{step}", {"a": 1, "b": 2}) == {"a", "b"}


@pytest.mark.parametrize("step", ["recalculate", "regenerate-pdf"])
def test_an_action_without_input_needs_no_body(app, api, step):
    api("admin").post(f"{INVOICES}/{documents.draft().id}/{step}", status=200)


def test_pages_tell_what_several_fields_show_together_with_the_rest(app, pages):
    sent = {"name": "", "type": "B2B", "country": "DE", "vat_id": "DE123456789"}
    answer = pages("admin").post("/crm/customers/new", sent)
    assert answer.status_code == 422
    assert answer.text.count("aria-invalid") == 2


def test_nothing_is_saved_of_a_body_with_an_unknown_field(app, api):
    customer = factories.customer("Alt")
    place = f"{CUSTOMERS}/{customer.id}"
    assert errors(api, "PATCH", place, {"name": "Neu", "nmae": "x"}) == {"nmae"}
    assert api("admin").get(place)["name"] == "Alt"
