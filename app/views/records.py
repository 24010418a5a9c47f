"""The pages that every kind of record has, each in one call: index, show, new, edit, delete, act, press.

What is not said comes from the `Kind`: addresses, headings, messages. When a page needs more than these
offer, it is written out with `forms.submit`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.database import answered, utc_now
from app.forms.form import Form, Nothing, stored_version
from app.links.keeping import check_unused
from app.links.kinds import Kind
from app.lists import exports
from app.lists.page import PageList
from app.lists.registry import made_for
from app.lists.row_actions import row_actions
from app.views import answers, forms, shorts
from app.views.calls import call
from app.views.further import further_of
from app.views.panels import panels_on
from app.views.render import asked_block, render
from app.web import guard

FORM = ("GET", "POST")
"""The methods of a page with a form."""
Action = Callable[..., Any]


def index(kind: Kind, template: str = "layouts/list.html", **context: Any) -> Response:
    """A list page, its parts, or its export; with the button for a new one where the viewer may."""
    viewer = guard.viewer()
    short = asked_block() == "panel"
    wanted = PageList(made_for(str(kind.blueprint), viewer), request.args, short=short)
    if export := request.args.get("export"):
        return exports.send(wanted, export)
    if kind.has_page("new") and viewer.may(f"{kind.module}:write"):
        wanted.new_url, wanted.new_label = kind.url("new"), kind.said.new
    wanted.row_actions = row_actions(wanted.listing, viewer)
    response = render(template, list=wanted, **context)
    if guard.is_partial() and wanted.was_written_short:
        response.headers["HX-Replace-Url"] = wanted.here_url
    return response


def show(kind: Kind, id: UUID, template: str, **context: Any) -> Response:
    """The page of one record with its panels; the template knows the record by the kind's name."""
    return detail(kind, kind.get(id, guard.viewer()), template, **context)


def detail(kind: Kind, record: Any, template: str, *, deletable: bool = True, **context: Any) -> Response:
    """The same for a record that the view has read already, because it says more about it.

    `deletable` is False where this one may not be deleted, whoever asks.
    """
    viewer = guard.viewer()
    panels = panels_on(kind, record, viewer)
    further = further_of(kind, record, viewer, panels, deletable)
    return render(template, panels=panels, further=further, **{kind.name: record}, **context)


def new(
    kind: Kind,
    form: type[Form],
    action: Action,
    template: str = "layouts/form.html",
    *,
    defaults: Mapping[str, Any] | None = None,
    then: Callable[[Any], str] | None = None,
    said: Callable[[Any], str] | None = None,
    repeats: tuple[str, ...] = (),
    **more: Any,
) -> Response:
    """The form of a new record; `action(values, by=, now=)` makes it. `repeats`: what the next has of it."""
    defaults = {**(defaults or {}), **shorts.typed(kind)}

    def following(record: Any) -> str:
        return kind.url("new", **{name: getattr(record, name) for name in repeats})

    def save(values: dict[str, Any]) -> Any:
        return call(action, values, by=guard.viewer(), now=utc_now())

    if shorts.is_asked(kind):
        return shorts.new(kind, form, save, defaults)
    return forms.submit(
        form,
        lambda values, _version: save(values),
        template,
        title=more.pop("title", kind.said.new),
        then=then or (lambda record: kind.url("show", id=record.id)),
        said=said or (lambda record: _("%(name)s has been added.", name=kind.named(record))),
        cancel_url=more.pop("cancel_url", None) or kind.url("index"),
        defaults=defaults,
        again=more.pop("again", following),
        **more,
    )


def edit(
    kind: Kind,
    id: UUID,
    form: type[Form],
    action: Action,
    template: str = "layouts/form.html",
    *,
    then: Callable[[Any], str] | None = None,
    said: Callable[[Any], str] | None = None,
    **more: Any,
) -> Response:
    """The form of a record; `action(record, values, version, by=, now=)` changes it."""
    viewer = guard.viewer()
    found = kind.get(id, viewer)
    deletable = kind.has_page("delete") and viewer.may(kind.deletion)
    back = kind.url("show", id=id)
    return forms.submit(
        form,
        lambda values, version: call(action, found, values, version, by=viewer, now=utc_now()),
        template,
        title=more.pop("title", None) or _("Edit %(name)s", name=kind.named(found)),
        then=then or (lambda record: kind.url("show", id=record.id)),
        said=said or (lambda record: _("%(name)s has been saved.", name=kind.named(record))),
        cancel_url=more.pop("cancel_url", back),
        stored=found,
        delete_url=kind.url("delete", id=id) if deletable else None,
        **more,
    )


def delete(
    kind: Kind,
    id: UUID,
    action: Action,
    *,
    text: Callable[[Any], str] | None = None,
    cancel_url: str | None = None,
    then: str | None = None,
    said: Callable[[Any], str] | None = None,
    refuse: Callable[..., None] = check_unused,
) -> Response:
    """The question before a record is deleted; `action(record, by=, now=)` does it.

    `refuse(record, by=)` raises what the action would say no with: then nothing is asked.
    """
    viewer = guard.viewer()
    found = kind.get(id, viewer)
    name = kind.named(found)
    return forms.confirm(
        lambda: call(action, found, by=viewer, now=utc_now()),
        title=str(kind.said.delete),
        text=text(found) if text else _("Delete %(name)s? This cannot be undone.", name=name),
        button=_("Delete"),
        cancel_url=cancel_url or kind.url("edit", id=id),
        then=then or kind.url("index"),
        said=said(found) if said else _("%(name)s has been deleted.", name=name),
        gone=kind.place(id),
        refuse=lambda: call(refuse, found, by=viewer),
    )


def act(
    kind: Kind,
    id: UUID,
    action: Action,
    template: str = "layouts/dialog_form.html",
    *,
    title: str,
    said: Callable[[Any], str],
    form: type[Form] = Nothing,
    then: Callable[[Any], str] | None = None,
    **more: Any,
) -> Response:
    """Another verb on a record, with its form or just its button; `action(record, values, version, …)`, or
    `action(record, version, …)` where the form is empty."""
    viewer = guard.viewer()
    found = kind.get(id, viewer)
    back = kind.url("show", id=id)

    def carried_out(values: dict[str, Any], version: int | None) -> Any:
        given = (found, version) if form is Nothing else (found, values, version)
        return call(action, *given, by=viewer, now=utc_now())

    return forms.submit(
        form,
        carried_out,
        template,
        title=title,
        then=then or (lambda _made: back),
        said=said,
        cancel_url=more.pop("cancel_url", back),
        about=found,
        **more,
    )


def press(kind: Kind, id: UUID, action: Action, *, said: Callable[[Any], str]) -> Response:
    """A button on a page or in a row, which posts: `action(record, version, by=, now=)` at once.

    With htmx the page stays, and what it shows is loaded anew; otherwise back to where the button was.
    """
    found = kind.get(id, guard.viewer())
    version = stored_version(request.form.get("version"))
    sentence = answered(
        lambda: call(action, found, version, by=guard.viewer(), now=utc_now()), lambda made: str(said(made))
    )
    if guard.is_partial():
        return answers.done(sentence, {"kontor:changed": {}}, made=id)
    answers.message(sentence, made=id)
    return answers.go(answers.safe_next(request.form.get("next"), kind.url("show", id=id)))
