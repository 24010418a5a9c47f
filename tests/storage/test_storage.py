"""Files by content: on the disk before the commit, and nothing left of what was never committed."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from app import storage
from app.commands import prepare_database
from app.company import actions as company
from app.database import atomic
from app.invoices.queries import INVOICE
from app.values.files import SentFile
from tests import cast
from tests.invoices.given import issued
from tests.processes import ROOT, environment

CONTENT = b"what is kept"
SHA256 = hashlib.sha256(CONTENT).hexdigest()
TOMORROW = datetime.now(UTC) + timedelta(days=1, hours=1)


@pytest.fixture
def files(app, tmp_path, monkeypatch):
    """An empty data folder; gives where the files are."""
    monkeypatch.setitem(app.config, "DATA_DIR", str(tmp_path))
    return tmp_path / "files"


def all_of(files):
    """Every file there is, finished or not."""
    return [path for path in files.rglob("*") if path.is_file()]


@atomic
def rolled_back(content=CONTENT):
    storage.put(content)
    raise ZeroDivisionError


def leave_behind(content=CONTENT):
    """What stays after a rollback."""
    with pytest.raises(ZeroDivisionError):
        rolled_back(content)


def test_what_was_put_is_there(files):
    assert storage.get(storage.put(CONTENT)) == CONTENT


def test_nobody_else_may_read_it(files):
    storage.put(CONTENT)
    assert [path.stat().st_mode & 0o077 for path in all_of(files)] == [0]


@pytest.mark.parametrize("kept_before", [False, True])
def test_the_folders_are_on_the_disk_before_it_returns(files, monkeypatch, kept_before):
    """The new folder's own entry too; and also if another process has put the same file a moment ago."""
    if kept_before:
        storage.put(CONTENT)
    synced, real = [], os.fsync

    def record(handle):
        synced.append(Path(f"/proc/self/fd/{handle}").readlink())
        real(handle)

    monkeypatch.setattr(os, "fsync", record)
    storage.put(CONTENT)
    assert synced[-3:] == [files / SHA256[:2], files, files.parent]


def test_the_content_is_on_the_disk_before_it_has_its_name(files, monkeypatch):
    synced, real = [], os.fsync

    def record(handle):
        synced.append((Path(f"/proc/self/fd/{handle}").is_dir(), (files / SHA256[:2] / SHA256).exists()))
        real(handle)

    monkeypatch.setattr(os, "fsync", record)
    storage.put(CONTENT)
    assert synced[0] == (False, False)


def test_a_damaged_file_is_put_again(files):
    path = files / SHA256[:2] / storage.put(CONTENT)
    path.write_bytes(b"damaged")
    storage.put(CONTENT)
    assert path.read_bytes() == CONTENT


@pytest.mark.parametrize("place", ["fsync", "mkstemp", "write"])
def test_a_full_disk_leaves_nothing(files, monkeypatch, place):
    def full(*_args, **_kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    where = {"fsync": (os, "fsync"), "mkstemp": (storage.tempfile, "mkstemp"), "write": (storage, "_write")}
    with monkeypatch.context() as patched:
        patched.setattr(*where[place], full)
        with pytest.raises(OSError, match="No space left"):
            storage.put(CONTENT)
    assert all_of(files) == []


def test_after_the_commit_there_is_the_file_alone(files):
    atomic(lambda: storage.put(CONTENT))()
    assert all_of(files) == [files / SHA256[:2] / SHA256]


def test_what_a_rollback_leaves_behind_is_swept_a_day_later(files):
    leave_behind()
    assert storage.sweep(TOMORROW) == [SHA256]
    assert all_of(files) == []


def test_what_may_still_be_committed_is_not_swept(files):
    leave_behind()
    assert storage.sweep(datetime.now(UTC) + timedelta(hours=23)) == []
    assert storage.holds(SHA256)


def test_what_was_kept_again_and_committed_is_not_swept(files, monkeypatch):
    monkeypatch.setattr(storage, "_referrers", [lambda sha256s: sha256s])
    leave_behind()
    atomic(lambda: storage.put(CONTENT))()
    assert storage.sweep(TOMORROW) == []
    assert all_of(files) == [files / SHA256[:2] / SHA256]


def test_what_is_being_kept_again_is_not_swept(files):
    """It was left behind long ago, and a transaction that is still open has just put the same."""
    leave_behind()
    for mark in (files / ".tmp").iterdir():
        os.utime(mark, (0, 0))
    leave_behind()
    assert storage.sweep(datetime.now(UTC)) == []
    assert storage.holds(SHA256)


def test_what_nobody_marked_is_not_swept(files):
    """Of another program, of another database in the same folder, or committed while the process was killed."""
    storage.put(CONTENT)
    assert storage.sweep(TOMORROW) == []
    assert storage.holds(SHA256)


def test_nothing_is_swept_while_it_is_unknown_what_is_referred_to(files, monkeypatch):
    def fails(_sha256s):
        raise LookupError

    monkeypatch.setattr(storage, "_referrers", [fails])
    leave_behind()
    with pytest.raises(LookupError):
        storage.sweep(TOMORROW)
    assert storage.holds(SHA256)


@pytest.fixture
def committed_while_killed(files, monkeypatch):
    """Commits without what comes after: as a process that is killed in that moment."""
    monkeypatch.setattr(storage, "after_commit", lambda _do: None)
    return files


def picture(colour="white"):
    content = io.BytesIO()
    Image.new("RGB", (20, 5), colour).save(content, "PNG")
    return content.getvalue()


def test_the_logo_is_referred_to(committed_while_killed):
    made = company.set_logo(SentFile("logo.png", picture()), by=cast.viewer("admin"))
    assert storage.sweep(TOMORROW) == []
    assert storage.holds(made.logo_sha256)


def test_the_paper_of_a_document_is_referred_to(committed_while_killed):
    made = issued()
    assert storage.sweep(TOMORROW) == []
    assert storage.holds(made.pdf_sha256)


def test_the_logo_on_an_issued_document_is_referred_to(committed_while_killed):
    logo = company.set_logo(SentFile("logo.png", picture()), by=cast.viewer("admin")).logo_sha256
    made = issued()
    company.remove_logo(by=cast.viewer("admin"))
    assert INVOICE.get(made.id, cast.viewer("admin")).seller["logo_sha256"] == logo
    assert storage.sweep(TOMORROW) == []
    assert storage.holds(logo)


def test_a_start_sweeps(files, capsys):
    leave_behind()
    for mark in (files / ".tmp").iterdir():
        os.utime(mark, (0, 0))
    prepare_database()
    assert all_of(files) == []


def test_a_start_goes_on_when_sweeping_fails(files, monkeypatch, capsys):
    def broken(_now):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(storage, "sweep", broken)
    prepare_database()
    assert "Kontor: " in capsys.readouterr().out


@pytest.mark.processes
@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_a_process_that_is_killed_leaves_nothing_but_in_one_place(server, files, moment):
    """Killed before the content is on the disk, and before it has its name."""
    known = environment(server) | {"DATA_DIR": str(files.parent)}
    killed = subprocess.run([sys.executable, "-m", "tests.storage.worker", moment], env=known, cwd=ROOT)
    assert killed.returncode == -9
    left = all_of(files)
    assert left and {path.parent for path in left} == {files / ".tmp"}
    storage.sweep(TOMORROW)
    assert all_of(files) == []
