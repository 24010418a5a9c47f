"""What `make migration` writes is in the house's format before anybody reads it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from flask_migrate import migrate, revision, stamp, upgrade
from sqlalchemy import inspect

from app import create_app
from app.database import db
from config import read

NAMES = ("add_everything_anew", "change_some_data")


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """Two migrations of a database that only says it is migrated: one makes every table, the next nothing."""
    folder = tmp_path_factory.mktemp("generated")
    shutil.copytree("migrations", folder / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    url = f"sqlite:///{folder / 'empty.db'}"
    settings = {"APP_ENV": "test", "DATA_DIR": str(folder), "DATABASE_URL": url, "LOG_LEVEL": "ERROR"}
    directory = str(folder / "migrations")
    with create_app(read(settings)).app_context():
        stamp(directory=directory)
        migrate(directory=directory, message="add everything anew")
        upgrade(directory=directory)
        made = set(inspect(db.engine).get_table_names())
        revision(directory=directory, message="change some data")
        db.session.remove()
        db.engine.dispose()
    versions = Path(directory, "versions")
    return {name: next(versions.glob(f"*_{name}.py")).read_text() for name in NAMES}, made


def ruff(*command, text):
    """What ruff says of a text as if it stood among the migrations."""
    place = "migrations/versions/20261122_1200_add_everything_anew.py"
    arguments = [sys.executable, "-m", "ruff", *command, "--stdin-filename", place, "-"]
    return subprocess.run(arguments, input=text, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_formatted(generated, name):
    answer = ruff("format", "--check", "--diff", text=generated[0][name])
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize("name", NAMES)
def test_it_has_nothing_to_be_linted(generated, name):
    answer = ruff("check", text=generated[0][name])
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_it_makes_the_tables(generated):
    assert set(db.metadata.tables) <= generated[1]
