"""Long forms stand in groups with a list of jumps."""

from __future__ import annotations

from collections import Counter

import pytest

from app.forms.form import Form
from app.people.queries import find_role
from tests.pages import readable

UNSEEN = ("hidden", "unseen", "lines")


def grouped_forms():
    found, seen = [Form], []
    while found:
        one = found.pop()
        found += one.__subclasses__()
        seen += [one] if one.groups else []
    return seen


@pytest.mark.parametrize("form", grouped_forms(), ids=lambda form: form.__name__)
def test_each_field_stands_in_one_group(outside, form):
    with outside.test_request_context():
        fields = [one.name for one in form(formdata=None) if one.shape not in UNSEEN]
    assert Counter(name for group in form.groups for name in group.fields) == Counter(fields)


@pytest.mark.parametrize("path", ["/settings", "/employees/new"])
def test_every_jump_leads_to_a_place_of_the_page(pages, path):
    page = pages("admin").get(path)
    jumps = page.xpath("//nav[@class='jumps']/a")
    assert len(jumps) >= 5
    for jump in jumps:
        (place,) = page.xpath(f"//section[@id='{jump.get('href')[1:]}']")
        assert readable(place.xpath(".//h2")[0]) == readable(jump)


def test_a_new_employee_has_the_ordinary_role(app, pages):
    page = pages("admin").get("/employees/new")
    assert page.xpath("//input[@name='role_id']/@value") == [str(find_role("Mitarbeit").id)]
