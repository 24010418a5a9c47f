"""`flask demo load`."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app.demo.load import load_small
from app.values.refusals import Refusal

demo = AppGroup("demo", help="The demonstration company.")


@demo.command("load")
@click.option("--size", type=click.Choice(["small"]), default="small", show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def load(size: str, seed: int) -> None:
    """Loads the demonstration company into an empty database; refuses one with real data."""
    try:
        load_small(seed)
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo(f"The demonstration company ({size}) has been loaded.")
