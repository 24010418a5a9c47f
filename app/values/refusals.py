"""Refusals: what the business says no to, each with the sentence the person reads."""

import inspect
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Self


class Mend:
    """Where what a refusal asks for can be done: a page with its values, and what its link says.

    People see those that they may open. `what` is a word that the label names as `%(what)s`.
    """

    what: str | None = None

    def __init__(self, endpoint: str, label: str, /, **values: Any) -> None:
        self.endpoint, self.label = endpoint, label
        self.values: Mapping[str, Any] = values

    def of(self, what: str) -> Self:
        """The same, naming this word."""
        self.what = what
        return self


class Refusal(Exception):
    """This is not possible."""

    status: int = 409
    field: str | None = None
    mends: Sequence[Mend] = ()

    def __init__(self, /, field: str | None = None, **params: object) -> None:
        super().__init__()
        self.params = params
        if field is not None:
            self.field = field

    @property
    def message_id(self) -> str:
        """The sentence before translation; getdoc, so that a subclass without a docstring inherits one."""
        return " ".join((inspect.getdoc(type(self)) or "").split())

    def __str__(self) -> str:
        return self.message_id % self.params

    def leading_to(self, *mends: Mend) -> Self:
        """The same, with where it can be mended."""
        self.mends = (*self.mends, *mends)
        return self


@contextmanager
def leading_to(*mends: Mend) -> Iterator[None]:
    """What is refused in here leads to these places, unless it knows better ones itself."""
    try:
        yield
    except Refusal as refusal:
        if not refusal.mends:
            refusal.leading_to(*mends)
        raise


class NotThere(Refusal):
    """This does not exist, or you may not see it."""

    status = 404


class Forbidden(Refusal):
    """You do not have permission for this."""

    status = 403


class Stale(Refusal):
    """Somebody else has changed this in the meantime."""

    status = 412


class Overtaken(Refusal):
    """Somebody else was faster, or this is in use. Please look again."""


class GoneMeanwhile(Refusal):
    """Something that this refers to has been deleted in the meantime. Please look again."""


class InvalidValue(Refusal):
    """This value is not valid."""

    status = 422
