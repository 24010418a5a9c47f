"""Pages: rendering whole or by block, lists, forms, confirmations and messages."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import (
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from jinja2 import Environment, nodes
from sqlalchemy import inspect
from sqlalchemy.exc import InvalidRequestError
from werkzeug.urls import iri_to_uri
from werkzeug.wrappers import Response

from app.database import answered, db
from app.forms.form import Form, bind, stored_version
from app.forms.references import read_uuid
from app.lists import exports
from app.lists.listing import Listing
from app.lists.page import PageList
from app.values.refusals import NotThere, Refusal, Stale
from app.web import guard, languages
from app.web.errors import problem
from app.web.logs import log


def asked_block() -> str | None:
    """The block that a partial request wants: the id of the element that htmx targets."""
    if not guard.is_partial():
        return None
    return request.headers.get("HX-Target", "").partition("#")[2] or None


BLOCKS = {"dialog-body": "dialog"}


def render(template: str, status: int = 200, **context: Any) -> Response:
    """The whole page, or only the block named like the element that htmx targets.

    A part that the page does not have is our mistake, and never the whole page: `LookupError`, and in
    production a GET loads the page anew, while a form stays as it was typed.
    """
    asked = asked_block()
    name = BLOCKS.get(asked, asked) if asked else None
    env = current_app.jinja_env
    blocks = _all_blocks(env, template) if guard.is_partial() else {}
    if not blocks:  # a page as a whole, or a template that is nothing but a part
        return make_response(render_template(template, asked_block=None, **context), status)
    if name is None or name not in blocks:
        return _no_such_part(template, asked)
    current_app.update_template_context(context)
    own = env.get_template(template).new_context(context | {"asked_block": name})
    own.blocks = blocks
    return make_response("".join(blocks[name][0](own)), status)


def _no_such_part(template: str, asked: str | None) -> Response:
    mistake = f"{template} has no block for the target {asked!r}"
    if current_app.config["APP_ENV"] != "production":
        raise LookupError(mistake)
    log.error("%s", mistake)
    if request.method != "GET":
        return problem(400)
    response = make_response("", 200)
    response.headers["HX-Redirect"] = iri_to_uri(request.full_path.rstrip("?"))
    return response


@functools.cache
def _parent_name(env: Environment, name: str) -> str | None:
    source, _filename, _fresh = env.loader.get_source(env, name)  # type: ignore[union-attr]
    extends = env.parse(source).find(nodes.Extends)
    return str(extends.template.value) if extends and isinstance(extends.template, nodes.Const) else None


def _all_blocks(env: Environment, name: str | None) -> dict[str, list[Any]]:
    """Every block with those it overrides, so that `super()` and inner blocks work alone too."""
    found: dict[str, list[Any]] = {}
    while name is not None:
        template = env.get_template(name)
        for block, render_block in template.blocks.items():
            found.setdefault(block, []).append(render_block)
        name = _parent_name(env, name)
    return found


def listing(
    listing: Listing, template: str, *, new: tuple[str, str, Any] | None = None, **context: Any
) -> Response:
    """A list page, its parts, or its export. `new` is (permission, endpoint, label) of the primary button."""
    wanted = PageList(listing, request.args)
    export = request.args.get("export")
    if export:
        return exports.send(wanted, export)
    if new is not None and guard.viewer().may(new[0]):
        wanted.new_url, wanted.new_label = url_for(new[1]), new[2]
    return render(template, list=wanted, **context)


def preset(*names: str) -> dict[str, Any]:
    """References that the address presets in a new form (`?customer_id=…`); what is no id is ignored."""
    found: dict[str, Any] = {}
    for name in names:
        try:
            found[name] = read_uuid(request.args.get(name, ""))
        except ValueError:
            continue
    return found


def message(text: str, kind: str = "success") -> None:
    """A message that the next page shows."""
    flash(text, kind)


def go(url: str) -> Response:
    """On to another page: 303, or the same for htmx."""
    if guard.is_htmx():
        response = make_response("", 200)
        response.headers["HX-Redirect"] = iri_to_uri(url)  # headers are latin-1
        return response
    return redirect(url, 303)


def done(text: str, events: Mapping[str, Any] | None = None) -> Response:
    """Done within a dialog or a fragment: a toast, events for the page, the dialog closes."""
    response = make_response("", 200)
    response.headers["HX-Reswap"] = "none"
    told = {"kontor:toast": {"kind": "success", "text": text}, "kontor:close": {}, **(events or {})}
    response.headers["HX-Trigger"] = json.dumps(told)
    return response


def safe_next(target: str | None, otherwise: str = "/") -> str:
    """An address of our own to go back to; anything that could lead elsewhere becomes `otherwise`."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return otherwise
    if any(ord(sign) < 33 or sign == "\\" for sign in target):
        return otherwise
    parts = urlsplit(target)
    return otherwise if parts.scheme or parts.netloc else target


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
        form.form_errors.append(
            _(
                "Somebody else has changed this in the meantime. What you typed is still here: compare it "
                "with the current state in a second tab, then save once more to replace it."
            )
        )
        return None, 409
    except Refusal as refusal:
        if refusal.status == 429:
            raise
        sentence = languages.sentence(refusal)
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
    repeat: bool = False,
    inside_dialog: bool = False,
    events: Mapping[str, Any] | None = None,
    reshape: Callable[[Any], bool] = lambda _form: False,
    **context: Any,
) -> Response:
    """A form page: shown on GET; on POST checked and carried out, then on to `then`; else shown again.

    422 for values, 409 for a refusal or a stale edit; what was typed stays. A stale edit is told once, and
    the form then carries the current version, so that saving again is a decision. `stored` is the record that
    is edited, `about` one that something else is done to. `reshape` changes the form itself where a button
    asks for that (one line more): it is shown again, and nothing is checked or saved.
    """
    subject = stored if stored is not None else about
    version = getattr(subject, "version", None)
    if request.method != "POST":
        form = form_class(formdata=None, obj=stored, data=dict(defaults or {}))
        status, reshaped = 200, False
    else:
        form = bind(form_class, stored)
        told, status = ("", ""), 422
        reshaped = reshape(form)
        if not reshaped and form.validate():
            values, expected = form.values(), expected_version()
            told, status = carry_out(
                form,
                lambda: answered(
                    lambda: action(values, expected), lambda made: (then(made), str(said(made)))
                ),
            )
        if status == 200:
            place, sentence = told
            if inside_dialog and asked_block() == "dialog-body":
                return done(sentence, events)
            message(sentence)
            again = repeat and request.form.get("then") == "new"
            return go(request.full_path.rstrip("?") if again else place)
        if status == 422:
            version = expected_version() or version
        _refuse_vanished(subject)
    return render(
        template,
        200 if reshaped else status,
        form=form,
        form_url=request.full_path.rstrip("?"),
        title=title,
        cancel_url=cancel_url,
        delete_url=delete_url,
        can_repeat=repeat,
        version=version,
        **context,
    )


def confirm(
    action: Callable[[], Any], *, title: str, text: str, button: str, cancel_url: str, then: str, said: str
) -> Response:
    """A question that names the thing; POST carries it out. A refusal is shown where the question was."""
    error = None
    status = 200
    if request.method == "POST":
        try:
            action()
        except Refusal as refusal:
            error, status = languages.sentence(refusal), refusal.status
        else:
            message(said)
            return go(then)
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
