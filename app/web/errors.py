"""Every error in the form that was asked for: a page, a toast for partial requests, problem+json for /api."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast
from uuid import uuid4

from flask import Flask, g, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, SQLAlchemyError
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.wrappers import Response

from app.database import Trouble, commits, db, give_back_connection, trouble_of
from app.values.refusals import Refusal
from app.web import guard, languages
from app.web.logs import log
from app.web.mending import told

WORDS: dict[int, tuple[Any, Any]] = {
    400: (_l("Not understood"), _l("The request could not be read.")),
    401: (_l("Please sign in"), _l("You are not signed in, or your session has ended.")),
    403: (_l("No permission"), _l("You do not have permission for this.")),
    404: (_l("Not found"), _l("This does not exist, or you may not see it.")),
    405: (_l("Not possible"), _l("This address does not offer that.")),
    409: (_l("Not possible now"), _l("The rules of the current state do not allow this.")),
    412: (_l("Changed meanwhile"), _l("Somebody else has changed this in the meantime.")),
    413: (_l("Too large"), _l("What was sent is too large.")),
    415: (_l("Wrong type"), _l("This type of content is not accepted here.")),
    422: (_l("Please check"), _l("Some values are not valid.")),
    429: (_l("Too many attempts"), _l("Please wait a moment, then try again.")),
    500: (_l("Something went wrong"), _l("The error has been recorded.")),
    503: (_l("Not possible at the moment"), _l("Kontor is not ready at the moment.")),
}
NOTHING_CHANGED = _l("Nothing was changed.")
PERHAPS_CHANGED = _l("What you did may have been saved all the same. Please look before you repeat it.")
BARE = "Kontor: an error occurred and has been recorded ({incident}).\n"
DRAINED = 32 * 1024 * 1024


class InvalidInput(Exception):
    """Values that cannot be accepted: messages by field, nested fields as `line_items.0.quantity`."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__("invalid input")
        self.errors = dict(errors)


def problem(
    status: int,
    detail: str | None = None,
    *,
    errors: Mapping[str, list[str]] | None = None,
    headers: Mapping[str, str] | None = None,
    incident: str | None = None,
) -> Response:
    """The answer for an error, in the form that the request asks for (RFC 9457 under /api)."""
    title, text = WORDS.get(status, WORDS[500] if status >= 500 else WORDS[400])
    text = detail or str(text)
    links = [link._asdict() for link in getattr(detail, "links", ())]
    if guard.is_api():
        body: dict[str, Any] = {"type": "about:blank", "title": str(title), "status": status, "detail": text}
        if errors:
            body["errors"] = errors
        if incident:
            body["incident"] = incident
        response = make_response(json.dumps(body, ensure_ascii=False), status)
        response.mimetype = "application/problem+json"
    elif guard.is_partial():
        response = make_response("", status)
        response.headers["HX-Reswap"] = "none"
        if status == 401:
            events: dict[str, Any] = {"kontor:sign-in": {}}
        else:
            if errors:
                text = " ".join(message for messages in errors.values() for message in messages)
            if incident:
                text = f"{text} ({incident})"
            events = {"kontor:toast": {"kind": "error", "text": text, "links": links}}
        response.headers["HX-Trigger"] = json.dumps(events)
    else:
        facts = {"status": status, "title": title, "text": text, "incident": incident, "errors": errors or {}}
        facts["links"] = links
        facts |= _again() if status == 503 else {"sent": None, "opened": None}
        response = make_response(_page(facts), status)
    response.headers.extend(dict(headers or {}))
    return response


def _again() -> dict[str, Any]:
    """How a page of "try again" does so: by what is sent once more, or by opening the address anew.

    A page cannot send files again, passwords are not written into one, and what may have been saved is not
    repeated blindly.
    """
    rule = request.url_rule
    opened = request.full_path.rstrip("?") if rule is None or "GET" in (rule.methods or ()) else None
    if request.method in guard.SAFE_METHODS or commits() != g.get("commits_before", commits()):
        return {"sent": None, "opened": opened}
    try:
        sent = list(request.form.items(multi=True))
        whole = not request.files and not any("password" in name for name, _value in sent)
    except HTTPException:  # what was sent could not be read either
        whole, sent = False, []
    return {"sent": sent if whole else None, "opened": opened}


