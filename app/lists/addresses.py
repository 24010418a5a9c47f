"""What stands in an address after the `?`: whole numbers, known names, and all errors told at once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.web.errors import InvalidInput

Args = MultiDict[str, str]


def whole_number(args: Args, name: str, default: int, least: int, most: int | None) -> int:
    """A whole number within limits; raises `InvalidInput`."""
    text = args.get(name, "")
    if not text:
        return default
    if text.isascii() and text.isdigit() and len(text) < 10:
        number = int(text)
        if number >= least and (most is None or number <= most):
            return number
    raise InvalidInput({name: [_("A whole number within the limits is expected here.")]})


def refuse_unclear(args: Args, *names: str) -> None:
    """Raises `InvalidInput` that names those of these parameters that are empty, or given more than once."""
    errors: dict[str, list[str]] = {}
    for name in names:
        if len(args.getlist(name)) > 1:
            errors[name] = [_("Only one value is possible here.")]
        elif args.get(name) == "":
            errors[name] = [_("Please fill this in.")]
    if errors:
        raise InvalidInput(errors)


def refuse_unknown(args: Args, known: Collection[str]) -> None:
    """Raises `InvalidInput` that names what is not known here: a misspelt filter is not no filter."""
    if unknown := [name for name in args if name not in known]:
        raise InvalidInput({name: [_("This parameter is not known.")] for name in unknown})


def all_of(*reads: Callable[[], Any]) -> list[Any]:
    """What each of these reads; raises one `InvalidInput` with the errors of them all."""
    found: list[Any] = []
    errors: dict[str, list[str]] = {}
    for read in reads:
        try:
            found.append(read())
        except InvalidInput as invalid:
            errors |= invalid.errors
    if errors:
        raise InvalidInput(errors)
    return found
