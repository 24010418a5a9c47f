"""What the profile calls the browsers of one's sessions."""

from __future__ import annotations

import pytest

from app.accounts.browsers import browser_name
from app.accounts.models import Session
from app.database import atomic, db
from tests import cast
from tests.pages import readable

LIKE = "(KHTML, like Gecko)"
AGENTS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0": "Firefox auf Windows",
    f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 {LIKE} Version/26.0 Safari/605.1.15": (
        "Safari auf macOS"
    ),
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 {LIKE} Chrome/142.0.0.0 Safari/537.36": (
        "Chrome auf Windows"
    ),
    f"Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 {LIKE} Chrome/142.0.0.0 Safari/537.36 Edg/142.0": (
        "Edge auf Windows"
    ),
    f"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 {LIKE} Chrome/142.0.0.0 Mobile Safari/537.36": (
        "Chrome auf Android"
    ),
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 {LIKE} CriOS/142.0 Safari/604.1": (
        "Chrome auf iPhone"
    ),
    f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 {LIKE} Chrome/142.0.0.0 Safari/537.36 OPR/120.0": (
        "Opera auf Linux"
    ),
    "curl/8.15.0": "Unbekannter Browser",
    "": "Unbekannter Browser",
}


@pytest.mark.parametrize(("agent", "name"), AGENTS.items(), ids=AGENTS.values())
def test_browser_and_system(outside, agent, name):
    with outside.test_request_context():
        assert browser_name(agent) == name


def test_the_profile_says_no_more(app, pages):
    @atomic
    def use() -> None:
        db.session.query(Session).filter_by(employee_id=cast.employee("admin").id).one().browser = next(
            iter(AGENTS)
        )

    use()
    words = readable(pages("admin").get("/profile"))
    assert "Firefox auf Windows" in words and "Mozilla" not in words
