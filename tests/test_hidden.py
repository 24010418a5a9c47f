"""What a person may not see is nowhere: not in a list, a count, a sum, a search, an export, a figure, a panel.

Two promises, for every kind of record and everybody of the cast: what is hidden is answered at every door like
something that nobody has, and nothing that this person may open tells that it is there.
"""

from __future__ import annotations

import io
import re
import zipfile
from functools import partial
from uuid import UUID

import pytest
from flask import url_for

from app.database import db
from app.forms.references import Reference, References
from app.links.kinds import ANY, find, kind_of
from app.lists import registry
from app.lists.filters import Pointed
from tests import cast
from tests.records import Maker
from tests.resources import NOBODY, SEEN, addresses, kind_at, of_kind
from tests.test_architecture import rules
from tests.web.test_parts import parts_of

pytestmark = pytest.mark.parametrize("server", ["sqlite"], indirect=True)
PEOPLE = [who for who in cast.ROLES if who != "admin"]
every_person = pytest.mark.parametrize("who", PEOPLE)
WORD = "Geheimnis"
PASSING = re.compile(r'[\w-]+\.[\w-]{6}\.[\w-]{27}|<section id="toasts".*?</section>', re.DOTALL)
"""The token of a form, which differs from one second to the next, and what the page before had to say."""


def sees(who, name, id_):
    """Whether a person may open a record, as its one predicate has it."""
    db.session.rollback()  # clients have written meanwhile
    viewer, kind = cast.viewer(who), kind_of(name)
    return viewer.may(f"{kind.module}:read") and kind.find(UUID(id_), viewer) is not None


def knows(who, name, id_):
    """Whether they may know it by name, too."""
    db.session.rollback()
    return find(name, UUID(id_), cast.viewer(who)) is not None


def base_of(app, who):
    """Records of each kind that this person sees, as far as there can be one; what is hidden refers to them."""
    maker = Maker(app, owner=who)
    for name in SEEN:
        if name not in ("employee", "department"):  # their own
            made = maker.known[name] = maker.make(name)["id"]
            assert sees(who, name, made) or not cast.viewer(who).may(f"{kind_of(name).module}:read")
    return maker.known | {"employee": str(cast.employee(who).id)}


def hiders(app, who, known):
    """About whom records of each kind are that this person must not see; tried by making one for each.

    Of every kind of which people see only some, there is one that is hidden from whoever may read it.
    """
    viewer, found = cast.viewer(who), {}
    for name in SEEN:
        kind = kind_of(name)
        may_read = viewer.may(f"{kind.module}:read")
        is_narrowed = str(kind.visible(viewer)) != str(kind.visible(cast.viewer("admin")))
        for owner in cast.ROLES if is_narrowed or not may_read else ():
            if owner != who and name not in found:
                made = Maker(app, owner=owner, known=dict(known)).make(name)["id"]
                if not sees(who, name, made):
                    found[name] = owner
        assert name in found or not is_narrowed or not may_read, f"nothing hides a {name} from {who}"
    assert found
    return found


def is_part_of_what_is_seen(app, who, name):
    """What is made below a record that one sees shows on it: an invoice is paid."""
    parent = kind_at(app, of_kind(app, name)["create"].rule)
    return parent is not None and cast.viewer(who).may(f"{parent.module}:read")


def text_of(answer, id_=NOBODY):
    """An answer without what differs each time; a hidden id counts as nobody's."""
    if answer.mimetype.startswith("application/vnd.openxml"):
        return zipfile.ZipFile(io.BytesIO(answer.data)).read("xl/worksheets/sheet1.xml").decode()
    found = PASSING.sub("", answer.get_data(as_text=True)) if answer.mimetype != "application/pdf" else "PDF"
    answer.close()
    return found.replace(str(id_), NOBODY)


def differences(before, after):
    """The first line that is another one now."""
    pairs = zip(before.splitlines(), (after or "").splitlines(), strict=False)
    return next((pair for pair in pairs if pair[0] != pair[1]), ("more lines",))


