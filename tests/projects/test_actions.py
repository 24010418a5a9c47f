"""Making, changing and deleting projects."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import func, select

from app.audit.models import AuditRecord
from app.audit.queries import verify
from app.crm.actions import delete_customer
from app.crm.rules import CustomerIsUsed
from app.database import db
from app.links import keeping
from app.links.keeping import IsUsed
from app.people.actions import delete_department, delete_employee
from app.people.models import Department
from app.projects import actions
from app.projects.models import Project, ProjectMember
from app.projects.queries import PROJECT
from app.projects.rules import EndBeforeStart, NotYourDepartment, ProjectIsUsed
from app.values.refusals import Stale
from tests import cast, factories
from tests.projects import given


def _values(project: Project, **changes):
    names = ("title", "status", "start_date", "end_date", "department_id", "customer_id", "member_ids")
    return {name: getattr(project, name) for name in names} | changes


def _recorded() -> list[tuple[str, dict]]:
    query = select(AuditRecord).where(AuditRecord.entity == "project").order_by(AuditRecord.seq)
    return [(record.action, json.loads(record.payload)) for record in db.session.scalars(query)]


def test_it_gets_the_next_number_and_is_recorded(app):
    one, two = given.project(), given.project("Netzwerk 3. OG", member_ids=[cast.employee("fremd").id])
    assert (one.number, two.number) == ("P-00001", "P-00002")
    assert one.sort_title == "relaunch intranet" and one.search_text == "p-00001\nrelaunch intranet"
    action, payload = _recorded()[1]
    assert action == "created" and payload["after"]["title"] == "Netzwerk 3. OG"
    assert payload["after"]["member_ids"] == [str(cast.employee("fremd").id)]
    assert "sort_title" not in payload["after"]
    record = db.session.scalar(select(AuditRecord).where(AuditRecord.entity == "project"))
    assert record.customer_id == one.customer_id
    assert verify()[1] is None


def test_a_team_is_part_of_the_project(app):
    project = given.project()
    version, before = project.version, project.updated_at
    people = [cast.employee(who).id for who in ("mitarbeit", "fremd")]
    actions.change_project(project, _values(project, member_ids=people), by=cast.viewer("leitung"))
    assert set(project.member_ids) == set(people)
    assert project.version == version + 1 and project.updated_at > before
    assert _recorded()[-1] == (
        "changed",
        {"before": {"member_ids": []}, "after": {"member_ids": sorted(map(str, people))}},
    )
    actions.change_project(project, _values(project, member_ids=people[:1]), by=cast.viewer("leitung"))
    assert project.member_ids == people[:1] and project.version == version + 2
    changes = len(_recorded())
    actions.change_project(project, _values(project), by=cast.viewer("leitung"))
    assert project.version == version + 2 and len(_recorded()) == changes, "nothing changed, nothing recorded"


def test_an_old_version_is_stale(app):
    project = given.project()
    actions.change_project(project, _values(project, title="Anders"), 1, by=cast.viewer("leitung"))
    with pytest.raises(Stale):
        actions.change_project(project, _values(project, title="Noch anders"), 1, by=cast.viewer("leitung"))
    assert db.session.get(Project, project.id).title == "Anders"


def test_it_cannot_end_before_it_starts_and_leaves_nothing_behind(app):
    customer = factories.customer().id
    with pytest.raises(EndBeforeStart):
        given.project(customer_id=customer, end_date=date(2026, 10, 31))
    assert db.session.scalar(select(func.count()).select_from(Project)) == 0
    assert given.project(customer_id=customer).number == "P-00001", "the number was given back"


def test_without_manage_only_in_ones_own_department(app):
    project = given.project()
    by = cast.viewer("mitarbeit")  # a role with write would be the same: the action asks for manage only
    actions.change_project(project, _values(project, title="Anders"), by=by)
    with pytest.raises(NotYourDepartment):
        actions.change_project(project, _values(project, department_id=cast.department("Technik")), by=by)
    theirs = given.project(department_id=cast.department("Technik"), member_ids=[by.id])
    actions.change_project(theirs, _values(theirs, title="Anders"), by=by)
    with pytest.raises(NotYourDepartment):
        values = _values(project, title="Neu", department_id=cast.department("Technik"))
        actions.create_project(values, by=by, now=given.NOW)


def test_deleting_takes_the_team_along(app):
    project = given.project(member_ids=[cast.employee("fremd").id])
    actions.delete_project(project, by=cast.viewer("leitung"))
    assert db.session.scalar(select(func.count()).select_from(ProjectMember)) == 0
    assert _recorded()[-1][0] == "deleted"


def test_what_is_used_stays(app, monkeypatch):
    project = given.project()
    used = keeping.Use("time entries", Project.id, None, None)
    monkeypatch.setitem(keeping._uses, "project", [used])
    with pytest.raises(ProjectIsUsed) as refused:
        actions.delete_project(project, by=cast.viewer("leitung"))
    assert "time entries" in str(refused.value)
    assert PROJECT.find(project.id, cast.viewer("leitung"))


def test_a_project_keeps_customer_department_and_team(app):
    project = given.project(member_ids=[cast.employee("fremd").id], department_id=cast.department("Technik"))
    with pytest.raises(CustomerIsUsed) as refused:
        delete_customer(project.customer, by=cast.viewer("admin"))
    assert "projects" in str(refused.value)
    with pytest.raises(IsUsed):
        delete_employee(cast.employee("fremd"), by=cast.viewer("admin"))
    with pytest.raises(IsUsed):
        delete_department(db.session.get(Department, cast.department("Technik")), by=cast.viewer("admin"))


SEEN = {
    "admin": {"Beratung", "Technik", "Technik, im Team"},
    "buchhaltung": {"Beratung", "Technik", "Technik, im Team"},
    "leitung": {"Beratung", "Technik", "Technik, im Team"},
    "mitarbeit": {"Beratung", "Technik, im Team"},
    "fremd": {"Technik", "Technik, im Team"},
}


@pytest.mark.parametrize("who", SEEN)
def test_who_sees_what(app, who):
    technik, team = cast.department("Technik"), [cast.employee("mitarbeit").id]
    given.project("Beratung")
    given.project("Technik", department_id=technik)
    given.project("Technik, im Team", department_id=technik, member_ids=team)
    viewer = cast.viewer(who)
    assert {project.title for project in db.session.scalars(PROJECT.visible(viewer))} == SEEN[who]
    found = {one.title for one in db.session.scalars(select(Project)) if PROJECT.find(one.id, viewer)}
    assert found == SEEN[who]
