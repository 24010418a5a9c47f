"""The settings of the firm, its logo, and numbers without gaps."""

from __future__ import annotations

import io
from datetime import date

import pytest
from PIL import Image

from app.company import actions, queries
from app.company.rules import NotAPicture, PictureTooLarge, Series
from app.database import atomic
from tests import cast
from tests.pages import lint

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


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo(pages, app, kind):
    browser = pages("admin")
    file = (io.BytesIO(picture(kind)), "logo.txt")
    answer = browser.raw("POST", "/settings/logo", data={"csrf_token": browser.token(), "logo": file})
    assert answer.status_code == 303
    shown = browser.raw("GET", "/logo")
    assert shown.data == picture(kind) and shown.mimetype == f"image/{kind.lower()}"
    assert browser.post("/settings/logo", {"remove": "y"}).status_code == 303
    assert browser.raw("GET", "/logo").status_code == 404


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"<svg onload='alert(1)'/>", NotAPicture),
        (b"\x89PNG\r\n\x1a\nnonsense", NotAPicture),
        (b"GIF89a", NotAPicture),
        (b"x" * (2 * 1024 * 1024 + 1), PictureTooLarge),
        (picture(size=(4001, 1)), PictureTooLarge),
    ],
)
def test_what_is_no_logo(app, content, refusal):
    with pytest.raises(refusal):
        actions.set_logo(content, by=cast.viewer("admin"))
    assert queries.logo() is None


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
