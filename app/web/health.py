"""`/healthz`: the process lives. `/readyz`: its database answers and is migrated."""

from __future__ import annotations

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Response, current_app
from sqlalchemy.exc import SQLAlchemyError

from app.database import db, trouble_of
from app.permissions import UNIDENTIFIED
from app.web.guard import needs
from app.web.logs import log

health = Blueprint("health", __name__)


@health.get("/healthz")
@needs(UNIDENTIFIED)
def healthz() -> Response:
    return Response("ok\n", mimetype="text/plain")


@health.get("/readyz")
@needs(UNIDENTIFIED)
def readyz() -> Response:
    try:
        found = MigrationContext.configure(db.session.connection()).get_current_heads()
    except SQLAlchemyError as error:
        log.error("the database does not answer: %s", trouble_of(error) or type(error).__name__)
        return Response("the database does not answer\n", 503, mimetype="text/plain")
    script = ScriptDirectory(current_app.extensions["migrate"].directory)
    if set(found) != set(script.get_heads()):
        return Response("the database is not migrated\n", 503, mimetype="text/plain")
    return Response("ready\n", mimetype="text/plain")
