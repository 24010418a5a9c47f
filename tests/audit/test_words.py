"""Histories speak: whatever is changed of a record has a word there, and so has whatever is done to it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.audit.models import AuditRecord
from app.audit.sentences import ACTIONS, field_names
from app.database import db
from app.forms import fields
from app.forms.references import Reference
from app.links.kinds import kind_of
from app.lists import registry
from app.values.words import Word
from tests import cast
from tests.records import Maker
from tests.resources import SEEN, of_kind

pytestmark = pytest.mark.parametrize("server", ["sqlite"], indirect=True)
every_kind = pytest.mark.parametrize("name", SEEN)


def others(app, form, shown):
    """For each field of a form some values that are not the present one."""
    maker = Maker(app, word="Anders", amount=6)
    other = maker.body(form)
    with app.test_request_context():
        for name, field in form(formdata=None)._fields.items():
            if isinstance(field, fields.Choice):
                yield name, [str(member) for member in field.enum if str(member) != shown[name]][:3]
            elif isinstance(field, fields.Flag):
                yield name, [not shown[name]]
            elif isinstance(field, fields.Day):
                yield name, [str(registry.today() + timedelta(days=days)) for days in (1, -1)]
            elif name in other and not isinstance(field, Reference):
                yield name, [other[name]]


def newest(app, name, id_):
    """The last record of a history, and how people read it."""
    db.session.rollback()
    found = select(AuditRecord).where(AuditRecord.entity == name).order_by(AuditRecord.seq.desc())
    return db.session.scalars(found).first()


@every_kind
def test_whatever_is_changed_has_a_word_in_the_history(app, pages, name):
    maker, own = Maker(app), of_kind(app, name)
    made = maker.make(name)
    place, changed = own["show"].of(made["id"]), []
    with app.test_request_context():
        names = field_names(kind_of(name))
    for field, values in others(app, own["change"].form, made):
        for value in values:
            before = newest(app, name, made["id"]).seq
            answer = maker.client.send("PATCH", place, json={field: value})
            record = newest(app, name, made["id"])
            if answer.status_code == 200 and record.seq > before and record.action == "changed":
                after = json.loads(record.payload)["after"]
                assert after.keys() & names.keys(), (field, after)
                changed.append(names[field])
    history = pages("admin").get(f"/history/{name}/{made['id']}", part="panel").text_content()
    assert len(changed) > 1 and not [word for word in changed if word not in history]


def test_whatever_is_done_has_a_word(app):
    for name in SEEN:
        maker = Maker(app)
        made = maker.make(name)
        maker.client.delete(of_kind(app, name)["show"].of(made["id"]))
    db.session.rollback()
    for record in db.session.scalars(select(AuditRecord)):
        assert record.action in ACTIONS or json.loads(record.payload).get("text"), record.action


def test_whatever_is_shown_as_a_badge_has_a_tone(app):
    for name in registry.names():
        for column in registry.made_for(name, cast.viewer("admin")).columns:
            if column.shape == "badge":
                members = list(column.value.type.enum_class)
                assert issubclass(column.value.type.enum_class, Word) and members
                silent = [repr(one) for one in members if not (one.word and one.tone)]
                assert len(silent) <= 1, f"{name}: {silent} look the same"
