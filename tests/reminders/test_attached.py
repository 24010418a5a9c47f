"""What is attached to records: seen with them, gone with them; the noun `Attached` by way of reminders."""

from __future__ import annotations

import pytest
from sqlalchemy import event, func, select, text

from app.audit.queries import history
from app.crm.actions import delete_contact, delete_customer
from app.database import db
from app.invoices.actions import delete_draft
from app.links import kinds as links
from app.links.attached import sees_subject
from app.people.actions import create_employee, delete_employee
from app.people.queries import find_role
from app.projects.actions import delete_project
from app.reminders.models import Reminder
from app.time_tracking.actions import delete_entry, discard_timer, start_timer
from tests import cast, factories
from tests.invoices.given import draft
from tests.projects import given as projects
from tests.reminders.given import NOW, count, reminder
from tests.time_tracking.given import entry

ATTACHABLE = {"customer", "contact", "project", "invoice", "time_entry", "employee"}


def person():
    """An employee whom nothing refers to."""
    values = {"firstname": "Ada", "lastname": "N", "email": "ada@example.com"}
    role = find_role("Mitarbeit").id
    return create_employee(values | {"role_id": role}, by=cast.viewer("admin"), now=NOW)


def foreign_project():
    return projects.project("Geheimes Projekt", department_id=cast.department("Technik"))


MADE = {
    "customer": (factories.customer, delete_customer),
    "contact": (factories.contact, delete_contact),
    "project": (projects.project, delete_project),
    "invoice": (draft, delete_draft),
    "time_entry": (lambda: entry(projects.project().id, "20 09:00", "20 10:00"), delete_entry),
    "employee": (person, delete_employee),
}


def test_the_kinds_that_others_can_be_attached_to(app):
    assert {kind.name for kind in links.subjects()} == ATTACHABLE == set(MADE)


@pytest.mark.parametrize("kind", sorted(ATTACHABLE))
def test_what_is_attached_goes_with_its_record(app, kind):
    make, delete = MADE[kind]
    found, other = make(), reminder("Bleibt")
    attached = [reminder(about=found, of=who).id for who in ("mitarbeit", "admin")]
    delete(found, by=cast.viewer("admin"))
    assert list(db.session.scalars(select(Reminder.id))) == [other.id]
    db.session.rollback()
    for id_ in attached:
        assert history("reminder", id_)[0].action == "deleted"
        assert history("reminder", id_)[0].actor == cast.viewer("admin").name


def test_what_is_attached_to_contacts_goes_with_their_customer(app):
    customer = factories.customer()
    reminder(about=factories.contact(customer))
    delete_customer(customer, by=cast.viewer("admin"))
    assert count() == 0


def test_what_is_attached_to_a_timer_goes_with_it(app):
    by = cast.viewer("mitarbeit")
    reminder(about=start_timer(projects.project().id, by=by, now=NOW))
    discard_timer(by=by)
    assert count() == 0


def test_a_refused_deletion_leaves_what_is_attached(app):
    project = projects.project()
    reminder(about=project.customer)
    with pytest.raises(Exception, match="used by"):
        delete_customer(project.customer, by=cast.viewer("admin"))
    assert count() == 1


def test_whoever_may_open_the_record_sees_what_is_attached(app):
    own, foreign = projects.project(), foreign_project()
    for subject in (own, foreign, own.customer, entry(own.id, "20 09:00", "20 10:00", of="leitung"), draft()):
        reminder(about=subject, of="admin")
    reminder("Allein", of="admin")
    expected = {
        "admin": {"project", "customer", "time_entry", "invoice"},
        "mitarbeit": {"project", "customer"},
        "fremd": {"project", "customer"},
    }
    for who, kinds in expected.items():
        viewer = cast.viewer(who)
        seen = select(Reminder.linked_module, Reminder.linked_id).where(sees_subject(viewer, Reminder))
        found = db.session.execute(seen).all()
        assert {kind for kind, _id in found} == kinds, who
        ids = {id_ for _kind, id_ in found}
        assert (foreign.id in ids) is (who in ("admin", "fremd")), who


def test_the_predicate_is_one_statement(app, queries):
    reminder(about=factories.customer())
    viewer = cast.viewer("admin")
    with queries() as seen:
        db.session.scalar(select(func.count(Reminder.id)).where(sees_subject(viewer, Reminder)))
    assert len(seen) == 1


def test_the_predicate_looks_by_id_and_walks_through_no_table(app, server):
    """Each row is looked up in the tables of the kinds; none of these is read as a whole."""
    plan = plan_of(select(Reminder.id).where(sees_subject(cast.viewer("leitung"), Reminder)).limit(50))
    walked = "Seq Scan on " if server.kind == "postgresql" else "SCAN "
    read = [line.partition(walked)[2].split()[0] for line in plan if walked in line]
    assert set(read) <= {"reminder", "project_member"}, plan
    assert len(plan) > len(ATTACHABLE)


def plan_of(statement):
    """How the database carries it out, line by line."""
    is_postgresql = db.engine.dialect.name == "postgresql"
    if is_postgresql:
        db.session.execute(text("SET LOCAL enable_seqscan = off"))  # the tables of a test are tiny
    plan = []

    def explain(_connection, cursor, asked, parameters, *_rest):
        cursor.execute(f"{'EXPLAIN' if is_postgresql else 'EXPLAIN QUERY PLAN'} {asked}", parameters)
        plan.extend(str(row[-1]) for row in cursor.fetchall())

    event.listen(db.engine, "before_cursor_execute", explain)
    try:
        db.session.execute(statement)
    finally:
        event.remove(db.engine, "before_cursor_execute", explain)
    return plan


def test_names_of_all_kinds_cost_one_statement(app, queries):
    ids = [make().id for make, _delete in MADE.values()]
    viewer = cast.viewer("admin")
    db.session.rollback()
    with queries() as seen:
        found = links.find_all(links.ANY, ids, viewer)
    assert len(seen) == 1
    assert {one.kind for one in found} == ATTACHABLE


def test_a_record_out_of_sight_has_no_name(app):
    project = foreign_project()
    assert links.find(links.ANY, project.id, cast.viewer("mitarbeit")) is None
    assert links.find(links.ANY, project.id, cast.viewer("fremd")).label == "Geheimes Projekt"


def test_knowing_a_colleagues_name_is_no_sight_of_their_record(app):
    colleague = cast.employee("leitung").id
    assert links.find("employee", colleague, cast.viewer("mitarbeit")) is not None
    assert links.find(links.ANY, colleague, cast.viewer("mitarbeit")) is None