def _page(facts: Mapping[str, Any]) -> str:
    """The error page, as a last resort without anything that the database knows."""
    try:
        return render_template("errors/error.html", **facts)
    except SQLAlchemyError as error:
        log.error("the database failed while an error page was drawn: %s", type(error).__name__)
        _without_the_database()
        return render_template("errors/error.html", **facts)


def _drain() -> None:
    stream, left = request.environ.get("wsgi.input"), DRAINED
    try:
        while stream is not None and left > 0 and (chunk := stream.read(min(left, 65536))):
            left -= len(chunk)
    except OSError:
        return


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if error.response is not None and status < 400:
        return cast(Response, error.response)
    if status == 413:
        _drain()
    headers = {}
    if status == 405:
        headers["Allow"] = ", ".join(sorted(getattr(error, "valid_methods", None) or []))
    if status == 401 and guard.is_api():
        headers["WWW-Authenticate"] = 'Bearer realm="Kontor"'
    if retry := getattr(error, "retry_after", None):
        headers["Retry-After"] = str(retry)
    own = error.description if getattr(error, "is_ours", False) else None
    return problem(status, own, headers=headers)


def _csrf(error: CSRFError) -> Response:
    return problem(400, _("The page was open too long. Please load it again and repeat what you did."))


def _refused(error: Refusal) -> Response:
    text = languages.sentence(error) if guard.is_api() else told(error)
    errors = {error.field: [text]} if error.field and error.status == 422 else None
    retry = getattr(error, "retry_after", None)
    return problem(error.status, text, errors=errors, headers={"Retry-After": str(retry)} if retry else None)


def _invalid(error: InvalidInput) -> Response:
    return problem(422, errors=error.errors)


def _unstorable(error: DataError) -> Response:
    """A value that no form or filter refused, but that the database cannot hold or compare."""
    db.session.rollback()
    log.warning("the database refused a value: %s", str(error.orig).partition("\n")[0][:200])
    return problem(422)


def _refuse_nul() -> None:
    """PostgreSQL's texts cannot hold the sign NUL, so nothing is found by it."""
    if request.endpoint is None:
        return
    if "\x00" in request.path:
        raise NotFound()
    for name, texts in request.args.lists():
        if any("\x00" in text for text in (name, *texts)):
            raise InvalidInput({name: [_("This text contains control characters.")]})


def _what_changed() -> str:
    """What can be said for certain of a change that somebody wanted; nothing where nobody wanted one."""
    if commits() != g.get("commits_before", commits()):
        return str(PERHAPS_CHANGED)
    return "" if request.method in guard.SAFE_METHODS else str(NOTHING_CHANGED)


def _without_the_database() -> None:
    """What an answer needs must not be asked of the database that may be the error."""
    give_back_connection()
    languages.language()  # chosen once: now, while it is known who asks
    g.viewer, g.company_name = None, ""


def _unexpected(error: Exception) -> Response:
    incident = uuid4().hex[:12]
    try:
        if trouble := trouble_of(error):
            return _in_trouble(trouble, error)
        log.error("incident %s", incident, exc_info=error, extra={"facts": {"incident": incident}})
        _without_the_database()
        text = f"{WORDS[500][1]} {_what_changed()}".strip()
        return problem(500, text, incident=incident)
    except Exception as second:
        log.error("no error page for incident %s", incident, exc_info=second)
        return make_response(BARE.format(incident=incident), 500, {"Content-Type": "text/plain"})


def _in_trouble(trouble: Trouble, error: Exception) -> Response:
    """503: one line in the log, for there may be thousands; the sentence says what is wrong."""
    cause = str(getattr(error, "orig", None) or error).partition("\n")[0][:200]
    log.error("the database is %s: %s", trouble.name.lower(), cause)
    _without_the_database()
    text = f"{_(trouble.sentence)} {_what_changed()}".strip()
    return problem(503, text, headers={"Retry-After": str(trouble.retry_after)})


def _begin() -> None:
    g.commits_before = commits()


def init(app: Flask) -> None:
    """Registers the answers for everything that can go wrong."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(InvalidInput, _invalid)
    app.register_error_handler(DataError, _unstorable)
    app.register_error_handler(Exception, _unexpected)
    app.before_request(_begin)
    app.before_request(_refuse_nul)
