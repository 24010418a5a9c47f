"""The kinds of records there are: each is declared once by its domain, and everybody else finds it here.

A kind's name is the record's name in addresses and in the record of changes (`customer`). What a viewer may
not see is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from flask import current_app, url_for
from flask_babel import gettext as _
from sqlalchemy import Select, literal, union_all

from app.database import db
from app.links.searching import Searched
from app.permissions import SIGNED_IN, Viewer
from app.values.refusals import NotThere

SHOWN = 20
NEAR = 8
ANY = "any"
"""In place of the name of a kind: whatever others can be attached to."""
OF_EACH = 4
"""How many choices there are of each kind where any will do."""


@dataclass(frozen=True)
class Names:
    """What people call a kind: one, several, and what headings say of a new one or of deleting one."""

    one: Any
    many: Any
    new: Any
    delete: Any


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of record.

    `visible` gives the select of what a viewer may see; `label` and `hint` are SQL expressions over it, and
    `named` says the same of a record; `search` says what is searched, `order` sorts the
    choices, `choosable` leaves out what is chosen no more. `module` names the permissions; `known_to` is
    another one for those who may only know the names. Its pages are those of its `blueprint`
    (`customers.show`); `loaded` are the loader options for one record. `history` is the permission for its
    history where that is more than seeing it, and `history_needs` names one for single actions of it
    (`{"paid": "payments:read"}`). `subject` ones can have documents, reminders and the like attached to them.
    `deletes` is the permission to delete one, where writing is enough for that. `short` are the fields of its
    form that it is called by: from a combobox that has no hit one is made with what is needed at least.
    """

    name: str
    model: Any
    module: str
    visible: Callable[[Viewer], Select[Any]]
    label: Any
    search: Searched
    order: Any
    names: Names | None = None
    blueprint: str | None = None
    hint: Any = None
    choosable: Any = None
    known_to: str | None = None
    named: Callable[[Any], str] = lambda record: str(record.name)
    loaded: Sequence[Any] = ()
    history: str | None = None
    history_needs: Mapping[str, str] = field(default_factory=dict)
    subject: bool = False
    deletes: str | None = None
    short: tuple[str, ...] = ()

    @property
    def needs(self) -> str:
        """Who may know its records by name."""
        return self.known_to or f"{self.module}:read"

    @property
    def deletion(self) -> str:
        """Who may delete what they see of it."""
        return self.deletes or f"{self.module}:delete"

    @property
    def said(self) -> Names:
        """What people call it; only a kind that has pages has these."""
        if self.names is None:
            raise LookupError(f"{self.name} has no pages")
        return self.names

    def get(self, id_: UUID, viewer: Viewer) -> Any:
        """A record, as far as the viewer may see it, with what belongs to it; or `NotThere`."""
        found = self.find(id_, viewer)
        if found is None:
            raise NotThere()
        return found

    def find(self, id_: UUID, viewer: Viewer) -> Any:
        """A record, or None."""
        query = self.visible(viewer).where(self.model.id == id_).options(*self.loaded)
        return db.session.scalar(query)

    def has_page(self, page: str) -> bool:
        """Whether its blueprint has this page."""
        return f"{self.blueprint}.{page}" in current_app.view_functions

    def url(self, page: str, /, **values: Any) -> str:
        """The address of one of its pages: index, new, show, edit, delete, or one of its own."""
        return url_for(f"{self.blueprint}.{page}", **values)

    def place(self, id_: UUID) -> str:
        """The address that all pages of a record begin with."""
        return f"{self.url('index')}/{id_}"


@dataclass(frozen=True)
class Found:
    """A record as others name it."""

    id: UUID
    kind: str
    label: str
    hint: str

    @property
    def href(self) -> str | None:
        """The address of its page."""
        kind = kind_of(self.kind)
        return kind.url("show", id=self.id) if kind.blueprint else None

    @property
    def word(self) -> str:
        """What people call its kind."""
        return str(kind_of(self.kind).said.one)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Makes a kind known; its domain's part does so."""
    _kinds[kind.name] = kind


