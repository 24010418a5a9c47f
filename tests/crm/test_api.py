"""Customers and contacts through the API."""

from __future__ import annotations

import pytest

from tests import factories

CUSTOMERS = "/api/backoffice/crm/customers"
CONTACTS = "/api/backoffice/crm/contacts"
LOEWENSTEIN = {
    "name": "Bäckerei Löwenstein GmbH",
    "type": "B2B",
    "email": "Büro@Loewenstein.example.com",
    "address": "Am Ufer 3\r\nHinterhaus",
    "postal_code": "56112",
    "city": "Lahnstein",
    "vat_id": "DE 136 695 976",
    "payment_terms_days": 30,
    "hourly_rate": 95,
}


def test_a_customer_lives(api):
    admin = api("admin")
    made = admin.post(CUSTOMERS, LOEWENSTEIN)
    assert admin.last.headers["Location"].endswith(f"{CUSTOMERS}/{made['id']}")
    assert made["number"] == "K-00001"
    assert made["status"] == "active" and made["country"] == "DE" and made["language"] == "de"
    assert made["vat_id"] == "DE136695976"
    assert made["address"] == "Am Ufer 3\nHinterhaus"
    assert made["email"] == "büro@loewenstein.example.com"
    assert made["hourly_rate"] == 95
    assert made["created_at"].endswith("Z") and len(made["created_at"]) == 27

    assert admin.get(f"{CUSTOMERS}/{made['id']}") == made
    tag = admin.last.headers["ETag"]
    changed = admin.put(f"{CUSTOMERS}/{made['id']}", {**made, "city": "Bonn"}, headers={"If-Match": tag})
    assert changed["city"] == "Bonn" and changed["number"] == "K-00001"
    assert admin.last.headers["ETag"] != tag
    admin.put(f"{CUSTOMERS}/{made['id']}", {**made, "city": "Trier"}, status=412, headers={"If-Match": tag})
    admin.delete(f"{CUSTOMERS}/{made['id']}", status=412, headers={"If-Match": tag})
    admin.delete(f"{CUSTOMERS}/{made['id']}", headers={"If-Match": admin.last.headers.get("ETag", "*")})
    admin.get(f"{CUSTOMERS}/{made['id']}", status=404)


def test_put_replaces_everything(api):
    admin = api("admin")
    made = admin.post(CUSTOMERS, LOEWENSTEIN)
    replaced = admin.put(f"{CUSTOMERS}/{made['id']}", {"name": "Löwenstein", "type": "B2C"})
    assert (
        replaced["city"] is None and replaced["payment_terms_days"] is None and replaced["status"] == "active"
    )
    problem = admin.put(f"{CUSTOMERS}/{made['id']}", {"name": "Löwenstein"}, status=422)
    assert list(problem["errors"]) == ["type"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", None),
        ("name", 7),
        ("name", "x" * 201),
        ("name", "a\x00b"),
        ("name", "\ud800"),
        ("type", "B2X"),
        ("type", ["B2B"]),
        ("status", None),
        ("country", "XX"),
        ("country", "de"),
        ("email", "nobody"),
        ("vat_id", "DE123456789"),
        ("postal_code", "5611"),
        ("payment_terms_days", -1),
        ("payment_terms_days", 366),
        ("payment_terms_days", 1.5),
        ("payment_terms_days", True),
        ("hourly_rate", "95,00"),
        ("hourly_rate", -1),
        ("hourly_rate", 1.23456),
        ("hourly_rate", "NaN"),
        ("website", "javascript:alert(1)"),
        ("rounding", "sometimes"),
        ("nmae", "a slip of the pen"),
    ],
)
@pytest.mark.on("sqlite")
def test_invalid_values_name_their_field(api, field, value):
    problem = api("admin").post(CUSTOMERS, {**LOEWENSTEIN, field: value}, status=422)
    assert list(problem["errors"]) == [field]
    assert api("admin").get(CUSTOMERS)["total"] == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("[]", 400),
        ('"x"', 400),
        ('{"a": NaN}', 400),
        ('{"a": 1, "a": 2}', 400),
        ("[" * 100_000, 400),
    ],
)
def test_bodies_that_are_no_json_object(api, body, status):
    client = api("admin")
    response = client.send("POST", CUSTOMERS, data=body, content_type="application/json")
    assert response.status_code == status and response.mimetype == "application/problem+json"


