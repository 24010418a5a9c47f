"""A page as a whole, or only the block that htmx asks for."""

from __future__ import annotations

import functools
from typing import Any

from flask import current_app, make_response, render_template, request
from jinja2 import Environment, nodes
from werkzeug.urls import iri_to_uri
from werkzeug.wrappers import Response

from app.web import guard
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
