"""Agreement between two readers: NLTK's figures and the published ones, with honest intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.agreement import agreement_by_code, overall_agreement, square_of
from analysis.agreement_figures import (
    Square,
    alpha,
    alpha_of_sets,
    alpha_of_square,
    kappa,
    kappa_of_square,
    masi,
)
from benchmarks.agreement.beside_nltk import made_up, nltk_alpha, nltk_alpha_of_sets, nltk_kappa
from benchmarks.agreement.published import BY_HAND, EXAMPLES, Example, Sets

CODES = tuple(f"code {number}" for number in range(8))
Reads = dict[str, frozenset[str]]


def two_readers(seed: int, answers: int = 60) -> tuple[Reads, Reads]:
    pairs = made_up(seed, answers)
    return (
        {str(unit): pair[0] for unit, pair in enumerate(pairs)},
        {str(unit): pair[1] for unit, pair in enumerate(pairs)},
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.where)
def test_published_examples_come_out_as_published_and_as_in_nltk(example: Example) -> None:
    if example.figure == "alpha":
        ours, theirs = alpha(example.units), nltk_alpha(example.readers)
    else:
        ours, theirs = kappa(*example.readers), nltk_kappa(example.readers)
    assert ours == pytest.approx(theirs, abs=1e-12)
    assert round(ours or 0, example.places) == example.published


@pytest.mark.parametrize("sets", BY_HAND, ids=lambda sets: sets.where)
def test_alpha_of_sets_comes_out_as_on_paper_and_as_in_nltk(sets: Sets) -> None:
    ours = alpha_of_sets(sets.pairs)
    assert ours == pytest.approx(sets.alpha, abs=1e-12)
    assert ours == pytest.approx(nltk_alpha_of_sets(sets.pairs), abs=1e-12)


@pytest.mark.parametrize("seed", range(12))
def test_every_figure_of_made_up_readers_is_nltk_s(seed: int) -> None:
    first, second = two_readers(seed)
    pairs = [(first[answer], second[answer]) for answer in first]
    assert alpha_of_sets(pairs) == pytest.approx(nltk_alpha_of_sets(pairs), abs=1e-12)
    for code in CODES:
        square = square_of(first, second, code)
        labels = [[str(code in reader[answer]) for answer in first] for reader in (first, second)]
        assert kappa_of_square(square) == pytest.approx(nltk_kappa(labels), abs=1e-12)
        assert alpha_of_square(square) == pytest.approx(nltk_alpha(labels), abs=1e-12)


@given(st.tuples(*[st.integers(0, 40)] * 4))
def test_agreement_never_passes_one_and_changing_places_changes_nothing(counts: tuple[int, ...]) -> None:
    square = Square(*counts)
    turned = Square(square.both, square.second_only, square.first_only, square.neither)
    for figure in (kappa_of_square, alpha_of_square):
        found, again = figure(square), figure(turned)
        assert (found is None) == (again is None)
        if found is not None and again is not None:
            assert -1 <= found <= 1
            assert found == pytest.approx(again, abs=1e-12)
            assert (found == 1) == (square.first_only == square.second_only == 0)


@given(st.frozensets(st.sampled_from("abcd")), st.frozensets(st.sampled_from("abcd")))
def test_the_distance_between_sets_is_nought_for_the_same_and_one_for_nothing_shared(
    one: frozenset[str], other: frozenset[str]
) -> None:
    assert masi(one, other) == masi(other, one)
    assert (masi(one, other) == 0) == (one == other)
    assert (masi(one, other) == 1) == (not one & other and one != other)


def test_no_code_at_all_is_a_decision_both_can_share() -> None:
    pairs = [(frozenset[str](), frozenset[str]()), (frozenset({"a"}), frozenset({"a"}))]
    assert alpha_of_sets(pairs) == 1.0


def test_the_same_answers_and_seed_give_the_same_intervals_and_they_hold_the_figure() -> None:
    first, second = two_readers(3)
    found = overall_agreement(first, second, CODES, "2026-27-Q1")
    assert found == overall_agreement(dict(reversed(first.items())), second, CODES, "2026-27-Q1")
    for estimate in (found.kappa, found.alpha):
        assert estimate is not None
        assert -1 <= estimate.low <= estimate.value <= estimate.high <= 1
        assert estimate.low < estimate.high


def test_more_answers_narrow_the_interval() -> None:
    few = overall_agreement(*two_readers(5, 40), CODES, "seed").alpha
    many = overall_agreement(*two_readers(5, 640), CODES, "seed").alpha
    assert few is not None
    assert many is not None
    assert many.high - many.low < (few.high - few.low) / 2


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    truth = overall_agreement(*two_readers(999, 4_000), CODES, "seed").kappa
    assert truth is not None
    caught = 0
    for seed in range(60):
        found = overall_agreement(*two_readers(seed, 80), CODES, "seed").kappa
        assert found is not None
        caught += found.low <= truth.value <= found.high
    assert caught >= 51


def test_under_twenty_answers_or_five_uses_nothing_is_said_of_kappa_or_alpha() -> None:
    few = overall_agreement(*two_readers(1, 19), CODES, "seed")
    assert (few.answers, few.kappa, few.alpha) == (19, None, None)
    first = {str(n): frozenset({"rare"} if n < 4 else {"often"} if n < 20 else ()) for n in range(40)}
    lines = {line.code: line for line in agreement_by_code(first, first, ("rare", "often", "never"), "seed")}
    assert set(lines) == {"rare", "often"}, "a code nobody gave has no line"
    assert not lines["rare"].enough
    assert lines["often"].enough
    assert lines["rare"].percent == 100


def test_figures_nobody_can_tell_are_left_out() -> None:
    everything = {str(n): frozenset({"a"}) for n in range(30)}
    found = overall_agreement(everything, everything, ("a",), "seed")
    assert (found.alike, found.kappa, found.alpha) == (30, None, None)
    assert overall_agreement({}, {}, ("a",), "seed").decisions is None
    assert alpha([]) is None
