"""Form pages and questions: shown, checked, carried out, or shown again with what was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import request
from sqlalchemy import inspect
from sqlalchemy.exc import InvalidRequestError
from werkzeug.wrappers import Response

from app.database import answered, db
from app.forms.form import Form, bind, stored_version
from app.forms.references import read_uuid
from app.values.refusals import NotThere, Refusal, Stale
from app.views.answers import done, go, message
from app.views.conflicts import Conflict, conflict_of
from app.views.render import asked_block, render
from app.web.mending import Told, told


def preset(*names: str) -> dict[str, Any]:
    """References that the address presets in a new form (`?customer_id=…`); what is no id is ignored."""
    found: dict[str, Any] = {}
    for name in names:
        try:
            found[name] = read_uuid(request.args.get(name, ""))
        except ValueError:
            continue
    return found


def expected_version() -> int | None:
    """The version that the submitted page was made from."""
    return stored_version(request.form.get("version"))


def carry_out(form: Form, action: Callable[[], Any]) -> tuple[Any, int]:
    """Carries out an action; a refusal goes into the form. Gives the result and the status.

    Who tried too often is told so on a page of its own, with when to try again.
    """
    try:
        return action(), 200
    except Stale:
        form.conflict = Conflict()
        return None, 409
    except Refusal as refusal:
        if refusal.status == 429:
            raise
        sentence = told(refusal)
        if refusal.field:
            form.take_error(refusal.field, sentence)
        else:
            form.form_errors.append(sentence)
        return None, 422 if refusal.status == 422 else 409


def _refuse_vanished(subject: Any) -> None:
    """`NotThere` when somebody else has deleted what the form is about: there is nothing to show it with."""
    state = inspect(subject, raiseerr=False)
    if state is not None and state.persistent:
        try:
            db.session.refresh(subject)
        except InvalidRequestError:
            raise NotThere() from None


def _sentence(said: Any) -> str:
    return said if isinstance(said, Told) else str(said)


def submit(
    form_class: type[Form],
    action: Callable[[dict[str, Any], int | None], Any],
    template: str,
    *,
    title: Any,
    then: Callable[[Any], str],
    said: Callable[[Any], str],
    cancel_url: str,
    stored: Any = None,
    about: Any = None,
    delete_url: str | None = None,
    defaults: Mapping[str, Any] | None = None,
    again: Callable[[Any], str] | None = None,
    inside_dialog: bool = False,
    events: Mapping[str, Any] | Callable[[Any], Mapping[str, Any]] | None = None,
    reshape: Callable[[Any], bool] = lambda _form: False,
    **context: Any,
) -> Response:
    """A form page: shown on GET; on POST checked and carried out, then on to `then`; else shown again.

    With `again` there is a button that saves and leads to the next new form, with what repeats preset.
    422 for values, 409 for a refusal or a stale edit; what was typed stays. A stale edit is told once, field
    by field with both values; the form then carries the current version, so that saving again is a decision.
    `stored` is the record that is edited, `about` one that something else is done to. `reshape` changes the
    form itself where a button asks for that (one line more): it is shown again, nothing is checked or saved.
    """
    subject = stored if stored is not None else about
    version = getattr(subject, "version", None)
    if request.method != "POST":
        form = form_class(formdata=None, obj=stored, data=dict(defaults or {}))
        status, reshaped = 200, False
    else:
        form = bind(form_class, stored)
        answer, status = ("", "", None, None), 422
        leads = again if again and request.form.get("then") == "new" else then
        reshaped = reshape(form)
        if not reshaped and form.validate():
            values, expected = form.values(), expected_version()
            answer, status = carry_out(
                form,
                lambda: answered(
                    lambda: action(values, expected),
                    lambda made: (
                        leads(made),
                        _sentence(said(made)),
                        events(made) if callable(events) else events,
                        getattr(made, "id", None),
                    ),
                ),
            )
        if status == 200:
            place, sentence, told_events, made_id = answer
            if inside_dialog and asked_block() == "dialog-body":
                return done(sentence, told_events, made=made_id)
            message(sentence, made=made_id)
            return go(place)
        if status == 422:
            version = expected_version() or version
        _refuse_vanished(subject)
        if form.conflict and stored is not None:
            form.conflict = conflict_of(form, stored, expected_version())
    return render(
        template,
        200 if reshaped else status,
        form=form,
        form_url=request.full_path.rstrip("?"),
        title=title,
        cancel_url=cancel_url,
        delete_url=delete_url,
        can_repeat=again is not None,
        version=version,
        **context,
    )


def confirm(
    action: Callable[[], Any],
    *,
    title: str,
    text: str,
    button: str,
    cancel_url: str,
    then: str,
    said: str,
    gone: str | None = None,
    events: Mapping[str, Any] | None = None,
    refuse: Callable[[], Any] | None = None,
) -> Response:
    """A question that names the thing; POST carries it out. A refusal is shown where the question was.

    `gone` is the address of the record that is then no more. With `events` the page stays below the dialog.
    What `refuse` raises is told instead of asking what would be refused.
    """
    error = None
    status = 200
    if request.method != "POST":
        try:
            if refuse is not None:
                refuse()
        except Refusal as refusal:
            error = told(refusal)
    else:
        try:
            action()
        except Refusal as refusal:
            error, status = told(refusal), refusal.status
        else:
            if events is not None and asked_block() == "dialog-body":
                lost = {"kontor:gone": {"place": gone, "to": then}} if gone else {}
                return done(said, {**events, **lost})
            message(said)
            return go(then, gone=gone)
    return render(
        "ui/_confirm.html",
        status,
        title=title,
        text=text,
        button=button,
        cancel_url=cancel_url,
        action_url=request.full_path.rstrip("?"),
        error=error,
    )
