"""What documents refer to is kept, with a sentence that says why."""

from __future__ import annotations

import pytest

from app.crm.models import Customer
from app.database import db
from app.people.models import Employee
from app.projects.models import Project
from tests import cast, factories
from tests.invoices.given import draft, issued
from tests.projects.given import project

pytestmark = pytest.mark.parametrize("server", ["sqlite"], indirect=True)


def refused(api, place: str) -> str:
    return str(api("admin").delete(place, status=409)["detail"])


@pytest.mark.parametrize("document", [draft, issued])
def test_a_customer_with_documents(app, api, document):
    customer = document().customer_id
    told = refused(api, f"/api/backoffice/crm/customers/{customer}")
    assert "Rechnungen" in told
    assert "Projekte" not in told
    assert db.session.get(Customer, customer)


@pytest.mark.parametrize("document", [draft, issued])
def test_a_project_with_documents(app, api, document):
    of = project()
    document(customer_id=of.customer_id, project_id=of.id)
    told = refused(api, f"/api/backoffice/projects/{of.id}")
    assert "Rechnungen" in told
    assert "Zeiteinträge" not in told
    assert db.session.get(Project, of.id)


def test_whoever_issued_documents(app, api):
    issued()
    person = cast.employee("buchhaltung").id
    assert "Rechnungen" in refused(api, f"/api/employees/{person}")
    assert db.session.get(Employee, person)


def test_a_customer_whose_projects_and_documents_keep_it_names_both(app, api):
    of = project()
    draft(customer_id=of.customer_id, project_id=of.id)
    told = refused(api, f"/api/backoffice/crm/customers/{of.customer_id}")
    assert "Rechnungen" in told
    assert "Projekte" in told


def test_a_customer_without_any_is_deleted(app, api):
    api("admin").delete(f"/api/backoffice/crm/customers/{factories.customer().id}")
