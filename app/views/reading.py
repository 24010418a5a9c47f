"""What a field shows at once of what somebody wrote: a day, a moment, and the end that came with it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, request
from werkzeug.wrappers import Response

from app.forms.fields.days import Day
from app.forms.fields.moments import Moment
from app.forms.form import Form
from app.permissions import SIGNED_IN
from app.values.days import Lean
from app.web.guard import needs

pages = Blueprint("reading", __name__)


class ReadForm(Form):
    """The same fields that read it when the form is sent."""

    day = Day("")
    begin = Moment("")
    end = Moment("", after="begin")


@pages.get("/read")
@needs(SIGNED_IN)
def read() -> Response:
    """`{"day": {"text", "iso"}}` by field, as far as something was written; else `{"error"}`."""
    form = ReadForm(formdata=None)
    leans = request.args.get("leans", "")
    if leans in [one.value for one in Lean]:
        form.day.leans = Lean(leans)
    form.process(request.args)
    form.validate()
    told = {field.name: found for field in form if (found := _told(field))}
    return current_app.response_class(current_app.json.dumps(told), mimetype="application/json")


def _told(field: Any) -> dict[str, str]:
    if field.errors:
        return {"error": str(field.errors[0])}
    if field.data is None:
        return {}
    return {"text": field.write(field.data), "iso": field.data.isoformat()}
