"""The OpenAPI document is one, and the API keeps to it whatever is sent: as the administration and as an employee."""

from __future__ import annotations

import re
from contextvars import Context

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi import checks as conformance

from tests import cast
from tests.answers import contract_of
from tests.pages import Client
from tests.records import Maker
from tests.resources import SEEN

pytestmark = pytest.mark.parametrize("server", ["sqlite"], indirect=True)
ROLES = ("admin", "mitarbeit")
CONFIG = SchemathesisConfig.from_dict({"generation": {"with-security-parameters": False}})
HELD = [
    not_a_server_error,
    conformance.status_code_conformance,
    conformance.content_type_conformance,
    conformance.response_headers_conformance,
    conformance.response_schema_conformance,
    conformance.negative_data_rejection,
]
KNOWN: dict[str, str] = {}
"""The ids of one record of each kind, which bodies and filters refer to half of the time."""


def _some_id(number: int) -> str:
    return list(KNOWN.values())[number % len(KNOWN)]


schemathesis.openapi.format(
    "uuid", st.one_of(st.builds(_some_id, st.integers(0, 20)), st.uuids(version=4).map(str))
)
examples = settings(
    max_examples=12,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_the_document_is_one(outside):
    found = OpenAPIV31SpecValidator(contract_of(outside).document).iter_errors()
    assert not [(list(error.absolute_path), error.message) for error in found]


def schemas(part):
    """Every schema within the document."""
    for name, value in part.items() if isinstance(part, dict) else enumerate(part):
        if name == "schema":
            yield value
        elif isinstance(value, (dict, list)):
            yield from schemas(value)


def test_its_schemas_are_some(outside):
    document = contract_of(outside).document
    for schema in (*schemas(document), *document["components"]["schemas"].values()):
        jsonschema_rs.Draft202012Validator(schema | {"components": document["components"]})


@pytest.fixture
def known(outside):
    with outside.app_context():
        KNOWN.update({name: Maker(outside, owner="mitarbeit").make(name)["id"] for name in SEEN})


def operations(app, who):
    """What this person may use, deleting last: each with the id of a record that its address is about."""
    with app.app_context():
        viewer = cast.viewer(who)
    schema = schemathesis.openapi.from_dict(contract_of(app).document, config=CONFIG)
    for result in sorted(schema.get_all_operations(), key=lambda result: result.ok().method == "delete"):
        operation = result.ok()
        needed = re.search("`(.*)`", operation.definition.raw.get("description", ""))
        if (
            needed
            and viewer.may(needed[1])
            and (operation.body or operation.path_parameters or operation.query)
        ):
            yield operation


def record_of(path):
    """The record that an address is about: `/customers/{id}`, `/by-project/{id}`."""
    words = path.partition("/{id}")[0].replace("-", "_").rpartition("/")[2].removeprefix("by_")
    return next((KNOWN[name] for name in KNOWN if words in (name, f"{name}s")), None)


def trimmed(body):
    """A body without blanks around its texts: they do not count, and so not for the length either."""
    if isinstance(body, dict):
        return {name: trimmed(value) for name, value in body.items()}
    if isinstance(body, list):
        return [trimmed(value) for value in body]
    return body.strip() if isinstance(body, str) else body


@pytest.mark.parametrize("who", ROLES)
def test_whatever_is_sent_the_answer_is_as_described(outside, known, who):
    """What fits the document and what does not: no incident, what is described, and what does not fit is refused."""
    client = Client(outside, who)
    for operation in operations(outside, who):
        id_ = record_of(operation.path) if "{id}" in operation.path else None
        fixed = {"path_parameters": {"id": id_}} if id_ else {}
        modes = [operation.as_strategy(generation_mode=mode, **fixed) for mode in GenerationMode]

        @examples
        @given(case=st.one_of(modes))
        def ask(case):
            case.body = trimmed(case.body)
            answer = Context().run(case.call, app=outside, headers=client.headers)
            case.validate_response(answer, checks=HELD, headers=client.headers)

        ask()