def test_huge_numbers_are_refused(api):
    client = api("admin")
    body = '{"name": "x", "type": "B2B", "hourly_rate": 1e999}'
    response = client.send("POST", CUSTOMERS, data=body, content_type="application/json")
    assert response.status_code == 422 and "hourly_rate" in response.get_json(force=True)["errors"]


def test_wrong_type_and_too_large(api):
    client = api("admin")
    response = client.send("POST", CUSTOMERS, data="name=x")
    assert response.status_code == 415
    big = '{"name": "' + "x" * 1_100_000 + '"}'
    response = client.send("POST", CUSTOMERS, data=big, content_type="application/json")
    assert response.status_code == 413 and response.mimetype == "application/problem+json"


def test_lists(api, app):
    for number, letter in enumerate("ABCDEFG"):
        factories.customer(f"Kunde {letter}", type="B2C" if number % 2 else "B2B")
    client = api("mitarbeit")
    found = client.get(f"{CUSTOMERS}?limit=3&offset=2&sort=-name")
    assert [one["name"] for one in found["items"]] == ["Kunde E", "Kunde D", "Kunde C"]
    assert (found["total"], found["limit"], found["offset"]) == (7, 3, 2)
    assert client.get(f"{CUSTOMERS}?type=B2C")["total"] == 3
    assert client.get(f"{CUSTOMERS}?type=B2C&type=B2B")["total"] == 7
    assert client.get(f"{CUSTOMERS}?q=KUNDE%20F")["total"] == 1
    newest = client.get(CUSTOMERS)["items"]
    assert [one["name"] for one in newest][:2] == ["Kunde G", "Kunde F"]
    for bad in ("limit=0", "limit=201", "limit=x", "offset=-1", "sort=city", "status=quatsch", "type=b2b"):
        problem = client.get(f"{CUSTOMERS}?{bad}", status=422)
        assert list(problem["errors"]) == [bad.partition("=")[0]]


@pytest.mark.parametrize("sign", ["%25", "_"])
def test_signs_of_a_search_are_plain_signs(api, app, sign):
    factories.customer("Löwenstein")
    assert api("leitung").get(f"{CUSTOMERS}?q={sign}")["total"] == 0


def test_contacts(api, app):
    customer = factories.customer()
    admin = api("admin")
    body = {"customer_id": str(customer.id), "firstname": "Åsa", "lastname": "Weiß", "is_primary": True}
    first = admin.post(CONTACTS, body)
    second = admin.post(CONTACTS, {**body, "firstname": "Ole"})
    assert second["is_primary"] and not admin.get(f"{CONTACTS}/{first['id']}")["is_primary"]
    assert admin.get(f"{CONTACTS}?customer_id={customer.id}&sort=lastname")["total"] == 2
    nobody = "0192aaaa-0000-7000-8000-000000000000"
    assert list(admin.get(f"{CONTACTS}?customer_id={nobody}", status=422)["errors"]) == ["customer_id"]
    problem = admin.post(CONTACTS, {**body, "customer_id": nobody}, status=422)
    assert list(problem["errors"]) == ["customer_id"]
    admin.get(f"{CONTACTS}?customer_id=nonsense", status=422)
    admin.get(f"{CONTACTS}/nonsense", status=404)
    admin.get(f"{CONTACTS}/{nobody}", status=404)
    assert admin.put(f"{CONTACTS}/{first['id']}", {**first, "phone": "0261 1234"})["phone"] == "0261 1234"
    admin.delete(f"{CONTACTS}/{first['id']}")


def test_who_may(api):
    made = api("leitung").post(CUSTOMERS, LOEWENSTEIN)
    api("mitarbeit").post(CUSTOMERS, LOEWENSTEIN, status=403)
    api("leitung").delete(f"{CUSTOMERS}/{made['id']}", status=403)
    api(None).get(CUSTOMERS, status=401)
