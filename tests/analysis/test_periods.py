"""Quarters and working days, with the dates the rules give."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.periods import NotAQuarter, Quarter, parse_quarter, quarter_of
from analysis.working_days import add_working_days, is_working_day


def test_the_year_turns_on_the_first_of_april() -> None:
    assert quarter_of(date(2026, 3, 31)).label == "2025-26 Q4"
    assert quarter_of(date(2026, 4, 1)).label == "2026-27 Q1"


@pytest.mark.parametrize("written", ["2026-27-Q1", "2026-27 Q1", "2026-27q1", " 2026-27-q1 "])
def test_a_quarter_is_read_however_it_is_written(written: str) -> None:
    assert parse_quarter(written) == Quarter(2026, 1)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2026-Q1",
        "2026-28-Q1",
        "2026-27-Q5",
        "2026-27-Q0",
        "Q1",
        "9999-00-Q1",
        "\x00",
        "٢٠٢٦-٢٧-Q1",
        "2026-27-Q1" * 2000,
    ],
)
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(NotAQuarter):
        parse_quarter(written)


def test_a_quarter_has_a_first_and_a_last_day() -> None:
    days = [(Quarter(2026, n).starts, Quarter(2026, n).ends) for n in (1, 2, 3, 4)]
    assert days == [
        (date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 3, 31)),
    ]


def test_the_turn_of_the_century_is_written_with_two_numbers() -> None:
    assert str(Quarter(2099, 4)) == "2099-00-Q4"
    assert parse_quarter("2099-00-Q4") == Quarter(2099, 4)


def test_the_last_four_quarters_are_the_oldest_first() -> None:
    assert [q.label for q in Quarter(2026, 2).last(4)] == [
        "2025-26 Q3",
        "2025-26 Q4",
        "2026-27 Q1",
        "2026-27 Q2",
    ]


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)))
def test_every_day_is_in_one_quarter_only(day: date) -> None:
    quarter = quarter_of(day)
    assert quarter.starts <= day <= quarter.ends
    assert day in quarter
    assert day not in quarter.next
    assert quarter.next.previous == quarter
    assert parse_quarter(str(quarter)) == parse_quarter(quarter.label) == quarter


@pytest.mark.parametrize(
    ("raised", "latest"),
    [
        (date(2026, 4, 2), date(2026, 4, 13)),
        (date(2026, 12, 23), date(2027, 1, 4)),
        (date(2026, 5, 22), date(2026, 6, 1)),
        (date(2022, 5, 31), date(2022, 6, 9)),
        (date(2022, 9, 15), date(2022, 9, 23)),
        (date(2026, 11, 21), date(2026, 11, 27)),
    ],
)
def test_five_working_days_step_over_weekends_and_bank_holidays(raised: date, latest: date) -> None:
    assert add_working_days(raised, 5) == latest


@pytest.mark.parametrize(
    ("count", "due"),
    [(10, date(2026, 4, 20)), (20, date(2026, 5, 5)), (25, date(2026, 5, 12)), (65, date(2026, 7, 8))],
)
def test_the_complaint_clock_from_before_easter(count: int, due: date) -> None:
    assert add_working_days(date(2026, 4, 2), count) == due


def test_what_is_said_before_a_bank_holiday_weekend_is_read_on_the_next_working_day() -> None:
    assert add_working_days(date(2026, 5, 22), 1) == date(2026, 5, 26)
    assert not is_working_day(date(2026, 5, 25))
