"""Anything may be given; what is kept is clean, and a refusal says what to do."""

import pytest

from surveys.answers import Answer, Problem, accepted, from_json, to_json, to_plain
from surveys.definition import Kind, Question

CHOICES = ({"id": "a", "text": "A"}, {"id": "b", "text": "B"})


def question(kind: Kind, **more: object) -> Question:
    choices = CHOICES if kind in (Kind.CHOOSE_ONE, Kind.CHOOSE_MANY) else ()
    return Question.model_validate({"id": "Q", "kind": kind, "text": "Q?", "choices": choices, **more})


def words(kind: Kind, text: str, **more: object) -> str:
    answer = accepted(question(kind, **more), [], {"": text})
    assert isinstance(answer, Answer)
    return answer.words.get("", "")


def refused(kind: Kind, choices: list[str], text: str = "", **more: object) -> Problem:
    problem = accepted(question(kind, **more), choices, {"": text})
    assert isinstance(problem, Problem)
    return problem


def test_leaving_everything_blank_is_an_answer() -> None:
    assert accepted(question(Kind.LONG_TEXT), [], {"": "  \n "}) == Answer()
    assert accepted(question(Kind.CHOOSE_ONE), [""], {}) == Answer()


def test_a_required_question_left_blank_is_refused() -> None:
    assert refused(Kind.LONG_TEXT, [], " ", required=True).message == "Please answer this question."
    assert refused(Kind.CHOOSE_ONE, [], required=True).question_id == "Q"


def test_words_too_long_are_refused_with_both_counts() -> None:
    problem = refused(Kind.LONG_TEXT, [], "x" * 20_000)
    assert problem.params == {"count": 20_000, "limit": 5000}
    assert "20000" in problem.message
    assert "5000" in problem.message


def test_exactly_the_longest_words_are_taken() -> None:
    assert words(Kind.LONG_TEXT, "é" * 5000) == "é" * 5000


def test_line_ends_are_made_one_sort_before_they_are_counted() -> None:
    assert words(Kind.LONG_TEXT, "a\r\nb\rc", max_length=5) == "a\nb\nc"


def test_control_characters_go_and_emoji_and_right_to_left_words_stay() -> None:
    assert words(Kind.LONG_TEXT, "a\x00b\x07\n👩‍👧 مرحبا\u200f") == "ab\n👩‍👧 مرحبا\u200f"


def test_half_a_character_becomes_the_replacement_mark() -> None:
    assert words(Kind.LONG_TEXT, "a\ud83db") == "a\ufffdb"
    assert words(Kind.LONG_TEXT, "\ud83d\ude00") == "😀"


def test_only_known_choices_are_taken_and_only_one_where_one_is_asked() -> None:
    assert "pick from the answers" in refused(Kind.CHOOSE_ONE, ["z"]).message
    assert "one answer only" in refused(Kind.CHOOSE_ONE, ["a", "b"]).message
    assert accepted(question(Kind.CHOOSE_MANY), ["b", "a", "b"], {}) == Answer(("b", "a"))


def test_the_two_boxes_are_kept_apart() -> None:
    answer = accepted(question(Kind.TWO_BOX), [], {"well": "She listens", "not_so_good": "", "other": "x"})
    assert answer == Answer((), {"well": "She listens"})


@pytest.mark.parametrize(
    ("given", "kept"), [("12", "12"), (" 007 ", "7"), ("2,5", "2.5"), ("١٢", "12"), ("-3", "-3")]
)
def test_numbers_are_kept_plain(given: str, kept: str) -> None:
    assert words(Kind.NUMBER, given) == kept


@pytest.mark.parametrize("given", ["twelve", "1e9", "NaN", "1.2.3", "9" * 40])
def test_what_is_not_a_number_is_refused(given: str) -> None:
    assert "number" in refused(Kind.NUMBER, [], given).message


@pytest.mark.parametrize("given", ["27/3/2026", "27 3 2026", "2026-03-27", "27.03.2026"])
def test_dates_are_kept_year_first(given: str) -> None:
    assert words(Kind.DATE, given) == "2026-03-27"


@pytest.mark.parametrize("given", ["31/2/2026", "yesterday", "0/0/0000", "2026"])
def test_what_is_not_a_date_is_refused(given: str) -> None:
    assert "date" in refused(Kind.DATE, [], given).message


def test_a_draft_comes_back_as_it_was_with_blank_and_not_reached_kept_apart() -> None:
    draft = {"A": Answer(("yes",)), "B": Answer((), {"well": "👍\nمرحبا"}), "C": Answer()}
    assert from_json(to_json(draft)) == draft
    assert from_json(to_plain(draft)) == draft
    assert "D" not in from_json(to_json(draft))


@pytest.mark.parametrize("stored", [None, "", "{", "[1]", 7, b"\xff\xfe", '{"A": 3}', "[" * 100_000])
def test_a_draft_that_cannot_be_read_is_empty(stored: object) -> None:
    assert from_json(stored) == {}


def test_the_damaged_parts_of_a_draft_are_left_out() -> None:
    assert from_json('{"A": {"choices": [1, "a"], "words": {"": null, "well": "x"}}, "B": []}') == {
        "A": Answer(("a",), {"well": "x"})
    }
