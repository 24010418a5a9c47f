"""One record of any kind, made through the API by what its form says: a new domain is filled without a word here."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from flask import Flask

from app.forms import fields
from app.forms.fields.moments import Moment
from app.forms.form import Form
from app.forms.lines import Lines
from app.forms.references import Reference, References
from app.forms.subjects import Subject
from app.links.kinds import ANY
from app.lists.registry import today
from app.people.queries import find_role
from tests import cast
from tests.pages import Client
from tests.resources import SEEN, kind_at, of_kind

WORD = "Wendelstein"
DIGITS = "56068"
PAPER = b"%PDF-1.7 and more"
_serial, _slot = count(1), count()
_NOW = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
SLOTS = 60
"""So many periods, all of them of the last days, can one person have before they overlap."""


def _issue(client: Client, id_: str) -> None:
    client.patch(f"/api/backoffice/invoices/{id_}/status", {"status": "sent"})


PARENT_IS_READY: dict[str, Callable[[Client, str], None]] = {"payment": _issue}
"""What must have happened to the record below which these are made."""


class Maker:
    """Makes records with every field filled that takes something, texts with the word `word` in them.

    Afterwards `sent` is the body that was taken at the address `place`, and `answer` what came back. `owner` is the person whom the records are about: whose
    department, whose time. What they refer to is `known`, made once by the administration.
    """

    def __init__(
        self,
        app: Flask,
        who: str = "admin",
        *,
        owner: str | None = None,
        word: str = WORD,
        amount: int = 7,
        known: dict[str, str] | None = None,
    ) -> None:
        self.app, self.client, self.word, self.amount = app, Client(app, who), word, amount
        self.owner = owner or who
        self.known = {} if known is None else known
        self.sent: dict[str, Any] = {}

    def make(self, name: str, **given: Any) -> dict[str, Any]:
        """A new record, as the API gives it."""
        create = of_kind(self.app, name)["create"]
        place = create.rule.rule
        if (parent := kind_at(self.app, create.rule)) is not None:
            below = self.make(parent.name)["id"]
            PARENT_IS_READY.get(name, lambda _client, _id: None)(self.client, below)
            place = create.of(below)
        assert create.form is not None
        body = self.body(create.form) | given
        for _attempt in range(4):
            answer = self.client.send("POST", place, **_sent(create.form, body))
            if answer.status_code != 422:
                break
            wrong = {one.partition(".")[0] for one in answer.get_json(force=True)["errors"]}
            assert not wrong & given.keys() and wrong & body.keys(), (name, answer.text)
            body = _otherwise(body, wrong)
        assert answer.status_code == 201, (name, body, answer.text)
        self.place, self.sent, self.answer = place, body, answer
        made: dict[str, Any] = answer.get_json()
        return made

    def body(self, form_class: type[Form]) -> dict[str, Any]:
        """A body with a value for each field that can have one."""
        with self.app.test_request_context():
            known = list(form_class(formdata=None)._fields.items())
            body: dict[str, Any] = {}
            number = next(_serial)
            slot = next(_slot) if any(isinstance(field, Moment) for _name, field in known) else 0
            for name, field in known:
                value = self._value(field, slot if isinstance(field, Moment) else number)
                if value is not None:
                    body[name] = value
                if isinstance(field, Subject):
                    body[field.of], body[name] = "customer", self._known("customer")
        return body

    def _value(self, field: Any, number: int) -> Any:
        if isinstance(field, Lines):
            return [self.body(field.line_form)]
        if isinstance(field, References):
            return [self._known(field.to)]
        if isinstance(field, Reference):
            return None if field.to == ANY else self._known(field.to)
        if field.shape in ("hidden", "unseen", "password", "file"):
            return None
        for kind, make in VALUES.items():
            if isinstance(field, kind):
                return make(field, self.amount if isinstance(field, fields.Number) else number, self.word)
        raise LookupError(
            f"tests/records.py has no value for the field {field.name} ({type(field).__name__})"
        )

    def _known(self, name: str) -> str:
        """A record to refer to: what the owner has, or else a new one."""
        if name == "role":
            role = find_role(cast.ROLES[self.owner][2])
            return str(role.id if role else "")
        if name == "employee":
            return str(cast.employee(self.owner).id)
        if name == "department":
            return str(cast.department(cast.ROLES[self.owner][3]))
        if name not in self.known:
            maker = Maker(self.app, "admin", owner=self.owner, word=self.word, known=self.known)
            self.known[name] = str(maker.make(name)["id"])
        return self.known[name]


def _sent(form: type[Form], body: dict[str, Any]) -> dict[str, Any]:
    """How a body is sent: as JSON, or as parts beside a file."""
    if not form.file_fields():
        return {"json": body}
    parts = {
        name: value if isinstance(value, (str, list)) else json.dumps(value) for name, value in body.items()
    }
    files = {name: (io.BytesIO(PAPER), "Beleg.pdf") for name in form.file_fields()}
    return {"data": parts | files}


def _otherwise(body: dict[str, Any], wrong: set[str]) -> dict[str, Any]:
    """The body without what was refused; a text may have to be a number, such as a postal code."""
    second = {name: DIGITS for name in wrong & body.keys() if body[name] not in (DIGITS, None)}
    numbers = {name: text for name, text in second.items() if isinstance(body[name], str)}
    return {name: value for name, value in body.items() if name not in wrong} | numbers


def _text(field: Any, number: int, word: str) -> Any:
    if field.checks and field.default is not None:
        return field.default
    text = f"0261 {number}" if field.shape == "tel" else f"{word} {number}"
    return text[: field.max_length] if field.max_length else text


def _number(field: Any, amount: int, _word: str) -> Any:
    wanted = Decimal(amount) if field.most is None else min(Decimal(amount), Decimal(field.most))
    return int(max(wanted, Decimal(field.least or 0)))


def _moment(field: Any, slot: int, _word: str) -> str:
    begin = _NOW - timedelta(minutes=31 * (slot % SLOTS + 1))
    return (begin + timedelta(minutes=30 if field.after else 0)).isoformat()


VALUES: dict[type[Any], Callable[[Any, int, str], Any]] = {
    fields.Email: lambda _field, number, word: f"{word.lower()}{number}@example.com",
    fields.Website: lambda _field, number, word: f"https://{word.lower()}{number}.example",
    fields.Text: _text,
    fields.LongText: _text,
    fields.Choice: lambda field, _number, _word: str(field.default or next(iter(field.enum))),
    fields.Flag: lambda field, _number, _word: field.default,
    fields.Day: lambda _field, _number, _word: today().isoformat(),
    Moment: _moment,
    fields.Number: _number,
}


def one_of_each(app: Flask, owner: str = "leitung") -> None:
    """A record of every kind, about one of the cast."""
    maker = Maker(app, owner=owner)
    for name in SEEN:
        maker.make(name)
