"""Bands of ten: what a month says, and when a quarter's number would settle one."""

import pytest

from analysis.bands import Told, gives_away, in_tens
from analysis.counts import Table, Totals
from analysis.periods import Month, NotAQuarter, Quarter, month_of, months_of, parse_period
from analysis.safe_counts import HIDDEN, Rounding, SafeCounts, Shown, from_document


def banded(*counts: int, of: int) -> SafeCounts:
    rows = tuple(f"T{number}" for number in range(len(counts)))
    return in_tens(Table(rows, ("well",), tuple((count,) for count in counts), Totals.NONE), of)


@pytest.mark.parametrize(
    ("count", "of", "said"),
    [
        (9, 40, HIDDEN),
        (10, 40, 10),
        (19, 40, 10),
        (20, 40, 20),
        (30, 40, 30),
        (31, 40, HIDDEN),
        (0, 40, HIDDEN),
    ],
)
def test_ten_or_more_is_said_only_where_ten_or_more_did_not_say_so(count: int, of: int, said: Shown) -> None:
    assert banded(count, of=of).cell("T0", "well") == said


def test_of_fewer_than_twenty_nothing_is_told_and_of_fewer_than_ten_not_even_how_many() -> None:
    assert banded(10, of=19).cells == ((HIDDEN,),)
    assert banded(10, of=19).base == 10
    assert banded(0, of=9).base == HIDDEN


def test_bands_are_kept_in_a_snapshot_as_what_they_are() -> None:
    bands = banded(24, 3, of=47)

    assert from_document(bands.to_document()) == bands
    assert bands.rounding is Rounding.DOWN_TO_10


def told(size: int, **bands: Shown) -> Told:
    return Told(size, bands)


ONE_PART = ("well",)


def test_a_total_that_leaves_every_month_its_lowest_number_tells_of_the_few_in_a_small_month() -> None:
    months = [told(30, well=10), told(30, well=10), told(7)]

    assert gives_away(months, ONE_PART, {ONE_PART: 20})
    assert not gives_away(months, ONE_PART, {ONE_PART: 21})


def test_a_total_that_leaves_every_month_its_highest_number_does_too() -> None:
    months = [told(45, well=20), told(7), told(7)]

    assert gives_away(months, ONE_PART, {ONE_PART: 29 + 14})
    assert not gives_away(months, ONE_PART, {ONE_PART: 29 + 13})


def test_what_a_total_shows_by_itself_is_not_given_away_by_bands() -> None:
    months = [told(30, well=10), told(7)]

    assert not gives_away(months, ("well", "mixed"), {("well",): 15, ("mixed",): 0})


def test_months_that_cannot_be_because_something_was_counted_anew_are_taken_to_give_away() -> None:
    assert gives_away([told(30, well=20), told(30)], ONE_PART, {ONE_PART: 9})


def test_months_know_their_days_and_their_quarter() -> None:
    assert [str(month) for month in months_of(Quarter(2026, 4))] == ["2027-01", "2027-02", "2027-03"]
    assert str(Month(2027, 1).previous) == "2026-12"
    assert str(Month(2028, 2).ends) == "2028-02-29"
    assert Month(2026, 12).ends.month == 12
    assert month_of(Month(2026, 5).starts).quarter == Quarter(2026, 1)
    assert parse_period("2026-05") == Month(2026, 5)
    assert parse_period("2026-27-Q1") == Quarter(2026, 1)
    for wrong in ("2026-13", "2026-00", "2026", "2026-5", "", "0000-01"):
        with pytest.raises(NotAQuarter):
            parse_period(wrong)
