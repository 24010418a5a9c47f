"""Comboboxes in a browser: what was chosen counts, whatever else has the same name."""

from __future__ import annotations

import pytest

from app.database import db
from app.projects.models import Project
from tests import factories
from tests.projects import given

pytestmark = pytest.mark.browser


def test_the_chosen_one_of_two_of_the_same_name_is_saved(person, address, servers):
    app = servers("sqlite").app
    with app.app_context():
        twins = {str(factories.customer("Zwilling AG").id) for _number in range(2)}
        project = given.project(customer_id=factories.customer("Alt AG").id)
        id_ = project.id
        place = f"/projects/{id_}"
    one = person("leitung")
    page = one.open(f"{place}/edit")
    one.choose("Kunde", "zwill", "Zwilling AG")
    chosen = page.locator("input[name='customer_id']").input_value()
    assert chosen in twins
    one.press("Control+Enter")
    page.wait_for_url(f"**{place}")
    with app.app_context():
        assert str(db.session.get_one(Project, id_).customer_id) == chosen
