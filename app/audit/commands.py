"""`flask audit verify`."""

import sys

import click
from flask.cli import AppGroup

from app.audit.queries import head, verify

audit = AppGroup("audit", help="The record of changes.")


@audit.command("verify")
def verify_command() -> None:
    """Walks the hash chain; exit 1 with the first broken record if it does not hold."""
    count, broken = verify()
    if broken:
        click.echo(
            f"Record {broken.seq} does not hold: {broken.why}. {count} records before it hold.", err=True
        )
        sys.exit(1)
    click.echo(f"All {count} records hold. The last one: {head()}")
