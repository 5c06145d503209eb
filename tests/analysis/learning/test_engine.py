"""What the engine promises: it suggests from the first answer, learns, says why, and may keep silent."""

import subprocess
import sys
import time
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.codebook import starter
from analysis.learning import (
    Labelled,
    NotAnEngine,
    Passage,
    Settings,
    Stage,
    Suggested,
    Why,
    digest_of,
    engine_from,
    teach,
    to_bytes,
)
from tests.analysis.learning.said import BOOK, labelled

PLAIN = Settings(meaning=False)
NEW = teach(BOOK, [], settings=PLAIN)
TAUGHT = teach(BOOK, labelled(), settings=PLAIN)


def codes(engine_says: Iterable[Suggested]) -> list[str]:
    return [suggested.code for suggested in engine_says]


def test_with_no_examples_the_codebook_speaks() -> None:
    assert NEW.stage is Stage.CODEBOOK
    assert codes(NEW.suggest([Passage("the food was good")])[0]) == ["food"]


def test_what_nobody_has_words_for_gets_no_suggestion() -> None:
    assert NEW.suggest([Passage("zebras"), Passage(""), Passage("   ")]) == [(), (), ()]


def test_it_learns_words_the_codebook_does_not_know() -> None:
    assert NEW.suggest([Passage("pizza and chips")]) == [()]
    assert codes(TAUGHT.suggest([Passage("pizza and chips")])[0]) == ["food"]


def test_a_few_examples_do_not_outweigh_the_codebook() -> None:
    engine = teach(BOOK, labelled()[:6], settings=PLAIN)
    assert engine.stage is Stage.FEW
    assert codes(engine.suggest([Passage("dinner, and he was late")])[0][:2]) in (
        ["food", "waiting"],
        ["waiting", "food"],
    )


def test_the_reason_says_what_it_rests_on() -> None:
    text = "we all said that she listens"
    by_codebook = NEW.suggest([Passage(text)])[0][0]
    assert (by_codebook.because.why, by_codebook.because.words) == (Why.SAYS, ("listens",))
    assert text[by_codebook.start : by_codebook.end] == "listens"
    learned = TAUGHT.suggest([Passage("the pizza 🍕 was cold")])[0][0]
    assert learned.because.why is Why.LIKE_OTHERS
    assert "pizza" in learned.because.words
    assert learned.because.taught_by == 32


def test_a_not_before_the_words_is_told() -> None:
    said = NEW.suggest([Passage("he is never late")])[0][0]
    assert (said.because.why, said.because.negator) == (Why.SAYS_AFTER_NOT, "never")


def test_languages_it_was_not_measured_in_get_nothing() -> None:
    assert TAUGHT.suggest([Passage("pizza", language="pl")]) == [()]
    assert TAUGHT.measured_languages == {"en"}


def test_at_most_five_codes_best_first() -> None:
    everything = " ".join(keyword for code in starter().codes for keyword in code.keywords)
    found = teach(starter(), []).suggest([Passage(everything)])[0]
    assert len(found) == 5
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)


@given(st.lists(st.text(max_size=60), max_size=4), st.booleans())
@settings(deadline=None, max_examples=60)
def test_whatever_is_said_the_spans_point_at_it(texts: list[str], is_taught: bool) -> None:
    said = [Passage(text + " pizza, dinner", question="food") for text in texts]
    for passage, found in zip(said, (TAUGHT if is_taught else NEW).suggest(said), strict=True):
        for suggested in found:
            assert 0 <= suggested.start < suggested.end <= len(passage.text)
            assert 0 < suggested.score < 1
            assert all(words in passage.text for words in suggested.because.words)


def test_twenty_thousand_characters_and_a_nul_are_read() -> None:
    assert codes(TAUGHT.suggest([Passage("\0 pizza " + "x" * 20_000)])[0]) == ["food"]


def test_one_answer_is_judged_as_it_is_among_many() -> None:
    passages = [Passage(example.text, example.question) for example in labelled()]
    assert np.allclose(TAUGHT.scores(passages)[7], TAUGHT.scores(passages[7:8])[0], atol=1e-6)


@pytest.mark.parametrize("engine", [NEW, TAUGHT], ids=["new", "taught"])
def test_a_kept_engine_is_the_same_engine(engine: object) -> None:
    kept = to_bytes(NEW if engine is NEW else TAUGHT)
    again = engine_from(kept)
    assert to_bytes(again) == kept
    assert digest_of(kept) == digest_of(to_bytes(again))
    said = [Passage("pizza"), Passage("he was late", "waiting")]
    assert [codes(s) for s in again.suggest(said)] == [
        codes(s) for s in (NEW if engine is NEW else TAUGHT).suggest(said)
    ]


@pytest.mark.parametrize(
    "spoiled", [b"", b"PK\x03\x04", b"\x80\x04K\x01.", to_bytes(NEW)[:-1], to_bytes(NEW)[5:]]
)
def test_foreign_bytes_are_refused_by_name(spoiled: bytes) -> None:
    with pytest.raises(NotAnEngine):
        engine_from(spoiled)


def test_a_kept_engine_holds_nobodys_words() -> None:
    secret = Labelled("Zebedee Quillfeather brings pizza", "", frozenset({"food"}))
    kept = to_bytes(teach(BOOK, [*labelled(), secret], settings=PLAIN))
    import io
    import zipfile

    inside = zipfile.ZipFile(io.BytesIO(kept[kept.index(b"PK") :]))
    everything = b"".join(inside.read(name) for name in inside.namelist()).lower()
    assert b"zebedee" not in everything
    assert b"quillfeather" not in everything


def test_examples_of_one_code_only_or_unknown_codes_do_no_harm() -> None:
    one = [Labelled(f"pizza {n}", "", frozenset({"food"})) for n in range(3)]
    assert "food" in codes(teach(BOOK, one, settings=PLAIN).suggest([Passage("pizza")])[0])
    strange = [Labelled("something", "", frozenset({"retired"}))]
    assert teach(BOOK, strange, settings=PLAIN).stage is Stage.CODEBOOK
    assert teach(BOOK, [Labelled("", "", frozenset({"food"}))], settings=PLAIN).examples == 1


def test_learning_waits_until_it_is_asked_for() -> None:
    asked = "import sys, analysis.tagging; print(*(m in sys.modules for m in ('numpy', 'scipy')))"
    shown = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert shown.stdout.split() == ["False", "False"]


def test_a_thousand_answers_a_second_and_more() -> None:
    said = [Passage(example.text, example.question) for example in labelled() * 10]
    for engine in (NEW, TAUGHT):
        engine.suggest(said[:50])
        began = time.process_time()
        engine.suggest(said)
        assert len(said) / (time.process_time() - began) > 1_000
