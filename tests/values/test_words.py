import json

import pytest

from app.values.texts import N_
from app.values.words import Word


class Priority(Word):
    LOW = "low", N_("Low")
    HIGH = "high", N_("High"), "warn"


def test_a_member_knows_its_word():
    assert Priority.HIGH.word == "High"


def test_a_member_knows_its_tone():
    assert Priority.HIGH.tone == "warn"


def test_without_a_tone_it_is_grey():
    assert Priority.LOW.tone == ""


def test_a_member_is_found_by_its_text():
    assert Priority("high") is Priority.HIGH


def test_other_text_is_no_member():
    with pytest.raises(ValueError):
        Priority("High")


def test_a_member_is_written_as_its_text():
    assert f"{Priority.HIGH}" == str(Priority.HIGH) == Priority.HIGH == "high"


def test_json_has_the_text():
    assert json.dumps([Priority.HIGH]) == '["high"]'
