"""One form class, two doors: `bind` fills it from a page's fields and files, or from a body of the API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, NamedTuple, TypeVar

from flask import request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict

from app.forms.files import File
from app.forms.lines import Lines
from app.web import guard
from app.web.bodies import read_object, read_parts
from app.web.errors import InvalidInput

F = TypeVar("F", bound="Form")
CHOICE, MINE, THEIRS = "conflict-", "mine", "theirs"
"""The inputs that say, by field, which of two values shall hold."""


class Group(NamedTuple):
    """A part of a long form: its name in the address, its heading, and its fields."""

    name: str
    title: Any
    fields: Sequence[str]


class Form(FlaskForm):
    """The base of all forms. Names in `read_only` may be sent back in JSON and are ignored.

    `strange` holds what a body has beside readable fields: unknown names, and lines that are none.
    """

    class Meta:
        csrf = False  # the guard checks the token of every unsafe request, with or without a form

    read_only: ClassVar[frozenset[str]] = frozenset({"id", "created_at", "updated_at"})
    groups: ClassVar[Sequence[Group]] = ()
    """How a long form is divided on its page; each field that people see is in one of them."""
    may_be_absent: ClassVar[bool] = False
    strange: Mapping[str, list[str]] = {}
    conflict: Any = None
    """What somebody else has saved meanwhile (`views.conflicts`)."""

    @classmethod
    def file_fields(cls) -> list[str]:
        """The fields that take a file. A form with one is sent as `multipart/form-data`, by programs too."""
        classes = ((name, getattr(getattr(cls, name), "field_class", None)) for name in dir(cls))
        return [name for name, found in classes if isinstance(found, type) and issubclass(found, File)]

    def values(self) -> dict[str, Any]:
        """What was read, by field."""
        return {name: _value_of(field) for name, field in self._fields.items()}

    def keep_chosen(self, sent: Mapping[str, str]) -> None:
        """After a conflict: where the person chose what somebody else had saved, that counts."""
        for name, field in self._fields.items():
            if sent.get(f"{CHOICE}{name}") == THEIRS:
                field.keep_stored()

    @property
    def in_words(self) -> str:
        """What people read of a line that is told in one."""
        shown = (field for field in self._fields.values() if field.shape not in ("hidden", "unseen"))
        return " · ".join(filter(None, (field.in_words for field in shown)))

    def _own_fields(self) -> list[Any]:
        return list(self._fields.values())

    def check(self) -> None:
        """What only several fields together can show; adds to their errors.

        Asked even where single fields are wrong, so that everything is told at once: those may hold nothing,
        and what is said of them here is dropped.
        """

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        for field in self._own_fields():
            if isinstance(field, Lines) and (sentence := field.pre_validate_count()):
                field.errors = [sentence]
        wrong = [(field, field.errors) for field in self._own_fields() if field.errors]
        self.check()
        for field, errors in wrong:
            field.errors = errors
        return not self.flat_errors()

    def flat_errors(self) -> dict[str, list[str]]:
        """Messages by field, nested fields as `line_items.0.quantity`."""
        return {**_flat("", self.errors), **self.strange}

    def take_error(self, name: str, sentence: str) -> None:
        """Puts a refusal's sentence next to the field it is about (`line_items.0.tax_rate` too)."""
        form: Any = self
        *path, last = name.split(".")
        while len(path) >= 2 and path[0] in form._fields and int(path[1]) < len(form[path[0]].entries):
            form = form[path[0]].entries[int(path[1])].form
            path = path[2:]
        if last in form._fields:
            form[last].errors = [*form[last].errors, sentence]
        else:
            self.form_errors.append(sentence)


def _value_of(field: Any) -> Any:
    if isinstance(field, Lines):
        return [{"index": number} | row.values() for number, row in enumerate(field.rows())]
    return field.data


def _flat(prefix: str, errors: Any) -> dict[str, list[str]]:
    flat: dict[str, list[str]] = {}
    pairs = errors.items() if isinstance(errors, Mapping) else enumerate(errors)
    for key, value in pairs:
        name = f"{prefix}.{key}" if prefix else str(key or "")
        if isinstance(value, Mapping):
            flat |= _flat(name, value)
        elif value and all(isinstance(one, Mapping) for one in value):
            flat |= _flat(name, value)
        elif value:
            flat[name] = [str(one) for one in value]
    return flat


def bind(form_class: type[F], stored: Any = None, *, partial: bool = False) -> F:
    """The form filled from this request.

    `stored` is the record being edited; `partial` (PATCH) lays what was sent over it. Unknown fields of a
    body are told by `validate` with all that is wrong; fields of a page that are absent keep the stored
    value or their default. Bodies are JSON, or multipart for a form with a file, never either.
    """
    if guard.is_api():
        form = _bind_body(form_class, stored if partial else None)
        if stored is not None and not partial:
            _remember(form, stored)
    else:
        form = form_class(formdata=_typed_and_chosen(form_class), obj=stored)
        if stored is not None:
            form.keep_chosen(request.form)
    return form


def _typed_and_chosen(form_class: type[Form]) -> MultiDict[str, Any] | None:
    """What a page sent, with its files where the form has a field for them; None when it sent nothing.

    In the order of the page, which a `CombinedMultiDict` does not keep and `Lines` need.
    """
    if request.method != "POST":
        return None
    sent: MultiDict[str, Any] = MultiDict(request.form)
    for name in form_class.file_fields():
        sent.setlist(name, request.files.getlist(name))
    return sent


def _remember(form: Form, stored: Any) -> None:
    for name, field in form._fields.items():
        field.object_data = getattr(stored, name, None)


def _bind_body(form_class: type[F], stored: Any) -> F:
    form = form_class(formdata=None, obj=stored)
    strange: dict[str, list[str]] = {}
    if form_class.file_fields():
        _lay_over(form, read_parts(), strange, "", "process_parts")
    else:
        _lay_over(form, read_object(may_be_empty=form_class.may_be_absent), strange, "", "process_json")
    form.strange = strange
    return form


def _lay_over(
    form: Form, body: Mapping[str, Any], strange: dict[str, list[str]], prefix: str, door: str
) -> None:
    for name, value in body.items():
        field = form._fields.get(name)
        if field is None:
            if name not in form.read_only:
                strange[prefix + str(name)] = [_("This field is not known.")]
        elif isinstance(field, Lines):
            _lay_lines(field, value, strange, prefix + name)
        else:
            getattr(field, door)(value)


def _lay_lines(field: Lines, value: Any, strange: dict[str, list[str]], name: str) -> None:
    try:
        bodies = field.take_lines(value)
    except ValueError as error:
        strange[name] = [str(error)]
        return
    if len(bodies) > field.most:
        strange[name] = [field.too_many()]
        return
    while field.entries:
        field.pop_entry()
    for number, line in enumerate(bodies):
        entry = field.append_entry()
        _lay_over(entry.form, line, strange, f"{name}.{number}.", "process_json")


def validated(form_class: type[F], stored: Any = None, *, partial: bool = False) -> dict[str, Any]:
    """The values of this request, or `InvalidInput` with the messages by field."""
    form = bind(form_class, stored, partial=partial)
    if not form.validate():
        raise InvalidInput(form.flat_errors())
    return form.values()


class Nothing(Form):
    """A form without fields, for actions that take no input; the body may be absent."""

    read_only: ClassVar[frozenset[str]] = frozenset()
    may_be_absent = True


def stored_version(text: str | None) -> int | None:
    """The version that a page was made from, None when it says none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


__all__ = ["Form", "InvalidInput", "Lines", "Nothing", "bind", "stored_version", "validated"]
