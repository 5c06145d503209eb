"""What decisions teach and when an engine may take over: promises without a database."""

import pytest

from analysis.learning import Labelled
from analysis.trends import Share
from feedback_app.learned.believed import Belief, OfCode, belief_in, said_of
from feedback_app.learned.rules import (
    Decided,
    Enough,
    Figures,
    Worse,
    codes_decided,
    enough,
    fingerprint,
    is_measured_in,
    is_set_aside,
    worse_in,
)


def decided(words: str = "x", *codes: str, answer_id: int = 1) -> Decided:
    return Decided(answer_id, "en", Labelled(words, "LA3", frozenset(codes)))


def test_one_response_in_five_is_set_aside_and_always_the_same() -> None:
    aside = [n for n in range(5_000) if is_set_aside(f"response-{n}")]
    assert 900 < len(aside) < 1_100
    assert aside == [n for n in range(5_000) if is_set_aside(f"response-{n}")]


def test_a_code_counts_when_half_of_those_who_finished_gave_it() -> None:
    given = {"one": frozenset({1}), "both": frozenset({1, 2}), "stranger": frozenset({9})}
    assert codes_decided({1, 2}, given) == {"one", "both"}
    assert codes_decided({1, 2, 3}, given) == {"both"}
    assert codes_decided({1}, {}) == frozenset()


@pytest.mark.parametrize(
    ("new", "old", "why"),
    [
        (Figures(0.7, 0.5), Figures(0.6, 0.4), ()),
        (Figures(0.6, 0.4), Figures(0.6, 0.4), ()),
        (Figures(0.599, 0.9), Figures(0.6, 0.4), (Worse.all_suggestions,)),
        (Figures(0.7, 0.395), Figures(0.6, 0.4), ()),
        (Figures(0.7, 0.38), Figures(0.6, 0.4), (Worse.rare_codes,)),
        (Figures(0.5, 0.38), Figures(0.6, 0.4), (Worse.all_suggestions, Worse.rare_codes)),
    ],
)
def test_a_worse_engine_never_takes_over_and_it_is_known_why(
    new: Figures, old: Figures, why: tuple[Worse, ...]
) -> None:
    assert worse_in(new, old) == why


def test_below_fifty_taught_or_twenty_unseen_chance_would_decide() -> None:
    assert enough(49, 100) is Enough.few_taught
    assert enough(50, 19) is Enough.few_unseen
    assert enough(50, 20) is Enough.yes


def test_a_language_needs_thirty_unseen_answers_and_half_of_the_suggestions_right() -> None:
    assert is_measured_in(30, 10, 5)
    assert not is_measured_in(29, 10, 10)
    assert not is_measured_in(30, 10, 4)
    assert not is_measured_in(30, 0, 0)


def test_the_same_decisions_have_the_same_mark_and_any_change_another() -> None:
    mark = fingerprint([decided("x", "a")], ["a", "b"])
    assert mark == fingerprint([decided("x", "a")], ["a", "b"])
    assert mark != fingerprint([decided("x", "b")], ["a", "b"])
    assert mark != fingerprint([decided("y", "a")], ["a", "b"])
    assert mark != fingerprint([decided("x", "a")], ["a"])
    assert mark != fingerprint([decided("x", "a"), decided("x", answer_id=2)], ["a", "b"])


def test_a_share_of_fewer_than_ten_is_not_said() -> None:
    assert said_of(Share(9, 9)) is None
    assert belief_in(Share(9, 9)) is Belief.too_few
    assert said_of(Share(10, 10)) is not None


@pytest.mark.parametrize(
    ("right", "belief"),
    [
        (Share(97, 100), Belief.mostly_right),
        (Share(65, 100), Belief.more_right_than_wrong),
        (Share(50, 100), Belief.not_sure),
        (Share(10, 100), Belief.more_wrong_than_right),
        (Share(10, 12), Belief.more_right_than_wrong),
    ],
)
def test_what_is_believed_is_what_the_interval_allows(right: Share, belief: Belief) -> None:
    assert belief_in(right) is belief


def test_what_was_neither_given_nor_declined_was_left_alone() -> None:
    code = OfCode("a", "A", "Theme", suggested=10, accepted=6, declined=3, missed=2)
    assert code.left == 1
    assert (code.right, code.found) == (Share(6, 10), Share(6, 8))
