"""One form class, two doors: `bind` fills it from a page's fields or from a JSON body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from flask import request
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from app.forms.lines import Lines
from app.web import guard
from app.web.bodies import read_object
from app.web.errors import InvalidInput

F = TypeVar("F", bound="Form")


class Form(FlaskForm):
    """The base of all forms. Names in `read_only` may be sent back in JSON and are ignored.

    `strange` holds what a body has beside readable fields: unknown names, and lines that are none.
    """

    class Meta:
        csrf = False  # the guard checks the token of every unsafe request, with or without a form

    read_only: ClassVar[frozenset[str]] = frozenset({"id", "created_at", "updated_at"})
    may_be_absent: ClassVar[bool] = False
    strange: Mapping[str, list[str]] = {}

    def values(self) -> dict[str, Any]:
        """What was read, by field."""
        return {name: _value_of(field) for name, field in self._fields.items()}

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
    JSON body are told by `validate` with all that is wrong; fields of a page that are absent keep the stored
    value or their default.
    """
    if guard.is_api():
        body = read_object(may_be_empty=form_class.may_be_absent)
        form = _bind_json(form_class, body, stored if partial else None)
        if stored is not None and not partial:
            _remember(form, stored)
    else:
        form = form_class(formdata=request.form if request.method == "POST" else None, obj=stored)
    return form


def _remember(form: Form, stored: Any) -> None:
    for name, field in form._fields.items():
        field.object_data = getattr(stored, name, None)


def _bind_json(form_class: type[F], body: Mapping[str, Any], stored: Any) -> F:
    form = form_class(formdata=None, obj=stored)
    strange: dict[str, list[str]] = {}
    _lay_over(form, body, strange, "")
    form.strange = strange
    return form


def _lay_over(form: Form, body: Mapping[str, Any], strange: dict[str, list[str]], prefix: str) -> None:
    for name, value in body.items():
        field = form._fields.get(name)
        if field is None:
            if name not in form.read_only:
                strange[prefix + str(name)] = [_("This field is not known.")]
        elif isinstance(field, Lines):
            _lay_lines(field, value, strange, prefix + name)
        else:
            field.process_json(value)


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
        _lay_over(entry.form, line, strange, f"{name}.{number}.")


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
