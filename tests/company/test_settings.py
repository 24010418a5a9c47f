"""The settings of the firm, its logo, and numbers without gaps."""

from __future__ import annotations

import io
from datetime import date

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app.company import actions, queries
from app.company.rules import Series
from app.database import atomic
from tests.pages import lint

pytestmark = pytest.mark.on("sqlite")

FORM = {
    "name": "Muster & Partner",
    "country": "DE",
    "iban": "DE02 1203 0000 0000 2020 51",
    "payment_terms_days": "30",
}


def picture(kind="PNG", size=(200, 50)):
    """The bytes of a small picture."""
    content = io.BytesIO()
    Image.new("RGB", size, "white").save(content, kind)
    return content.getvalue()


def test_settings_are_saved(pages, app):
    browser = pages("admin")
    page = browser.get("/settings")
    version = page.xpath("//input[@name='version']/@value")[0]
    assert browser.post("/settings", {**FORM, "version": version}).status_code == 303
    page = browser.get("/settings")
    assert page.xpath("//input[@name='iban']/@value") == ["DE02120300000000202051"]
    assert browser.post("/settings", {**FORM, "version": version}).status_code == 409
    bad = browser.post("/settings", {**FORM, "iban": "DE03 1203 0000 0000 2020 51", "vat_id": "DE123"})
    assert bad.status_code == 422
    assert len(lint(bad.text).xpath("//*[@id='iban-error' or @id='vat_id-error']")) == 2


def test_only_who_may(pages):
    assert pages("leitung").raw("GET", "/settings").status_code == 403
    assert pages("buchhaltung").post("/settings", FORM).status_code == 403


def send_logo(browser, content, name="logo.txt", part=None):
    """The logo's form with a file, as the browser sends it."""
    fields = {"csrf_token": browser.token(), "logo": FileStorage(io.BytesIO(content), name)}
    boundary, body = encode_multipart(fields)
    sent_as = f"multipart/form-data; boundary={boundary}"
    return browser.raw("POST", "/settings/logo", part=part, data=body, content_type=sent_as)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo(pages, app, kind):
    browser = pages("admin")
    assert send_logo(browser, picture(kind)).status_code == 303
    shown = browser.raw("GET", "/logo")
    assert shown.data == picture(kind) and shown.mimetype == f"image/{kind.lower()}"
    assert browser.post("/settings/logo", {"remove": "y"}).status_code == 303
    assert browser.raw("GET", "/logo").status_code == 404


NO_PICTURE = "Dieses Bild lässt sich nicht drucken. Bitte wählen Sie eine PNG- oder JPEG-Datei."
NO_TYPE = "Bitte wählen Sie eine Datei dieser Art: PNG oder JPEG."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg onload='alert(1)'/>", NO_TYPE),
        (b"GIF89a", NO_TYPE),
        (b"\x89PNG\r\n\x1a\nnonsense", NO_PICTURE),
        (picture()[:-40], NO_PICTURE),
        (picture(size=(4001, 1)), "Das Logo darf je Seite höchstens 4.000 Pixel lang sein."),
        (picture().ljust(2 * 1024 * 1024 + 1), "Diese Datei ist zu groß: höchstens 2 MB."),
        (b"", "Diese Datei ist leer."),
    ],
    ids=["SVG", "GIF", "nonsense", "half a picture", "too wide", "too large", "empty"],
)
def test_what_is_no_logo_is_told_at_the_field(pages, app, content, sentence):
    answer = send_logo(pages("admin"), content)
    assert answer.status_code == 422
    tree = lint(answer.text)
    (field,) = tree.xpath("//input[@type='file']")
    assert field.get("aria-invalid") == "true"
    assert tree.xpath("string(//*[@id='logo-error'])") == sentence
    assert queries.logo() is None


def test_another_attempt_is_answered_in_its_place(pages, app):
    answer = send_logo(pages("admin"), b"<svg/>", part="form")
    assert answer.status_code == 422
    assert lint(answer.text, whole=False).xpath("string(//form//*[@id='logo-error'])") == NO_TYPE


def test_a_logo_that_nobody_chose(pages, app):
    answer = send_logo(pages("admin"), b"", "")
    assert answer.status_code == 422
    assert lint(answer.text).xpath("string(//*[@id='logo-error'])") == "Bitte wählen Sie eine Datei."


def test_the_settings_say_what_a_logo_may_be(pages, app):
    (form,) = pages("admin").get("/settings").xpath("//form[@enctype='multipart/form-data']")
    assert form.get("action") == "/settings/logo"
    assert form.xpath("string(.//*[@id='logo-hint'])") == "PNG oder JPEG, höchstens 2 MB."
    assert form.xpath(".//input[@type='file']/@accept") == ["image/png,image/jpeg"]


def test_number_series(pages, app):
    browser = pages("admin")
    answer = browser.post(
        "/settings/series/customer", {"pattern": "KD{number:04}", "yearly": "", "next_value": "500"}
    )
    assert answer.status_code == 303
    give = atomic(lambda: actions.next_number(Series.CUSTOMER, date(2026, 1, 2))[0])
    assert [give(), give()] == ["KD0500", "KD0501"]
    for pattern in ("KD", "{number}{number}", "{number.__class__}", "K-{year}-{nummer}"):
        assert (
            browser.post("/settings/series/customer", {"pattern": pattern, "next_value": ""}).status_code
            == 422
        )
    assert (
        browser.post("/settings/series/nothing", {"pattern": "{number}", "next_value": ""}).status_code == 404
    )


def test_a_rollback_gives_the_number_back(app):
    give = atomic(lambda: actions.next_number(Series.INVOICE, date(2026, 1, 2))[0])

    @atomic
    def fails():
        actions.next_number(Series.INVOICE, date(2026, 1, 2))
        raise ZeroDivisionError

    first = give()
    with pytest.raises(ZeroDivisionError):
        fails()
    assert (first, give()) == ("RE-2026-00001", "RE-2026-00002")
    other_year = atomic(lambda: actions.next_number(Series.INVOICE, date(2027, 1, 2))[0])
    assert other_year() == "RE-2027-00001"
    with pytest.raises(RuntimeError):
        actions.next_number(Series.INVOICE, date(2026, 1, 2))