class Doors:
    """All that one person can ask for: pages, their parts, and the API."""

    def __init__(self, app, pages, api, who):
        self.app, self.viewer = app, cast.viewer(who)
        self.browser, self.client = pages(who), api(who)
        self.nobodys = {}
        self.token = self.browser.token()

    def ask(self, method, path, part=None, body=None):
        if path.startswith("/api"):
            return self.client.send(method, path, json=body if method != "GET" else None)
        data = {"csrf_token": self.token} if method == "POST" else None
        return self.browser.raw(method, path, part=part, data=data)

    def like_nobodys(self, id_, one, other):
        """Whether this id is answered like one that nobody has."""
        (method, path, body), key = one, str(other)
        if key not in self.nobodys:
            answer = self.ask(*other[:2], body=other[2])
            self.nobodys[key] = answer.status_code, text_of(answer)
        answer = self.ask(method, path, body=body)
        return (answer.status_code, text_of(answer, id_)) == self.nobodys[key]

    def is_of(self, name, path):
        """Whether an address is one of this kind's own, or that of its history."""
        with self.app.test_request_context():
            places = kind_of(name).url("index"), of_kind(self.app, name)["index"].of(), f"/history/{name}"
        return path.startswith(tuple(f"{place}/" for place in places))

    def lists(self):
        for name in registry.names():
            if self.viewer.may(f"{registry.made_for(name, self.viewer).kind.module}:read"):
                yield registry.made_for(name, self.viewer)

    def with_an_id(self, id_, name):
        """Every address where the id of such a record can stand, with every method."""
        found = []
        for rule in rules(self.app):
            own = rule.endpoint.partition(".")[0].removesuffix("_api")
            at, is_of_one = kind_at(self.app, rule), own in registry.names()
            is_other = at.name != name if at else is_of_one and own != kind_of(name).blueprint
            if is_other and "<uuid:id>" in rule.rule and "/by-" not in rule.rule:
                continue  # there stand ids of another kind
            if "<uuid:" in rule.rule and "profile" not in rule.rule:
                path = re.sub(r"<uuid:\w+>", str(id_), rule.rule).replace("<kind>", name)
                for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                    found.append((method, path, None))
        return found

    def pointing(self, name, id_):
        """Everything that can be narrowed, preset or filled with a record of this kind."""
        found = []
        with self.app.test_request_context():
            for listing in self.lists():
                for field in listing.filters.values():
                    if isinstance(field, Pointed) and field.to in (name, ANY):
                        found.append(("GET", listing.kind.url("index", **{field.name: id_}), None))
                        found.append(("GET", self.api_of(listing.kind, **{field.name: id_}), None))
            for one in addresses(self.app):
                for field in one.form(formdata=None)._fields.values() if one.form else ():
                    if isinstance(field, (Reference, References)) and field.to in (name, ANY):
                        value = [str(id_)] if isinstance(field, References) else str(id_)
                        pair = {getattr(field, "of", field.name): name} | {field.name: value}
                        found.append((one.method, one.of(), pair))
                        new = f"{one.endpoint.partition('.')[0].removesuffix('_api')}.new"
                        if new in self.app.view_functions and one.endpoint.endswith(".create"):
                            found.append(("GET", url_for(new, **{field.name: id_}), None))
        return found

    def api_of(self, kind, **arguments):
        index = of_kind(self.app, kind.name)["index"].of()
        return index + "?" + "&".join(f"{name}={value}" for name, value in arguments.items())

    def everything(self, base):
        """What this person can look at: lists with their parts, exports, searches, choices, figures, panels."""
        found = [
            ("GET", rule.rule, None)
            for rule in rules(self.app)
            if not rule.arguments and "GET" in rule.methods
        ]
        with self.app.test_request_context():
            for listing in self.lists():
                url = partial(listing.kind.url, all="true")
                found += [("GET", url("index"), part) for part in ("results", "summary", "panel")]
                found += [("GET", url("index", export=kind), None) for kind in ("csv", "xlsx")]
                found += [
                    ("GET", url("index", q=WORD), None),
                    ("GET", self.api_of(listing.kind, q=WORD), None),
                ]
                found += [("GET", url("index", count="exact"), "summary")]
        for name in (*SEEN, ANY):
            found += [("GET", f"/options/{name}", None), ("GET", f"/options/{name}?q={WORD}", None)]
        for name, id_ in base.items():
            asked = self.with_an_id(id_, name)
            found += [one for one in asked if one[0] == "GET" and not one[1].endswith("/pdf")]
        return found

    def seen(self, asked):
        """The answers that are some, and those of the panels of all these pages."""
        answers = {}
        for method, path, part in asked:
            answer = self.ask(method, path, part)
            if answer.status_code == 200:
                answers[path, part] = text_of(answer)
        return answers

    def panels(self, base):
        """The panels on the pages of these records."""
        for name, id_ in base.items():
            with self.app.test_request_context():
                path = kind_of(name).url("show", id=id_)
            if self.browser.raw("GET", path).status_code == 200:
                for address, target in parts_of(self.browser.get(path)):
                    yield "GET", address, target


