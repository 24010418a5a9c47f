"""The short form of a kind: what is needed at least, in a dialog over the form in which it was missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.forms.form import Form
from app.links import kinds as links
from app.links.kinds import Kind
from app.views import forms
from app.web import guard

LONGEST = 200


def is_asked(kind: Kind) -> bool:
    """Whether this request is for the short form."""
    return bool(kind.short) and request.args.get("short") == "true"


def typed(kind: Kind) -> dict[str, str]:
    """What was typed where the record was looked for, in the fields that it is called by."""
    text = " ".join(request.args.get("typed", "")[:LONGEST].split())
    if not text or not kind.short:
        return {}
    words = text.split(" ", len(kind.short) - 1)
    return dict(zip(kind.short, words, strict=False))


def new(
    kind: Kind, form: type[Form], save: Callable[[dict[str, Any]], Any], defaults: Mapping[str, Any]
) -> Response:
    """The form, of which only what is needed is shown; the rest has its defaults.

    References that the form below has chosen already (`customer_id`) are chosen here too. What was made is
    told to the page (`kontor:created`), which chooses it.
    """
    context = {name: value for name, value in forms.preset(*request.args).items() if hasattr(form, name)}
    return forms.submit(
        form,
        lambda values, _version: save(values),
        "layouts/short_form.html",
        title=kind.said.new,
        then=lambda record: kind.url("show", id=record.id),
        said=lambda record: _("%(name)s has been added.", name=kind.named(record)),
        cancel_url=kind.url("index"),
        defaults={**defaults, **context},
        inside_dialog=True,
        events=lambda record: {"kontor:created": _chosen(kind, record)},
        short=kind.short,
    )


def _chosen(kind: Kind, record: Any) -> dict[str, str]:
    found = links.find(kind.name, record.id, guard.viewer())
    return {"id": str(record.id), "label": found.label if found else kind.named(record)}
