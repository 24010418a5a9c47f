"""What can hang on any record: documents, reminders and the like name its kind and its id.

There is no foreign key: who attaches holds the record, and who deletes a record looks after what hangs on it
(`keeping.let_go`) while holding it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, String, and_, false, inspect, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from app.database import db, held, hold, kept
from app.links.keeping import goes_with
from app.links.kinds import kind_of, seen_subjects
from app.permissions import Viewer
from app.values.refusals import InvalidValue, NotThere, Stale

Forget = Callable[[Any, Viewer | None], None]
"""Deletes one record, with its audit record."""


class SubjectIsGone(InvalidValue):
    """What this belongs to does not exist, or you may not see it."""

    field = "linked_id"


class Attached:
    """The columns of what can be attached to a record; both are empty where it stands alone."""

    linked_module: Mapped[str | None] = mapped_column(
        String(20), CheckConstraint("(linked_module IS NULL) = (linked_id IS NULL)", name="linked_module")
    )
    linked_id: Mapped[UUID | None] = mapped_column(index=True)


def sees_subject(viewer: Viewer, model: Any) -> ColumnElement[bool]:
    """Whether the viewer may open what a row of `model` is attached to: one look by id for each row."""
    seen = [
        and_(
            model.linked_module == kind.name,
            kind.visible(viewer)
            .with_only_columns(kind.model.id)
            .where(kind.model.id == model.linked_id)
            .order_by(None)
            .correlate(model)
            .exists(),
        )
        for kind in seen_subjects(viewer)
    ]
    return or_(false(), *seen)


def keep_subject(module: str | None, id_: UUID | None) -> None:
    """Holds what something will be attached to, so that nobody deletes it. Raises `SubjectIsGone`."""
    if module is not None and id_ is not None and not kept(kind_of(module).model, [id_]):
        raise SubjectIsGone()


def hold_attached(record: Any, version: int | None = None) -> None:
    """As `hold`, after holding what it is attached to, so that this is not deleted while we work.

    Raises `NotThere` when it went with its subject, and `Stale` when it was attached elsewhere meanwhile.
    """
    model, identity = type(record), inspect(record).identity
    pair = (model.linked_module, model.linked_id)
    before = db.session.execute(select(*pair).where(model.id == identity[0])).one_or_none()
    if before is None:
        raise NotThere()
    try:
        keep_subject(*before)
    except SubjectIsGone:
        raise NotThere() from None
    hold(record, version)
    if (record.linked_module, record.linked_id) != tuple(before):
        raise Stale()


def goes_with_its_subject(model: Any, forget: Forget) -> None:
    """Registers how rows of `model`, held already, are deleted along with the record that they hang on."""

    @goes_with()
    def forget_all(kind: str, ids: Collection[UUID], by: Viewer | None) -> None:
        rows = select(model).where(model.linked_module == kind, model.linked_id.in_(ids)).order_by(model.id)
        for row in db.session.scalars(held(rows, model).execution_options(populate_existing=True)):
            forget(row, by)
