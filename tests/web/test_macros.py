"""The macros of `templates/ui`, as every template reaches them."""

from __future__ import annotations

import threading

from jinja2 import DictLoader, Environment

from app.views.templates import Macros


def test_two_first_requests_at_once_both_find_every_macro(tmp_path):
    """The first one collects; a second one that comes meanwhile must not see half of them."""
    half, go_on = threading.Event(), threading.Event()

    class Slow(DictLoader):
        def get_source(self, environment, template):
            if template == "ui/b.html" and not half.is_set():
                half.set()
                assert go_on.wait(10)
            return super().get_source(environment, template)

    for name in ("a", "b"):
        (tmp_path / f"{name}.html").touch()
    sources = {
        "ui/a.html": "{% macro one() %}1{% endmacro %}",
        "ui/b.html": "{% macro two() %}2{% endmacro %}",
    }
    macros = Macros(Environment(loader=Slow(sources), auto_reload=False), tmp_path)
    answers = []
    first = threading.Thread(target=lambda: answers.append(str(macros.two())))
    first.start()
    assert half.wait(10)
    try:
        answers.append(str(macros.two()))
    finally:
        go_on.set()
        first.join()
    assert answers == ["2", "2"]
