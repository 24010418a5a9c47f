"""The addresses of the API as the registries have them: what the generated tests walk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from app.forms.form import Form
from app.links.kinds import Kind, kind_of
from app.sitemap import PARTS
from app.views.json import Operation
from app.views.openapi import _is_alias

NOBODY = "01900000-0000-7000-8000-000000000000"
"""An id that no record has."""
ID = "<uuid:id>"
SEEN = [kind.name for part in PARTS for kind in part.kinds if kind.blueprint]
"""The names of the kinds that have pages, an API and a list."""


@dataclass(frozen=True)
class Address:
    """One method of one address of the API."""

    method: str
    rule: Rule
    operation: Operation

    @property
    def endpoint(self) -> str:
        return str(self.rule.endpoint)

    @property
    def form(self) -> type[Form] | None:
        return self.operation.takes

    @property
    def needs_json(self) -> bool:
        """Whether it takes JSON, and nothing less."""
        return self.form is not None and not self.form.may_be_absent and not self.form.file_fields()

    def of(self, id_: Any = NOBODY) -> str:
        """The address of a record (or of nobody's)."""
        return self.rule.rule.replace(ID, str(id_)).replace("<path:invoice_number>", "RE-1999-00001")

    def __str__(self) -> str:
        return f"{self.method} {self.rule.rule}"


def addresses(app: Flask) -> Iterator[Address]:
    """Every method of every address of the API; second addresses of the same view are left out."""
    with app.app_context():
        rules = [rule for rule in app.url_map.iter_rules() if not _is_alias(rule.endpoint)]
    for rule in sorted(rules, key=lambda rule: rule.rule):
        operation = getattr(app.view_functions[rule.endpoint], "operation", None)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            if operation is not None:
                yield Address(method, rule, operation)


def kind_at(app: Flask, rule: Rule) -> Kind | None:
    """Whose id stands in an address: that of the list whose address comes before it."""
    before = rule.rule.partition("/" + ID)[0] if ID in rule.rule else None
    for name in SEEN:
        kind = kind_of(name)
        for list_ in app.url_map.iter_rules(f"{kind.blueprint}_api.index"):
            if list_.rule == before:
                return kind
    return None


def of_kind(app: Flask, name: str) -> dict[str, Address]:
    """The addresses of one kind: `index`, `create`, `show`, and those that it has of replace, change, delete."""
    own = f"{kind_of(name).blueprint}_api."
    found = {one.endpoint.removeprefix(own): one for one in addresses(app) if one.endpoint.startswith(own)}
    assert {"index", "create", "show"} <= found.keys(), f"{name} has no API"
    return found
