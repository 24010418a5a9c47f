"""Setting, changing, closing and deleting reminders."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.audit.queries import history, verify
from app.database import atomic, db
from app.links.attached import SubjectIsGone
from app.links.keeping import IsUsed
from app.people.actions import create_employee, delete_employee
from app.people.queries import find_role
from app.reminders import actions
from app.reminders.models import Reminder
from app.reminders.queries import REMINDER, count_due, is_due, next_of, state_on
from app.reminders.rules import NotYourReminder, ReminderStatus, Repeat, RepeatNeedsDueDate, State
from app.values.refusals import NotThere, Stale
from tests import cast, factories
from tests.reminders.cases import STATES
from tests.reminders.given import NOW, TODAY, count, reminder

DONE = {"status": ReminderStatus.DONE}


def values(found, **changed):
    """What a form gives of a reminder."""
    names = ("title", "due_date", "priority", "repeat", "owner_id", "linked_module", "linked_id", "status")
    return {name: getattr(found, name) for name in names} | changed


def done(found, of="mitarbeit"):
    return actions.mark_done(found, by=cast.viewer(of), now=NOW)


def test_a_reminder_is_its_makers_own(app):
    assert reminder().owner_id == cast.employee("mitarbeit").id


def test_a_new_one_is_open_of_medium_priority_and_does_not_repeat(app):
    made = actions.create_reminder({"title": "Nur so"}, by=cast.viewer("mitarbeit"))
    assert (made.status, made.priority, made.repeat) == ("open", "medium", "none")


def test_somebody_elses_needs_manage(app):
    other = cast.employee("leitung").id
    with pytest.raises(NotYourReminder):
        reminder(owner_id=other)
    assert reminder(of="admin", owner_id=other).owner_id == other


def test_a_change_leaves_it_with_its_owner(app):
    found = reminder()
    actions.change_reminder(found, values(found, owner_id=None), by=cast.viewer("admin"), now=NOW)
    assert found.owner_id == cast.employee("mitarbeit").id


def test_whoever_does_not_manage_cannot_give_one_away(app):
    found = reminder()
    other = cast.employee("leitung").id
    with pytest.raises(NotYourReminder):
        actions.change_reminder(found, values(found, owner_id=other), by=cast.viewer("mitarbeit"), now=NOW)


def test_only_the_owner_and_whoever_manages_see_it(app):
    found = reminder()
    for who, sees in (("mitarbeit", True), ("admin", True), ("leitung", False), ("buchhaltung", False)):
        assert (REMINDER.find(found.id, cast.viewer(who)) is not None) is sees, who


def test_what_repeats_needs_a_due_date(app):
    with pytest.raises(RepeatNeedsDueDate):
        reminder(repeat=Repeat.WEEKLY)
    found = reminder(repeat=Repeat.WEEKLY, due_date=TODAY)
    with pytest.raises(RepeatNeedsDueDate):
        actions.change_reminder(found, values(found, due_date=None), by=cast.viewer("mitarbeit"), now=NOW)


def test_done_closes_it(app):
    found = done(reminder())
    assert found.status == ReminderStatus.DONE
    assert next_of(found) is None


def test_done_makes_the_next_of_what_repeats(app):
    customer = factories.customer()
    first = reminder(repeat=Repeat.WEEKLY, due_date=date(2026, 11, 23), description="Text", about=customer)
    following = next_of(done(first))
    assert following.due_date == date(2026, 11, 30)
    assert following.status == ReminderStatus.OPEN
    for name in ("title", "description", "priority", "repeat", "owner_id", "linked_module", "linked_id"):
        assert getattr(following, name) == getattr(first, name), name


def test_the_company_decides_which_day_it_is(app):
    """At half past midnight in Koblenz it is still yesterday in UTC."""
    night = NOW.replace(day=24, hour=23, minute=30)
    first = reminder(repeat=Repeat.DAILY, due_date=date(2026, 11, 20))
    assert next_of(actions.mark_done(first, by=cast.viewer("mitarbeit"), now=night)).due_date == TODAY


def test_a_change_of_the_status_makes_the_next_one_too(app):
    first = reminder(repeat=Repeat.DAILY, due_date=TODAY)
    actions.change_reminder(first, values(first, **DONE), by=cast.viewer("mitarbeit"), now=NOW)
    assert next_of(first).due_date == date(2026, 11, 26)


def test_a_series_on_the_last_of_the_month_comes_back_to_it(app):
    found = reminder(repeat=Repeat.MONTHLY, due_date=date(2027, 1, 31))
    dates = [(found := next_of(done(found))).due_date for _number in range(3)]
    assert dates == [date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]


def test_a_form_that_is_saved_unchanged_keeps_the_day_of_the_series(app):
    second = next_of(done(reminder(repeat=Repeat.MONTHLY, due_date=date(2027, 1, 31))))
    actions.change_reminder(second, values(second, title="Neu"), by=cast.viewer("mitarbeit"), now=NOW)
    assert next_of(done(second)).due_date == date(2027, 3, 31)


def test_another_due_date_begins_the_series_anew(app):
    second = next_of(done(reminder(repeat=Repeat.MONTHLY, due_date=date(2027, 1, 31))))
    moved = values(second, due_date=date(2027, 2, 27))
    actions.change_reminder(second, moved, by=cast.viewer("mitarbeit"), now=NOW)
    assert next_of(done(second)).due_date == date(2027, 3, 27)


def test_done_again_stays_done(app):
    first = reminder(repeat=Repeat.DAILY, due_date=TODAY)
    done(first)
    done(first)
    assert count() == 2


def test_opened_and_closed_again_makes_no_second_one(app):
    first = reminder(repeat=Repeat.DAILY, due_date=TODAY)
    done(first)
    actions.reopen(first, by=cast.viewer("mitarbeit"), now=NOW)
    assert first.status == ReminderStatus.OPEN
    done(first)
    assert count() == 2


def test_snoozing_leaves_the_due_date(app):
    found = reminder(due_date=TODAY)
    viewer = cast.viewer("mitarbeit")
    actions.snooze(found, {"snoozed_until": date(2026, 12, 1)}, by=viewer, now=NOW)
    assert (found.due_date, found.snoozed_until) == (TODAY, date(2026, 12, 1))
    assert count_due(viewer, TODAY) == 0
    assert count_due(viewer, date(2026, 12, 1)) == 1


def test_due_are_ones_own_only(app):
    reminder(due_date=TODAY, of="leitung")
    reminder(due_date=TODAY, of="admin")
    assert count_due(cast.viewer("admin"), TODAY) == 1


def test_a_stale_edit_is_refused(app):
    found = reminder()
    version = found.version
    done(found)
    for change in (
        lambda: actions.change_reminder(found, values(found), version, by=cast.viewer("mitarbeit"), now=NOW),
        lambda: actions.mark_done(found, version, by=cast.viewer("mitarbeit"), now=NOW),
        lambda: actions.delete_reminder(found, version, by=cast.viewer("mitarbeit")),
    ):
        with pytest.raises(Stale):
            change()


def test_what_happens_is_recorded(app):
    found = reminder(repeat=Repeat.DAILY, due_date=TODAY)
    done(found)
    id_, following = found.id, next_of(found).id
    actions.delete_reminder(found, by=cast.viewer("mitarbeit"))
    db.session.rollback()
    assert [event.action for event in history("reminder", id_)] == ["deleted", "changed", "created"]
    assert [event.action for event in history("reminder", following)] == ["created"]
    assert verify()[1] is None


def test_the_successor_stays_when_the_one_before_is_deleted(app):
    first = reminder(repeat=Repeat.DAILY, due_date=TODAY)
    following = next_of(done(first))
    actions.delete_reminder(first, by=cast.viewer("mitarbeit"))
    db.session.expire_all()
    assert db.session.get_one(Reminder, following.id).follows_id is None


def test_it_is_not_attached_to_what_is_gone(app):
    customer = factories.customer()
    pair = {"linked_module": "customer", "linked_id": customer.id}
    from app.crm.actions import delete_customer

    delete_customer(customer, by=cast.viewer("admin"))
    with pytest.raises(SubjectIsGone):
        reminder(**pair)


def test_who_has_reminders_is_not_deleted(app):
    role = find_role("Mitarbeit")
    person = create_employee(
        {"firstname": "Ada", "lastname": "N", "email": "ada@example.com", "role_id": role.id},
        by=cast.viewer("admin"),
        now=NOW,
    )
    reminder(of="admin", owner_id=person.id)
    with pytest.raises(IsUsed) as refused:
        delete_employee(person, by=cast.viewer("admin"))
    assert "reminders" in str(refused.value)


@pytest.mark.parametrize(("status", "due", "snoozed", "state", "due_now"), STATES)
def test_the_database_says_what_the_rules_say(app, status, due, snoozed, state, due_now):
    found = reminder(status=status, due_date=due, snoozed_until=snoozed)
    row = db.session.execute(
        select(state_on(TODAY), is_due(TODAY)).select_from(Reminder).where(Reminder.id == found.id)
    ).one()
    assert (row[0], bool(row[1])) == (state, due_now)
    assert isinstance(row[0], State)
    assert found.state_on(TODAY) == state


def test_a_row_that_vanished_is_not_there(app):
    found = reminder()
    atomic(lambda: db.session.execute(Reminder.__table__.delete()))()
    with pytest.raises(NotThere):
        done(found)
