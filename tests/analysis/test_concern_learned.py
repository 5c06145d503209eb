"""The learned ear: it only adds, says truly what weighed, keeps out of other languages, and costs little."""

import time
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.concern import UNSURE, Severity, as_heard, categories, signs, worst
from analysis.concern_learned import (
    WEIGHTS,
    Clue,
    Ear,
    Weights,
    clues,
    packaged_ear,
    read_weights,
    stretches,
)
from analysis.concern_words import Heard
from analysis.documents import DocumentMistake
from benchmarks.concern.sayings import Part, Saying, sayings
from benchmarks.concern.teach import learn, lessons

KEPT = read_weights(files("analysis").joinpath(WEIGHTS).read_text(encoding="utf-8"))
HINTED = "i listen for his feet on the stairs at night"
HELD_OUT = sayings(Part.held_out)
EVERYDAY = ["he", "mum", "night", "scared", "school", "happy", "nobody", "the", "bed", "door"]


def alarms(text: str) -> bool:
    return any(sign.severity <= Severity.S3 for sign in signs(text))


@pytest.mark.requirement("WS-66")
def test_what_is_only_hinted_at_is_raised_for_a_look_and_said_to_be_unsure() -> None:
    (sign,) = signs(HINTED)
    assert (sign.category, sign.severity) == (UNSURE, Severity.S3)
    assert "unsure" in next(c.name for c in categories() if c.id == UNSURE)


def test_an_ordinary_answer_is_left_alone() -> None:
    assert signs("she helped me with my reading and we went to the park") == ()


def test_a_phrase_is_never_hidden_behind_the_machine() -> None:
    """Where a phrase raises S3 or worse the ear is silent, so the concern is filed under what was said."""
    found = signs("he hits me and " + HINTED)
    assert worst(found) == Severity.S2
    assert UNSURE not in {sign.category for sign in found}


def test_an_unhappy_answer_may_still_be_raised_to_a_look() -> None:
    found = signs("i cry every night. " + HINTED)
    assert {sign.category for sign in found} == {"SG23", UNSURE}
    assert worst(found) == Severity.S3


@pytest.mark.parametrize("saying", [s for s in HELD_OUT if s.should_be_read_soon][::5], ids=lambda s: s.text)
def test_the_words_said_to_weigh_most_would_be_a_sign_by_themselves(saying: Saying) -> None:
    """The reason shown is true: the marked words alone weigh more than the threshold."""
    said = as_heard(saying.text)
    suspect = packaged_ear().suspects(said)
    if suspect is None:
        assert packaged_ear().heaviest(said) <= KEPT.threshold
        return
    start, end = suspect
    assert _weight_of(said[start:end]) > KEPT.threshold - 1e-9


def _weight_of(said: tuple[Heard, ...]) -> float:
    blocks = {clue: getattr(KEPT, clue.value) for clue in Clue}
    return KEPT.bias + sum(blocks[clue].get(name, 0.0) for clue, name in clues(said))


@given(st.lists(st.sampled_from(EVERYDAY), max_size=12))
def test_a_short_answer_weighs_what_its_clues_weigh_together(chosen: list[str]) -> None:
    said = as_heard(" ".join(chosen))
    if len(said) >= 2:
        assert packaged_ear().heaviest(said) == pytest.approx(_weight_of(said))


@given(st.integers(0, 60))
def test_every_word_of_a_long_sentence_is_listened_to(length: int) -> None:
    said = as_heard("word " * length)
    heard = {n for start, end in stretches(said) for n in range(start, end)}
    assert heard == set(range(length))
    assert all(end - start <= 12 for start, end in stretches(said))


@pytest.mark.parametrize(
    "text",
    [
        "Pani jest bardzo miła i zawsze ma dla nas czas",
        "الأخصائية لطيفة جدا وتستمع إليّ دائما",
        "mae hi'n garedig iawn ac yn gwrando arna i bob tro",
        "qwpoeir zxmcnv alskdjf qpwoei zmxncb",
    ],
)
def test_the_machine_keeps_out_of_languages_it_never_learned(text: str) -> None:
    assert packaged_ear().suspects(as_heard(text)) is None


@pytest.mark.parametrize(
    "text", ["", "\x00", "🙂" * 20_000, "mum " * 5_000, "ق" * 20_000, "he waits. " * 2_000]
)
def test_the_strangest_answers_are_listened_to_quickly(text: str) -> None:
    said = as_heard(text)
    began = time.process_time()
    packaged_ear().suspects(said)
    assert time.process_time() - began < 1


def test_a_text_of_300_characters_costs_the_door_little() -> None:
    """0.05 ms when measured; a quarter of a millisecond here, because the machine may be busy."""
    harmless = [s.text for s in HELD_OUT if not s.should_be_read_soon]
    texts = [as_heard(". ".join(harmless[n : n + 20])[:300]) for n in range(0, 400, 4)]
    ear = packaged_ear()
    took = []
    for _round in range(3):
        began = time.process_time()
        for text in texts:
            ear.suspects(text)
        took.append((time.process_time() - began) / len(texts))
    assert min(took) < 0.00025


def test_more_than_half_of_the_held_out_sayings_are_heard() -> None:
    """Phrases alone hear 49 of 208; benchmarks/results/concern.md says which kinds are heard."""
    harm = [s for s in HELD_OUT if s.should_be_read_soon]
    assert sum(alarms(s.text) for s in harm) > len(harm) / 2


def test_the_ear_adds_few_alarms_to_answers_written_to_mislead_it() -> None:
    harmless = [s for s in HELD_OUT if not s.should_be_read_soon]
    added = sum({sign.category for sign in signs(s.text)} >= {UNSURE} for s in harmless)
    assert added <= len(harmless) / 20


def test_the_weights_kept_are_those_the_building_part_teaches() -> None:
    taught = learn(lessons())
    assert replace(taught, threshold=KEPT.threshold).stems == pytest.approx(KEPT.stems, abs=0.01)
    assert taught.circles == pytest.approx(KEPT.circles, abs=0.01)


def test_nothing_of_the_held_out_part_stands_in_the_building_part() -> None:
    trivial = {s.text for s in HELD_OUT if s.kind == "short"}
    assert not ({s.text for s in HELD_OUT} - trivial) & {s.text for s in sayings(Part.building)}


@pytest.mark.parametrize("broken", ["", "[]", "{}", '{"bias": true}', '{"bias": 1, "threshold": "x"}'])
def test_broken_weights_say_what_is_wrong(broken: str) -> None:
    with pytest.raises(DocumentMistake, match=WEIGHTS.replace(".", r"\.")):
        read_weights(broken)


def test_an_ear_without_weights_suspects_nobody() -> None:
    assert Ear(Weights(0.0, 1.0, {}, {}, {}, {})).suspects(as_heard(HINTED)) is None
