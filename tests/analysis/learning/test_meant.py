"""What a code means by its own words: an answer near them in meaning counts before anybody gave that code."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analysis.codebook import Code, Codebook
from analysis.learning import Settings, Why, engine_from, teach, to_bytes
from analysis.learning.evidence import evidence_for
from analysis.learning.examples import Passage
from analysis.learning.meaning import Vectors
from analysis.learning.meant import meant_by, near_codes
from analysis.learning.reading import read
from analysis.learning.views import Part
from tests.analysis.learning.said import BOOK, labelled

_THINGS = ("food", "dinner", "wait", "late", "kind", "listens")


def by_things_named(texts: Sequence[str]) -> Vectors:
    """A small encoder: which of six things a text names."""
    return np.array([[float(thing in text.lower()) for thing in _THINGS] for text in texts], np.float32)


def test_an_answer_is_nearest_the_code_it_speaks_of() -> None:
    codes = meant_by(BOOK, by_things_named)
    near = near_codes({"small": by_things_named(["late again", "dinner"])}, {"small": codes})
    assert [BOOK.codes[n].id for n in near.argmax(axis=1)] == ["waiting", "food"]


def test_a_code_with_more_keywords_does_not_count_for_more() -> None:
    many = replace(BOOK.codes[0], keywords=("food", "dinner") * 12)
    codes = meant_by(Codebook("b", "1", BOOK.themes, (many, *BOOK.codes[1:])), by_things_named)
    assert np.allclose(np.linalg.norm(codes, axis=1), 1)


def test_a_code_without_keywords_is_known_by_its_name_and_one_alone_says_nothing() -> None:
    bare = Code("food", "T", "Food", include="dinner and tea")
    codes = meant_by(Codebook("b", "1", BOOK.themes, (bare, *BOOK.codes[1:])), by_things_named)
    assert codes[0].argmax() in (0, 1)
    assert not meant_by(Codebook("b", "1", BOOK.themes, (bare,)), by_things_named).any()


def test_a_code_nobody_gave_is_not_said_to_be_like_what_others_gave() -> None:
    reading = read([Passage("zebras")], BOOK)
    assert evidence_for(BOOK, None, reading, 0, 0, 0.5, 0).because.why is Why.LIKE_THE_CODE
    assert evidence_for(BOOK, None, reading, 0, 0, 0.5, 3).because.why is Why.AS_A_WHOLE


def test_what_codes_mean_is_kept_with_the_engine() -> None:
    engine = teach(BOOK, labelled(), settings=Settings(meaning=False))
    assert engine.learned is not None
    shape = replace(engine.learned.shape, middles={"small": np.zeros(6)})
    codes = meant_by(BOOK, by_things_named)
    learned = replace(
        engine.learned,
        shape=shape,
        centres={**engine.learned.centres, "small": np.zeros((96, 6), np.float32)},
        pulls={**engine.learned.pulls, Part.MEANING: np.zeros((96, 3), np.float32)},
        meant={"small": codes},
        of_meant=np.ones(3),
    )
    again = engine_from(to_bytes(replace(engine, learned=learned))).learned
    assert again is not None
    assert np.array_equal(again.meant["small"], codes)
    assert again.of_meant.tolist() == [1, 1, 1]
