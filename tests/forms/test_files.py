"""Files in forms: through a page together with what was typed, through the API as canonical parts."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from flask import jsonify
from flask_babel import force_locale
from werkzeug.datastructures import MultiDict

from app.forms.fields import Day, Flag, LongText, MoneyField, Text, WholeNumber
from app.forms.files import File
from app.forms.form import Form, bind, validated
from app.forms.lines import Lines
from app.permissions import SIGNED_IN
from app.values.files import ANYTHING, JPEG, PDF, PNG, SentFile
from app.views.json import operation
from app.views.openapi import document
from app.views.render import render
from app.web import bodies
from app.web.guard import needs
from tests.pages import lint

pytestmark = pytest.mark.on("sqlite")

PLACE = "/api/backoffice/crm/customers"
PAPER = b"%PDF-1.7 and more"
MOST = 1024 * 1024 * 2 // 10


class LineForm(Form):
    text = Text("Text")


class PaperForm(Form):
    title = Text("Title", required=True)
    note = LongText("Note")
    day = Day("Day")
    amount = MoneyField("Amount")
    count = WholeNumber("Count", default=1)
    secret = Flag("Secret", default=True)
    file = File("File", required=True, types=(PDF, PNG), most=MOST, description="The receipt.")


class LinedForm(Form):
    file = File("File")
    lines = Lines("Lines", LineForm)


def paper(content=PAPER, name="Beleg Müller.pdf"):
    return (io.BytesIO(content), name)


@pytest.fixture
def taken(outside, monkeypatch):
    """An address of the API that takes a `PaperForm`; gives what arrived."""
    arrived = []

    @needs(SIGNED_IN)
    @operation("Add a paper", takes=PaperForm, status=201)
    def take():
        arrived.append(validated(PaperForm))
        return jsonify({}), 201

    monkeypatch.setitem(outside.view_functions, "customers_api.create", take)
    return arrived


def page(outside, form_class, data, check=True):
    """The form as a page fills it from what a browser sends."""
    with outside.test_request_context("/papers", method="POST", data=data):
        form = bind(form_class)
        if check:
            form.validate()
        return form


def shown(outside, data, language="en"):
    """The form's page after it was sent, as a tree."""
    with outside.test_request_context("/papers", method="POST", data=data), force_locale(language):
        form = bind(PaperForm)
        form.validate()
        about = {"title": "Paper", "form_url": "/papers", "cancel_url": "/"}
        return lint(render("layouts/form.html", form=form, **about).get_data(as_text=True))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PAPER, PDF),
        (b"\x89PNG\r\n\x1a\n...", PNG),
        (b"\xff\xd8\xff\xe0", JPEG),
        (b"<svg/>", ANYTHING),
        (b"", ANYTHING),
    ],
)
def test_the_type_of_a_file_is_that_of_its_content(content, expected):
    assert SentFile("picture.png", content).type == expected


def test_a_page_sends_fields_and_files_together(outside):
    form = page(outside, PaperForm, {"title": "Beleg", "amount": "1.234,50", "file": paper()})
    assert form.errors == {}
    assert form.values()["file"] == SentFile("Beleg Müller.pdf", PAPER)
    assert form.amount.data == Decimal("1234.50")


def test_lines_keep_their_order_beside_a_file(outside):
    numbers = list(range(30, 0, -1))
    sent = MultiDict([(f"lines-{number}-text", str(number)) for number in numbers] + [("file", paper())])
    form = page(outside, LinedForm, sent)
    assert [row.text.data for row in form.lines.rows()] == [str(number) for number in numbers]


def test_a_file_in_the_place_of_a_text_is_not_read(outside):
    form = page(outside, PaperForm, {"title": paper(), "file": paper()})
    assert form.title.data is None and "title" in form.errors


def test_a_text_in_the_place_of_a_file_is_not_read(outside):
    form = page(outside, PaperForm, {"title": "Beleg", "file": "%PDF-"})
    assert form.errors == {"file": ["Bitte wählen Sie eine Datei."]}


def test_what_is_stored_is_no_file_that_was_sent(outside):
    with outside.test_request_context("/papers", method="POST", data={"title": "Beleg"}):
        assert bind(PaperForm, type("Stored", (), {"file": "abc"})()).values()["file"] is None


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ((b"", ""), "Bitte wählen Sie eine Datei."),
        ((b"", "a.pdf"), "Diese Datei ist leer."),
        ((b"<svg/>", "scan.pdf"), "Bitte wählen Sie eine Datei dieser Art: PDF oder PNG."),
        ((b"\xff\xd8\xff\xe0", "scan.pdf"), "Bitte wählen Sie eine Datei dieser Art: PDF oder PNG."),
        ((PAPER.ljust(MOST + 1), "a.pdf"), "Diese Datei ist zu groß: höchstens 0,2 MB."),
        ((PAPER, "a\x07.pdf"), "Dieser Text enthält Steuerzeichen."),
        ((PAPER, "a" * 256), "Höchstens 255 Zeichen."),
    ],
)
def test_what_is_wrong_with_a_file_stands_next_to_it(outside, file, sentence):
    form = page(outside, PaperForm, {"title": "Beleg", "file": paper(*file)})
    assert form.errors == {"file": [sentence]}


def test_a_file_may_be_as_large_as_said(outside):
    assert page(outside, PaperForm, {"title": "Beleg", "file": paper(PAPER.ljust(MOST))}).errors == {}


