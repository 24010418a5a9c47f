"""Which small faults `scripts.faults` makes."""

from __future__ import annotations

import ast

import pytest

from scripts.faults import Finder, looks


def faults(source: str, path: str = "app/crm/actions.py"):
    finder = Finder(path, source.encode())
    finder.visit(ast.parse(source))
    return finder.found


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("if a < b: c = d", {"if False: c = d", "if True: c = d", "if (a <= b): c = d"}),
        ("raise Gone()", {"pass"}),
        ("tell(a)", {"pass"}),
        ("a.b = c", {"pass"}),
        ("x = a and b", {"x = ((a) or (b))", "x = ((a))", "x = ((b))"}),
        ("x = not a", {"x = (a)"}),
        ("x = a + b", {"x = (a - b)"}),
        ("x = 5", {"x = 6"}),
        ("x = q.where(a)", {"x = q"}),
        ("x = held(q, A)", {"x = q"}),
        ('x = "5"', set()),
        ('"""ä"""\nx = 5', {'"""ä"""\nx = 6'}),
    ],
)
def test_the_faults_of_a_piece_of_source(source, made):
    changed = {
        (source.encode()[: one.start] + one.new.encode() + source.encode()[one.end :]).decode()
        for one in faults(source)
    }
    assert changed == made


@pytest.mark.parametrize(("source", "first"), [("hold(a)", "processes"), ("tell(a)", "not browser")])
def test_a_missing_lock_is_shown_to_the_races_first(source, first):
    (fault,) = faults(source)
    assert next(looks(fault))[1].startswith(first)
