"""Refusals: what the business says no to, each with the sentence the person reads."""

import inspect


class Refusal(Exception):
    """This is not possible."""

    status: int = 409
    field: str | None = None

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
