"""Spans point at the words meant; boxes speak for themselves; weekends and bank holidays do not count."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_app.themes.models import Valence
from feedback_app.themes.refusals import NoSuchWords
from feedback_app.themes.rules import read_by, span_of, tidy_span, valence_of_box

WORDS = "🙂 Ona jest miła. هي لطيفة. She is kind."


@given(st.text(max_size=60), st.integers(-5, 70), st.integers(-5, 70))
def test_a_span_is_inside_the_words_and_has_no_space_around_it(words: str, start: int, end: int) -> None:
    try:
        span = tidy_span(words, start, end)
    except NoSuchWords:
        return
    found = words[span.start : span.end]
    assert found
    assert found == found.strip()
    assert start <= span.start < span.end <= end


@given(st.text(min_size=1, max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_words_typed_exactly_are_found_wherever_they_stand(wanted: str, before: str, after: str) -> None:
    words = before + wanted + after
    if not wanted.strip():
        with pytest.raises(NoSuchWords):
            span_of(words, wanted)
        return
    span = span_of(words, wanted)
    assert words[span.start : span.end] == wanted.strip()


@pytest.mark.parametrize("typed", ["miła", "هي لطيفة", "she is KIND", " 🙂 "])
def test_words_in_any_script_are_found(typed: str) -> None:
    span = span_of(WORDS, typed)
    assert WORDS[span.start : span.end].lower() == typed.strip().lower()


@pytest.mark.parametrize("typed", ["", "   ", "not there", "x" * 20_000])
def test_words_that_are_not_there_are_refused(typed: str) -> None:
    with pytest.raises(NoSuchWords):
        span_of(WORDS, typed)


def test_the_box_somebody_wrote_in_says_whether_it_goes_well() -> None:
    assert [valence_of_box(box) for box in ("well", "not_so_good", "")] == [
        Valence.well,
        Valence.not_so_good,
        Valence.unsaid,
    ]


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 4, 2), date(2026, 4, 7)),
        (date(2026, 4, 4), date(2026, 4, 7)),
        (date(2026, 5, 12), date(2026, 5, 13)),
        (date(2026, 12, 24), date(2026, 12, 29)),
    ],
)
def test_an_answer_is_read_within_a_working_day_bank_holidays_left_out(received: date, due: date) -> None:
    assert read_by(received) == due