@every_person
def test_what_is_hidden_is_answered_like_what_nobody_has(app, pages, api, who):
    doors, known = Doors(app, pages, api, who), base_of(app, who)
    for name, owner in hiders(app, who, known).items():
        hidden = Maker(app, owner=owner, word=WORD, known=dict(known)).make(name)["id"]
        by_name = knows(who, name, hidden)
        pairs = [*zip(doors.with_an_id(hidden, name), doors.with_an_id(NOBODY, name), strict=True)]
        if not by_name:
            pairs += zip(doors.pointing(name, hidden), doors.pointing(name, NOBODY), strict=True)
        assert len(pairs) > 10
        for one, other in pairs:
            if not by_name or doors.is_of(name, other[1]):
                assert doors.like_nobodys(hidden, one, other), (who, name, *one)


@every_person
def test_nothing_tells_that_what_is_hidden_is_there(app, pages, api, who):
    """All that this person may open says the same before and after."""
    doors, base = Doors(app, pages, api, who), base_of(app, who)
    hiding = hiders(app, who, base)
    asked = [*doors.everything(base), *doors.panels(base)]
    before = doors.seen(asked)
    made = []
    for name, owner in hiding.items():
        if not kind_of(name).known_to and not is_part_of_what_is_seen(app, who, name):
            made.append(Maker(app, owner=owner, word=WORD, known=dict(base)).make(name)["id"])
    assert made
    after = doors.seen([("GET", *place) for place in before])
    changed = [place for place in before if before[place] != after.get(place)]
    assert not changed, [*changed, *differences(before[changed[0]], after.get(changed[0]))][:4]


def test_whoever_may_see_it_sees_it_at_all_these_doors(app, pages, api):
    """What the other test looks at does show a record: it is there for the administration."""
    doors, base = Doors(app, pages, api, "admin"), base_of(app, "leitung")
    asked = doors.everything({})
    before = doors.seen(asked)
    for name in SEEN:
        Maker(app, owner="leitung", word=WORD, known=dict(base)).make(name)
    after = doors.seen(asked)
    same = {place for place in before if before[place] == after[place]}
    with app.test_request_context():
        for listing in doors.lists():
            url = partial(listing.kind.url, all="true")
            shown = [(url("index"), "results"), (url("index"), "summary"), (url("index", export="csv"), None)]
            shown += [(url("index", export="xlsx"), None), (url("index", q=WORD), None)]
            shown += [
                (doors.api_of(listing.kind, q=WORD), None),
                (f"/options/{listing.kind.name}?q={WORD}", None),
            ]
            assert not same & set(shown), (listing.name, same & set(shown))
