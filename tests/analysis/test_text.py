"""What we promise about pointing into people's words."""

import time
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text import Span, clean, negator_before, segments, sentences, stem, tokens

anything = st.text(max_size=300)


def written(text: str, spans: Iterable[Span]) -> list[str]:
    return [text[s.start : s.end] for s in spans]


def test_clean_takes_out_nul_and_control_characters_and_keeps_lines() -> None:
    assert clean("I\x00 like\x07 it\r\nvery\tmuch\x9f") == "I like it\nvery\tmuch"


def test_clean_writes_each_letter_one_way() -> None:
    assert clean("cafe\u0301") == "café"


def test_clean_keeps_emoji_and_right_to_left_words() -> None:
    assert clean("👩‍👧 أحب أمي") == "👩‍👧 أحب أمي"


@given(anything)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(anything)
def test_every_word_stands_where_its_token_says(text: str) -> None:
    last = 0
    for token in tokens(text):
        assert last <= token.start < token.end <= len(text)
        assert (
            unicodedata.normalize("NFKC", text[token.start : token.end]).casefold().startswith(token.word[:1])
        )
        last = token.end


@given(anything)
def test_segments_lose_no_words_and_never_overlap(text: str) -> None:
    spans = segments(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join(written(text, spans)).replace(" ", "") != "" or not text.strip()
    assert "".join("".join(written(text, spans)).split()) == "".join(text.split())


def test_inflections_share_a_stem() -> None:
    assert stem("visits") == stem("visited") == stem("Visiting")


def test_apostrophes_do_not_matter() -> None:
    assert (
        [t.word for t in tokens("she doesn't")]
        == [t.word for t in tokens("She doesn’t")]
        == ["she", "doesnt"]
    )


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("She is kind. He is late!", ["She is kind.", "He is late!"]),
        ("Dr. Shah came. We talked.", ["Dr. Shah came.", "We talked."]),
        ("Lubię ją. On się spóźnia?", ["Lubię ją.", "On się spóźnia?"]),
        ("هل تسمعني؟ نعم، أسمعك.", ["هل تسمعني؟", "نعم، أسمعك."]),
        ("", []),
        ("   ", []),
    ],
)
def test_sentences_end_where_people_end_them(text: str, pieces: list[str]) -> None:
    assert written(text, sentences(text)) == pieces


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("she is kind but always late", ["she is kind", "but always late"]),
        ("I like it, however it is far", ["I like it,", "however it is far"]),
        ("although he listens nothing changes", ["although he listens nothing changes"]),
        ("jest miła, ale się spóźnia", ["jest miła,", "ale się spóźnia"]),
        ("هي لطيفة ولكن تتأخر", ["هي لطيفة", "ولكن تتأخر"]),
        ("the butter is nice", ["the butter is nice"]),
    ],
)
def test_a_segment_ends_where_the_speaker_turns(text: str, pieces: list[str]) -> None:
    assert written(text, segments(text)) == pieces


def test_a_not_reaches_three_words_and_no_further_than_a_comma() -> None:
    text = "she never really listens, she shouts"
    words = tokens(text)
    assert negator_before(words, 3, text) == words[1]
    assert negator_before(words, 5, text) is None


@pytest.mark.parametrize(
    "text",
    [" " * 20_000, "\n" * 20_000, "but " * 5_000, "'" * 20_000, "a" * 20_000, "." * 20_000, "🙂" * 20_000],
)
def test_the_longest_and_strangest_answers_are_read_quickly(text: str) -> None:
    began = time.process_time()
    segments(text)
    tokens(text)
    assert time.process_time() - began < 2