@pytest.mark.parametrize("name", ["../../etc/beleg.pdf", r"C:\\Scans\\beleg.pdf", "beleg.pdf"])
def test_the_name_of_a_file_has_no_folders(outside, name):
    form = page(outside, PaperForm, {"title": "Beleg", "file": paper(name=name)})
    assert form.file.data.name == "beleg.pdf"


def test_only_a_form_with_a_file_is_sent_in_parts(outside):
    assert (PaperForm.file_fields(), LineForm.file_fields()) == (["file"], [])


def test_the_page_tells_what_may_be_chosen(outside):
    with outside.test_request_context("/papers"), force_locale("en"):
        form = PaperForm(formdata=None)
        html = render("layouts/form.html", form=form, title="Paper", form_url="/papers", cancel_url="/")
        tree = lint(html.get_data(as_text=True))
    assert tree.xpath("//form[@id='form']/@enctype") == ["multipart/form-data"]
    (control,) = tree.xpath("//input[@type='file']")
    assert control.get("accept") == "application/pdf,image/png"
    assert control.get("aria-describedby") == "file-hint"
    assert tree.xpath("string(//*[@id='file-hint'])") == "The receipt. PDF or PNG, at most 0.2 MB."


def test_an_error_elsewhere_says_that_the_file_must_be_chosen_again(outside):
    tree = shown(outside, {"title": "", "file": paper()})
    assert tree.xpath("string(//*[@id='file-hint'])").endswith(" Please choose “Beleg Müller.pdf” again.")


def test_a_wrong_file_is_told_once(outside):
    tree = shown(outside, {"title": "", "file": paper(b"nothing")})
    assert tree.xpath("//input[@type='file']/@aria-invalid") == ["true"]
    assert tree.xpath("//input[@type='file']/@aria-describedby") == ["file-error file-hint"]
    assert "again" not in tree.xpath("string(//*[@id='file-hint'])")


def test_parts_are_read_as_canonical_values(taken, api):
    sent = {"title": " Beleg ", "note": "a\r\nb", "day": "2026-11-22", "amount": "1234.50", "count": "3",
            "secret": "false", "file": paper()}  # fmt: skip
    assert api("admin").send("POST", PLACE, data=sent).status_code == 201
    assert taken == [
        {
            "title": "Beleg",
            "note": "a\nb",
            "day": date(2026, 11, 22),
            "amount": Decimal("1234.50"),
            "count": 3,
            "secret": False,
            "file": SentFile("Beleg Müller.pdf", PAPER),
        }
    ]


def test_everything_wrong_with_parts_is_told_at_once(taken, api):
    sent = {"titel": "x", "day": "22.11.2026", "amount": "1.234,50", "count": "3.5", "secret": "yes",
            "note": paper(), "file": "text", "files": paper(), "id": "7"}  # fmt: skip
    answer = api("admin").send("POST", PLACE, data=sent)
    errors = answer.get_json(force=True)["errors"]
    assert answer.status_code == 422 and taken == []
    names = {"titel", "title", "day", "amount", "count", "secret", "note", "file", "files"}
    assert set(errors) == names and all(len(told) == 1 for told in errors.values())


def test_a_part_that_comes_twice_is_refused(taken, api):
    sent = MultiDict([("title", "a"), ("title", "b"), ("file", paper()), ("file", paper())])
    answer = api("admin").send("POST", PLACE, data=sent)
    assert set(answer.get_json(force=True)["errors"]) == {"title", "file"}


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (b"{}", "application/json", 415),
        (b"title=x", "application/x-www-form-urlencoded", 415),
        (b"--x\r\nnothing", "multipart/form-data; boundary=x", 400),
        (b"--x--\r\n", "multipart/form-data", 400),
    ],
)
def test_a_body_that_is_not_in_parts(taken, api, content, content_type, status):
    answer = api("admin").send("POST", PLACE, data=content, content_type=content_type)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


def test_a_form_without_a_file_takes_no_parts(api):
    answer = api("admin").send("POST", PLACE, data={"name": "x", "file": paper()})
    assert (answer.status_code, answer.mimetype) == (415, "application/problem+json")


@pytest.mark.parametrize("chunked", [False, True])
def test_an_upload_that_is_too_large_gets_its_sentence(taken, outside, api, monkeypatch, chunked):
    monkeypatch.setitem(outside.config, "MAX_CONTENT_LENGTH", MOST)
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-'
    body = head + b"x" * MOST + b"\r\n--x--\r\n"
    arrives = {"input_stream": io.BytesIO(body), "environ_overrides": {"wsgi.input_terminated": True}}
    answer = api("admin").send(
        "POST",
        PLACE,
        content_type="multipart/form-data; boundary=x",
        **(arrives if chunked else {"data": body}),
    )
    assert answer.status_code == 413
    assert answer.get_json(force=True)["detail"] == "Das Gesendete ist zu groß."
    assert taken == []


def test_more_than_a_json_body_may_have_fits_into_parts(taken, api, monkeypatch):
    monkeypatch.setattr(bodies, "LARGEST_BODY", 1000)
    sent = {"title": "x", "file": paper(PAPER.ljust(MOST))}
    assert api("admin").send("POST", PLACE, data=sent).status_code == 201


def test_openapi_describes_a_form_with_a_file(taken, outside):
    with outside.test_request_context():
        described = document()["paths"][PLACE]["post"]["requestBody"]["content"]
    assert set(described) == {"multipart/form-data"}
    schema = described["multipart/form-data"]["schema"]
    assert schema["properties"]["file"] == {"type": "string", "format": "binary"}
    assert set(schema["required"]) == {"title", "file"}
