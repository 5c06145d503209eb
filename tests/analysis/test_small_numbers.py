"""Trends, draws, quotes and agreement: what is said of small numbers, and that it can be repeated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.agreement import agreement, to_double_code
from analysis.excerpts import Quote, pick
from analysis.sampling import draw
from analysis.trends import Direction, Share, direction, wilson

shares = st.integers(0, 300).flatmap(lambda base: st.integers(0, base).map(lambda count: Share(count, base)))


def test_three_of_four_against_one_of_four_is_too_few_to_say() -> None:
    assert direction(Share(3, 4), Share(1, 4)) == Direction.too_few


def test_an_arrow_needs_intervals_that_do_not_meet() -> None:
    assert direction(Share(80, 100), Share(50, 100)) == Direction.up
    assert direction(Share(50, 100), Share(80, 100)) == Direction.down
    assert direction(Share(55, 100), Share(50, 100)) == Direction.steady
    assert direction(Share(6, 12), Share(5, 12)) == Direction.too_few


@given(shares, shares)
def test_a_trend_turned_round_is_the_trend_the_other_way(now: Share, before: Share) -> None:
    other_way = {Direction.up: Direction.down, Direction.down: Direction.up}
    seen = direction(now, before)
    assert direction(before, now) == other_way.get(seen, seen)
    if min(now.base, before.base) < 10:
        assert seen == Direction.too_few


@given(shares)
def test_the_interval_holds_the_share(share: Share) -> None:
    interval = wilson(share)
    assert 0 <= interval.low <= (share.count / share.base if share.base else 0.5) + 1e-9
    assert (share.count / share.base if share.base else 0.5) - 1e-9 <= interval.high <= 1


def test_the_interval_is_wilsons() -> None:
    interval = wilson(Share(10, 20))
    assert (round(interval.low, 3), round(interval.high, 3)) == (0.299, 0.701)


def test_a_share_of_less_than_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="at least as large"):
        Share(3, 2)


@given(st.sets(st.text(min_size=1, max_size=6), min_size=10, max_size=40), st.text(max_size=8), st.randoms())
def test_the_same_seed_and_list_draw_the_same_ten(cases: set[str], seed: str, shuffler: object) -> None:
    one = sorted(cases)
    other = list(reversed(one))
    assert draw(one, seed) == draw(other, seed)
    assert len(set(draw(one, seed).chosen)) == 10
    assert set(draw(one, seed).chosen) <= cases


def test_another_seed_draws_others() -> None:
    cases = [f"case {n}" for n in range(200)]
    assert draw(cases, "2026-27-Q1").chosen != draw(cases, "2026-27-Q2").chosen


def test_a_short_list_is_taken_whole_and_flagged() -> None:
    drawn = draw(["b", "a"], "seed")
    assert (set(drawn.chosen), drawn.short) == ({"a", "b"}, True)


def test_every_case_is_drawn_about_as_often_as_another() -> None:
    cases = [f"case {n}" for n in range(20)]
    times = [sum(case in draw(cases, f"seed {n}").chosen for n in range(1_000)) for case in cases]
    assert 430 < min(times) <= max(times) < 570


def quotes(**groups: int) -> list[Quote]:
    words = "they listen to me now"
    return [Quote(f"{group} {n}", words, group) for group, many in groups.items() for n in range(many)]


def test_quotes_are_spread_over_the_groups() -> None:
    assert {quote.group for quote in pick(quotes(child=50, parent=1, carer=1), 3, "seed")} == {
        "child",
        "parent",
        "carer",
    }


def test_the_same_quotes_are_picked_whatever_order_they_come_in() -> None:
    given_quotes = quotes(child=9, parent=4)
    assert pick(given_quotes, 5, "seed") == pick(reversed(given_quotes), 5, "seed")


def test_no_more_quotes_than_there_are_and_none_invented() -> None:
    given_quotes = quotes(child=2)
    assert set(pick(given_quotes, 10, "seed")) == set(given_quotes)
    assert pick([], 3, "seed") == ()


def test_one_word_is_quoted_only_when_there_is_nothing_better() -> None:
    short, full = Quote("1", "ok", "child"), Quote("2", "they listen to me now", "child")
    assert all(pick([short, full], 1, f"seed {n}") == (full,) for n in range(20))


@pytest.mark.parametrize(
    ("answers", "second"), [(0, 0), (7, 7), (20, 20), (150, 20), (201, 21), (1_000, 100)]
)
def test_a_tenth_is_read_twice_and_twenty_at_least(answers: int, second: int) -> None:
    assert to_double_code(answers) == second


def test_readers_who_agree_on_everything_have_a_kappa_of_one() -> None:
    read = {"a": frozenset({"kind"}), "b": frozenset[str]()}
    found = agreement(read, read, ("kind", "late"))
    assert found is not None
    assert (found.answers, found.percent, found.kappa) == (2, 100.0, 1.0)


def test_kappa_takes_out_what_chance_would_give() -> None:
    first = {str(n): frozenset({"kind"} if n < 45 else ()) for n in range(100)}
    second = {str(n): frozenset({"kind"} if n < 40 or n >= 90 else ()) for n in range(100)}
    found = agreement(first, second, ("kind",))
    assert found is not None
    assert (found.percent, round(found.kappa or 0, 3)) == (85.0, 0.7)


def test_agreement_needs_answers_both_have_read() -> None:
    assert agreement({"a": frozenset({"kind"})}, {"b": frozenset({"kind"})}, ("kind",)) is None


def test_kappa_says_nothing_when_both_only_ever_said_no() -> None:
    read = {"a": frozenset[str]()}
    found = agreement(read, read, ("kind",))
    assert found is not None
    assert found.kappa is None