def kind_of(name: str) -> Kind:
    """A registered kind; `NotThere` for any other name."""
    if name not in _kinds:
        raise NotThere()
    return _kinds[name]


def kind_at(endpoint: str) -> Kind:
    """The kind whose page this endpoint is; `NotThere` if it is none."""
    blueprint = endpoint.partition(".")[0]
    for kind in _kinds.values():
        if kind.blueprint == blueprint:
            return kind
    raise NotThere()


def subjects() -> list[Kind]:
    """The kinds that others can be attached to."""
    return [kind for kind in _kinds.values() if kind.subject]


def seen_subjects(viewer: Viewer) -> list[Kind]:
    """Those whose records the viewer may open: knowing their names is not enough to attach to them."""
    return [kind for kind in subjects() if viewer.may(f"{kind.module}:read")]


def needed_for(name: str) -> str:
    """What one needs to be given choices of a kind; of `ANY` each sees their own."""
    return SIGNED_IN if name == ANY else kind_of(name).needs


def _found(kind: Kind, row: Any) -> Found:
    return Found(row[0], kind.name, str(row[1] or ""), str(row[2] or ""))


def _rows(kind: Kind, viewer: Viewer) -> Select[Any]:
    hint = kind.label if kind.hint is None else kind.hint
    return kind.visible(viewer).with_only_columns(kind.model.id, kind.label, hint)


def _with_word(found: Found) -> Found:
    """Where records of all kinds stand together, the hint begins with the word of the kind."""
    hint = found.hint if found.hint != found.label else ""
    return replace(found, hint=_("%(word)s · %(hint)s", word=found.word, hint=hint) if hint else found.word)


def _find_any(ids: Sequence[UUID], viewer: Viewer) -> list[Found]:
    """Records of whatever kind, in one statement: ids are unique over all of them."""
    parts = [
        _rows(kind, viewer).where(kind.model.id.in_(ids)).add_columns(literal(kind.name)).order_by(None)
        for kind in seen_subjects(viewer)
    ]
    rows = db.session.execute(union_all(*parts)) if parts and ids else ()
    return [_with_word(_found(kind_of(row[3]), row)) for row in rows]


def find_all(name: str, ids: Sequence[UUID], viewer: Viewer) -> list[Found]:
    """Those of these records that the viewer may see."""
    if name == ANY:
        return _find_any(ids, viewer)
    kind = kind_of(name)
    if not viewer.may(kind.needs):
        return []
    rows = db.session.execute(_rows(kind, viewer).where(kind.model.id.in_(ids)))
    return [_found(kind, row) for row in rows]


def find(kind: str, id_: UUID, viewer: Viewer) -> Found | None:
    """A record, as far as the viewer may see it."""
    return next(iter(find_all(kind, [id_], viewer)), None)


def get(kind: str, id_: UUID, viewer: Viewer) -> Found:
    """A record, or `NotThere`."""
    found = find(kind, id_, viewer)
    if found is None:
        raise NotThere()
    return found


def search(name: str, text: str, viewer: Viewer, limit: int = SHOWN) -> list[Found]:
    """The records whose text has all these words, as choices; of `ANY` some of each kind."""
    if name == ANY:
        each = [one for kind in seen_subjects(viewer) for one in search(kind.name, text, viewer, OF_EACH)]
        return [_with_word(one) for one in each]
    kind = kind_of(name)
    if not viewer.may(kind.needs) or "\x00" in text:
        return []
    statement = _rows(kind, viewer)
    if kind.choosable is not None:
        statement = statement.where(kind.choosable)
    statement = statement.where(*kind.search.conditions(text))
    rows = db.session.execute(statement.order_by(kind.order, kind.model.id).limit(limit))
    return [_found(kind, row) for row in rows]
