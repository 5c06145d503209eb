"""What is typed means the same to everybody, and the words found are marked where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_app.finding.asked import understood
from feedback_app.finding.express import for_postgresql, for_sqlite
from feedback_app.finding.marked import found_in, shown


def marked(words: str, typed: str) -> list[str]:
    return [words[place.start : place.end] for place in found_in(words, understood(typed))]


def test_a_question_reads_as_it_was_meant() -> None:
    asked = understood('late OR slow "on time" -school promis*')

    assert [[term.typed for term in group] for group in asked.groups] == [
        ["late", "slow"],
        ["on time"],
        ["promis"],
    ]
    assert [term.typed for term in asked.without] == ["school"]


@pytest.mark.parametrize("typed", ["", "   ", "OR", "-", '""', "🙂", "-school", "***", '"', "\0"])
def test_with_nothing_to_look_for_there_is_nothing_asked(typed: str) -> None:
    assert not understood(typed)


def test_no_word_can_be_a_command_to_the_database() -> None:
    asked = understood("""x') ; DROP "a' | !b:*" NEAR(c d) ^e words:f""")

    assert "'" not in for_sqlite(asked)
    assert ";" not in for_sqlite(asked) + for_postgresql(asked)


@pytest.mark.parametrize(
    ("words", "typed", "expected"),
    [
        ("She visits. He visited!", "visit", ["visits", "visited"]),
        ("always late for us", '"late for"', ["late for"]),
        ("Promises, promised, prompt", "promis*", ["Promises", "promised"]),
        ("She was listening", "listeni*", ["listening"]),
        ("Pani Łucja", "lucja", ["Łucja"]),
        ("المُعَلِّمَة لطيفة", "المعلمة", ["المُعَلِّمَة"]),
        ("late but not school", "late -school", ["late"]),
        ("nothing here", "late", []),
    ],
)
def test_the_words_found_are_marked(words: str, typed: str, expected: list[str]) -> None:
    assert marked(words, typed) == expected


def test_a_long_answer_is_cut_around_what_was_found() -> None:
    words = "before " * 200 + "the ferry was late " + "after " * 200

    part = shown(words, understood("ferry"))

    assert part.more_before
    assert part.more_after
    assert [part.words[mark.start : mark.end] for mark in part.marks] == ["ferry"]
    assert words[part.start : part.start + len(part.words)] == part.words


@given(st.text(max_size=900), st.text(max_size=40))
def test_marks_stand_in_order_inside_what_is_shown(words: str, typed: str) -> None:
    part = shown(words, understood(typed))
    last = 0
    for mark in part.marks:
        assert last <= mark.start < mark.end <= len(part.words)
        last = mark.end
