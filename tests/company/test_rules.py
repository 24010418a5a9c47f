import pytest

from app.company.rules import (
    PatternNotReadable,
    PatternTooLong,
    PatternWithoutNumber,
    PatternWithoutYear,
    beginning,
    check_pattern,
    largest_written,
    written_iban,
    written_number,
)


@pytest.mark.parametrize(
    ("pattern", "value", "written"),
    [
        ("RE-{year}-{number:05}", 1, "RE-2026-00001"),
        ("K-{number:05}", 42, "K-00042"),
        ("K-{number:05}", 1234567, "K-1234567"),
        ("{number}", 7, "7"),
        ("{year}/{number:04}", 3, "2026/0003"),
        ("Büro {number:03}.{year}", 3, "Büro 003.2026"),
        ("{number:012}", 1, "000000000001"),
    ],
)
def test_numbers(pattern, value, written):
    check_pattern(pattern, yearly="{year}" in pattern)
    assert written_number(pattern, year=2026, value=value) == written


@pytest.mark.parametrize(
    ("pattern", "yearly", "refusal"),
    [
        ("", False, PatternWithoutNumber),
        ("RE-{year}", False, PatternWithoutNumber),
        ("{number}{number}", False, PatternWithoutNumber),
        ("RE-{number:05}", True, PatternWithoutYear),
        ("RE-{month}-{number}", False, PatternNotReadable),
        ("{number.__class__}", False, PatternNotReadable),
        ("{number!r}", False, PatternNotReadable),
        ("{number:{year}}", False, PatternNotReadable),
        ("{number:5}", False, PatternNotReadable),
        ("{number:099}", False, PatternNotReadable),
        ("{0}{number}", False, PatternNotReadable),
        ("{{number}}", False, PatternNotReadable),
        ("{number", False, PatternNotReadable),
        ("<b>{number}", False, PatternNotReadable),
        ("%(x)s{number}", False, PatternNotReadable),
        ("x" * 40 + "{number}", False, PatternTooLong),
    ],
)
def test_other_patterns_are_refused(pattern, yearly, refusal):
    with pytest.raises(refusal) as refused:
        check_pattern(pattern, yearly)
    assert (refused.value.status, refused.value.field) == (422, "pattern")
    assert str(refused.value)


def test_an_unchecked_pattern_is_not_written_either():
    with pytest.raises(PatternNotReadable):
        written_number("{number.__init__.__globals__}", year=2026, value=1)


def test_an_iban_is_written_in_groups_of_four():
    assert written_iban("DE89370400440532013000") == "DE89 3704 0044 0532 0130 00"
    assert written_iban(" de89 3704\u00a00044 0532 0130 00") == "DE89 3704 0044 0532 0130 00"
    assert written_iban("") == ""


@pytest.mark.parametrize(
    ("pattern", "numbers", "largest"),
    [
        ("RE-{year}-{number:05}", ["RE-2026-00002", "RE-2026-00010", "RE-2025-00099"], 10),
        ("RE-{year}-{number:05}", ["RE-2026-123456", "RE-2026-7"], 123456),
        ("{number}", ["7", "K-8", "", "999999999", "1000000000"], 999_999_999),
        ("{number}.{year}", ["12.2026", "13.2025", "1x.2026"], 12),
        ("a.{number}", ["ab3", "a.2"], 2),
        ("K-{number:05}", [], 0),
    ],
)
def test_the_largest_number_that_a_pattern_wrote(pattern, numbers, largest):
    assert largest_written(pattern, 2026, numbers) == largest


@pytest.mark.parametrize(
    ("pattern", "begins"), [("RE-{year}-{number:05}/x", "RE-2026-"), ("{number}-{year}", "")]
)
def test_what_all_numbers_of_a_year_begin_with(pattern, begins):
    assert beginning(pattern, 2026) == begins
