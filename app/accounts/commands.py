"""`flask employee add` and `flask token create`."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup

from app.accounts import actions, rules, secrets
from app.database import utc_now
from app.people.actions import create_employee, create_first_roles
from app.people.queries import find_by_email, find_role
from app.values.refusals import Refusal

employee = AppGroup("employee", help="The people who work here.")
token = AppGroup("token", help="Tokens for the API.")


@employee.command("add")
@click.option("--email", required=True)
@click.option("--firstname", required=True)
@click.option("--lastname", required=True)
@click.option("--role", "role_name", required=True, help="For instance Administration or Buchhaltung.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add(email: str, firstname: str, lastname: str, role_name: str, password_stdin: bool) -> None:
    """Adds a person who can sign in; without a password one is made and printed once."""
    create_first_roles()
    role = find_role(role_name)
    if role is None:
        raise click.UsageError(f"There is no role {role_name!r}.")
    role_id = role.id
    password = sys.stdin.readline().rstrip("\n") if password_stdin else secrets.new_password()
    if "@" not in email:
        raise click.UsageError(f"{email!r} is not an e-mail address.")
    values = {
        "email": email.strip().lower(),
        "firstname": firstname,
        "lastname": lastname,
        "role_id": role_id,
    }
    try:
        rules.check_password(password, email=email)
        made = create_employee(values, by=None, now=utc_now())
        actions.set_password(made, password, by=None, now=utc_now())
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo(f"{firstname} {lastname} can sign in as {values['email']}.")
    if not password_stdin:
        click.echo(f"Password: {password}")


@token.command("create")
@click.option("--email", required=True)
@click.option("--name", required=True, help="What the token is for.")
@click.option(
    "--days", type=click.IntRange(1, 3650), default=None, help="Valid for so many days; else until revoked."
)
def create(email: str, name: str, days: int | None) -> None:
    """Prints an API token, and nothing else, to stdout."""
    person = find_by_email(email)
    if person is None:
        raise click.ClickException(f"Nobody has the address {email!r}.")
    try:
        values = {"name": name[:100], "days": days}
        made = actions.create_token(values, employee_id=person.id, by=None, now=utc_now())
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo(made)
