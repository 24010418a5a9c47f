from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.invoices.rules import BillableEntry, Line, RateIsMissing, group_entries, line_net
from app.time_tracking.rules import Rounding, billed_hours

THIRD, FOURTH, FOURTEENTH = (date(2026, 11, day) for day in (3, 4, 14))


def entry(
    number,
    day=THIRD,
    minutes=60.0,
    rate="95",
    note=None,
    employee="J. Krämer",
    project="Relaunch",
    rounding=None,
):
    return BillableEntry(
        id=UUID(int=number),
        day=day,
        employee=employee,
        project=project,
        note=note,
        duration=timedelta(minutes=minutes),
        rate=None if rate is None else Decimal(rate),
        rounding=rounding or Rounding(),
    )


def shown(groups):
    return [
        (group.description, str(group.quantity), str(group.unit_price), [id_.int for id_ in group.entry_ids])
        for group in groups
    ]


ENTRIES = [
    entry(1, FOURTEENTH, 30, note="Abnahme"),
    entry(2, THIRD, 90, note="Konzept\nund Skizze"),
    entry(3, THIRD, 20),
    entry(4, FOURTH, 20, employee="A. Öz", project="Wartung", note="Konzept"),
    entry(5, THIRD, 60, rate="120", note="Workshop"),
    entry(6, THIRD, 20, note="Konzept\nund Skizze"),
]


def test_by_entry():
    assert shown(group_entries(ENTRIES, "entry", "de")) == [
        ("Konzept und Skizze\n03.11.2026", "1.50", "95", [2]),
        ("Relaunch\n03.11.2026", "0.33", "95", [3]),
        ("Workshop\n03.11.2026", "1.00", "120", [5]),
        ("Konzept und Skizze\n03.11.2026", "0.33", "95", [6]),
        ("Konzept\n04.11.2026", "0.33", "95", [4]),
        ("Abnahme\n14.11.2026", "0.50", "95", [1]),
    ]


def test_by_day():
    assert shown(group_entries(ENTRIES, "day", "de")) == [
        ("Leistungen am 03.11.2026\nKonzept und Skizze", "2.17", "95", [2, 3, 6]),
        ("Leistungen am 03.11.2026\nWorkshop", "1.00", "120", [5]),
        ("Leistungen am 04.11.2026\nKonzept", "0.33", "95", [4]),
        ("Leistungen am 14.11.2026\nAbnahme", "0.50", "95", [1]),
    ]
    assert group_entries([entry(1), entry(2, note="a"), entry(3, note="b")], "day", "en")[0].description == (
        "Services on 3 Nov 2026\na; b"
    )
    assert group_entries([entry(1)], "day", "de")[0].description == "Leistungen am 03.11.2026"


def test_by_employee():
    groups = group_entries(ENTRIES, "employee", "de")
    assert shown(groups) == [
        ("J. Krämer, 03.11.–14.11.2026", "2.67", "95", [2, 3, 6, 1]),
        ("J. Krämer, 03.11.2026", "1.00", "120", [5]),
        ("A. Öz, 04.11.2026", "0.33", "95", [4]),
    ]
    assert (groups[0].first_day, groups[0].last_day) == (THIRD, FOURTEENTH)


def test_by_project():
    assert shown(group_entries(ENTRIES, "project", "en")) == [
        ("Relaunch, 3 Nov – 14 Nov 2026", "2.67", "95", [2, 3, 6, 1]),
        ("Relaunch, 3 Nov 2026", "1.00", "120", [5]),
        ("Wartung, 4 Nov 2026", "0.33", "95", [4]),
    ]


def test_each_entry_is_rounded_before_they_are_added():
    quarter = Rounding(15, "up")
    groups = group_entries(
        [entry(1, minutes=1, rounding=quarter), entry(2, minutes=16, rounding=quarter), entry(3, minutes=6)],
        "day",
        "de",
    )
    assert str(groups[0].quantity) == "0.85"


def test_rates_that_are_written_differently_are_one_rate():
    assert len(group_entries([entry(1, rate="95"), entry(2, rate="95.0000")], "project", "de")) == 1


def test_a_few_seconds_stay_unbilled_until_they_are_a_line():
    seconds = [entry(1, minutes=0.25), entry(2, minutes=0.25)]
    assert group_entries(seconds, "entry", "de") == []
    assert shown(group_entries(seconds, "day", "de")) == [("Leistungen am 03.11.2026", "0.01", "95", [1, 2])]


def test_an_entry_without_rate_is_refused():
    with pytest.raises(RateIsMissing, match="Krämer on 2026-11-03") as refused:
        group_entries([entry(1, rate=None)], "day", "de")
    assert refused.value.status == 409


def test_nothing_gives_nothing():
    assert group_entries([], "project", "de") == []


@given(
    entries=st.lists(
        st.builds(
            entry,
            st.integers(1, 10**9),
            day=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
            minutes=st.integers(1, 1440),
            rate=st.sampled_from(["95", "120.5", "33.3333", "0"]),
            employee=st.sampled_from(["A", "B"]),
            project=st.sampled_from(["P", "Q"]),
        ),
        max_size=20,
        unique_by=lambda made: made.id,
    ),
    group_by=st.sampled_from(["entry", "day", "employee", "project"]),
)
def test_each_entry_is_billed_once_at_its_rate(entries, group_by):
    groups = group_entries(entries, group_by, "de")
    by_id = {entry.id: entry for entry in entries}
    assert sorted(id_ for group in groups for id_ in group.entry_ids) == sorted(by_id)
    assert [group.first_day for group in groups] == sorted(group.first_day for group in groups)
    for group in groups:
        members = [by_id[id_] for id_ in group.entry_ids]
        assert {member.rate for member in members} == {group.unit_price}
        assert group.quantity == billed_hours(sum((member.duration for member in members), timedelta()))
        amount = line_net(Line(group.quantity, group.unit_price, Decimal(19)))
        assert abs(amount - group.quantity * group.unit_price) <= Decimal("0.005")
        assert group.first_day <= group.last_day
