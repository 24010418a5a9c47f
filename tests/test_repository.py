"""What the repository promises about itself: locks, vendored files, templates, names and sizes."""

import re
import statistics
from pathlib import Path

import pytest

from scripts import check_locks, check_paths, check_vendor
from scripts.files import ROOT, all_files, our_texts

BANNED_MODULES = {"utils", "helpers", "common", "misc", "base", "core", "manager"}
LONGEST_FILE = 300
MEDIAN_FILE = 80
LONGEST_LINE = 140
ONLY_EXTENDS = re.compile(r"\s*(\{#.*?#\}\s*)*\{%-? extends [^%]*%\}\s*", re.S)
UNFINISHED = re.compile(r"\b(?:TO[D]O|FIX[M]E|X{3}|HA[C]K)\b")
INLINE = {
    "a script": re.compile(r"<script(?![^>]*\s(?:src=|type=\"application/json\"))", re.I),
    "a style": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"\sstyle\s*=", re.I),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "hx-on": re.compile(r"\shx-on\b", re.I),
    "a script address": re.compile(r"""["'](?:javascript|js):""", re.I),
}
TEMPLATE_COMMENT = re.compile(r"\{#.*?#\}", re.S)


def ours(folder: str, suffix: str) -> list[Path]:
    return [path for path in all_files() if path.suffix == suffix and ROOT / folder in path.parents]


def test_lock_files_are_clean() -> None:
    assert check_locks.problems() == []


def test_vendored_files_are_what_their_packages_brought() -> None:
    assert check_vendor.problems() == []


def test_no_file_names_a_machine_or_a_package_host() -> None:
    assert check_paths.problems() == []


def test_nothing_is_left_for_later() -> None:
    left = [
        f"{path}:{number}: {line.strip()}"
        for path, text in our_texts()
        for number, line in enumerate(text.splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert left == []


def inline_parts(html: str) -> list[str]:
    """What a strict Content-Security-Policy would block; Jinja comments may speak of it."""
    html = TEMPLATE_COMMENT.sub("", html)
    return [name for name, pattern in INLINE.items() if pattern.search(html)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<script src="/a.js" defer></script><link rel="stylesheet">', []),
        ('<script type="application/json">{}</script>', []),
        ("<script>alert(1)</script>", ["a script"]),
        ("<style>p{}</style>", ["a style"]),
        ('<p class="a" style="color: red">', ["a style attribute"]),
        ('<p data-style="a">once = twice</p>', []),
        ('<button type="button"\n onclick="go()">', ["an event attribute"]),
        ('<p hx-on:click="x">', ["hx-on"]),
        ('<a href="javascript:go()">', ["a script address"]),
        ("{# no <script> and no <style> here #}", []),
    ],
)
def test_inline_parts_are_recognised(html: str, expected: list[str]) -> None:
    assert inline_parts(html) == expected


def test_no_template_has_inline_script_or_style() -> None:
    found = {path.name: inline_parts(path.read_text("utf-8")) for path in ours("templates", ".html")}
    assert {name: parts for name, parts in found.items() if parts} == {}


def test_modules_are_named_for_what_is_in_them() -> None:
    named = [
        path.relative_to(ROOT).as_posix()
        for folder in ("app", "scripts", "tests")
        for path in ours(folder, ".py")
        if BANNED_MODULES & {path.stem, path.parent.name}
    ]
    assert named == []


def test_no_file_of_the_program_is_too_long() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in ours("app", ".py")}
    too_long = {path.name: length for path, length in lengths.items() if length > LONGEST_FILE}
    assert too_long == {}


def test_most_files_of_the_program_are_short() -> None:
    lengths = [len(path.read_text("utf-8").splitlines()) for path in ours("app", ".py")]
    assert statistics.median(length for length in lengths if length > 3) < MEDIAN_FILE


def test_no_line_of_a_template_is_too_long() -> None:
    too_long = [
        f"{path.name}:{number}"
        for path in ours("templates", ".html")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > LONGEST_LINE
    ]
    assert too_long == []


def test_no_template_only_extends_another() -> None:
    only = [
        path.name for path in ours("templates", ".html") if ONLY_EXTENDS.fullmatch(path.read_text("utf-8"))
    ]
    assert only == []
