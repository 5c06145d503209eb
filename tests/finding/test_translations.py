"""What somebody said in another language is found by its English as well, for as long as that is in use."""

import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from feedback_app.database import db
from feedback_app.finding.asked import understood
from feedback_app.finding.narrowed import Narrowed, Order
from feedback_app.finding.search import counted, found, found_first
from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.translated.models import Translation
from feedback_app.translated.write import take_translation_back
from tests import factories
from tests.counting import counting
from tests.finding.factories import said, words_found
from tests.second_reading.factories import drawn
from tests.translated.factories import translated

POLISH = "Pani Łucja jest miła i słucha"
ENGLISH = "Mrs Lucja is kind and she listens to the children"
LATER = "Miss Lucja is friendly"
SLOW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def analyst(app: object) -> Person:
    return factories.person(Role.quality_analyst)


@pytest.fixture
def answer(analyst: Person) -> Answer:
    """Something said in Polish, with its English, among other answers."""
    said("The bus was late")
    one = said(POLISH, language="pl")
    translated(one, ENGLISH)
    return one


@pytest.mark.parametrize(
    "typed",
    [
        "children",
        "listening",
        '"kind and she"',
        "child* -bus",
        "słucha",
        "lucja",
        "slucha children",
        "bus2 OR kind",
    ],
)
def test_an_answer_is_found_by_its_own_words_its_english_or_both(
    analyst: Person, answer: Answer, typed: str
) -> None:
    for order in Order:
        assert words_found(analyst, typed, Narrowed(order=order)) == [POLISH]
    assert counted(analyst, understood(typed), Narrowed()) == 1


@pytest.mark.parametrize("typed", ["bus children", "children -słucha", "słucha -kind", '"słucha mrs"', "x"])
def test_it_is_one_document_in_which_no_phrase_runs_from_one_text_into_the_other(
    analyst: Person, answer: Answer, typed: str
) -> None:
    assert words_found(analyst, typed) == []


def test_a_correction_takes_the_place_of_the_translation_and_taking_it_back_brings_the_former_into_use(
    analyst: Person, answer: Answer
) -> None:
    correction = translated(answer, LATER, by=analyst)
    assert (words_found(analyst, "friendly"), words_found(analyst, "children")) == ([POLISH], [])

    take_translation_back(correction, analyst)
    db.session.flush()
    assert (words_found(analyst, "friendly"), words_found(analyst, "children")) == ([], [POLISH])


def test_the_only_translation_taken_back_leaves_the_words_that_were_said(analyst: Person) -> None:
    one = said(POLISH, language="pl")
    take_translation_back(translated(one, ENGLISH, by=analyst), analyst)
    db.session.flush()

    assert words_found(analyst, "children") == []
    assert words_found(analyst, "słucha") == [POLISH]


def test_an_answer_taken_back_is_not_found_by_its_translation(analyst: Person, answer: Answer) -> None:
    answer.response.withdrawn_at = datetime(2026, 5, 1, tzinfo=UTC)
    db.session.flush()

    assert words_found(analyst, "children") == []


def test_what_is_deleted_leaves_nothing_of_its_translation_behind(analyst: Person, answer: Answer) -> None:
    db.session.execute(delete(Answer).where(Answer.id == answer.id))

    assert words_found(analyst, "children OR słucha OR late") == ["The bus was late"]
    said("Quite other words")
    assert words_found(analyst, "children OR słucha") == []


def test_a_translation_deleted_by_itself_leaves_the_words_said(analyst: Person, answer: Answer) -> None:
    db.session.execute(delete(Translation).where(Translation.answer_id == answer.id))

    assert words_found(analyst, "children") == []
    assert words_found(analyst, "słucha") == [POLISH]


def test_words_put_right_and_a_place_put_right_keep_the_translation(analyst: Person, answer: Answer) -> None:
    locality = factories.locality()
    answer.words = "Pani Maria słucha"
    answer.response.locality_id = locality.id
    db.session.flush()

    assert words_found(analyst, "children maria", Narrowed(locality_id=locality.id)) == ["Pani Maria słucha"]
    assert words_found(analyst, "miła") == []


def test_a_translation_is_found_only_where_its_answer_may_be_read(app: object) -> None:
    north = Place(factories.service_area().id, factories.locality().id)
    translated(said(POLISH, place=north, language="pl"), ENGLISH)
    translated(said("Gdzie indziej", language="pl"), "Elsewhere with children")
    local = factories.person(Role.quality_analyst, place=Place(None, north.locality_id))
    lead = factories.person(Role.practice_lead)

    assert words_found(local, "children") == [POLISH]
    assert words_found(lead, "children") == []
    assert found_first(local, understood("children"), Narrowed(), at_most=5)[1] == 1


def test_who_may_have_to_read_it_again_finds_it_by_its_translation_without_its_codes(app: object) -> None:
    coder, second = factories.person(Role.participation_officer), factories.person(Role.quality_analyst)
    one = drawn(coder, "REL.kind").answer
    one.response.language = "pl"
    translated(one, ENGLISH)

    hits = {who: found(who, understood("children"), Narrowed(), at_most=5)[0] for who in (coder, second)}
    assert (hits[coder].kept_blind, hits[coder].codes) == (False, ("Kind, respectful, easy to talk to",))
    assert (hits[second].kept_blind, hits[second].codes) == (True, ())
    assert found(second, understood("children"), Narrowed(code="REL.kind"), at_most=5) == []


TEXTS = (
    st.lists(
        st.sampled_from(["łódź", "kind", "late", "ß", "🙂", "مدرسة", "on time", "\n", "12b", "it's"]),
        min_size=1,
        max_size=6,
    )
    .map(" ".join)
    .filter(lambda words: bool(words.replace("🙂", "").strip()))
)


@SLOW
@given(own=TEXTS, english=st.lists(TEXTS, min_size=1, max_size=3, unique=True))
def test_whatever_is_written_taken_back_and_deleted_nothing_stays_in_the_index(
    analyst: Person, own: str, english: list[str]
) -> None:
    one = said(own, language="pl")
    written = [translated(one, words, by=analyst) for words in english]
    for current in reversed(written):
        assert own in words_found(analyst, _any_word(current.words))
        take_translation_back(current, analyst)
        db.session.flush()
    db.session.execute(delete(Translation).where(Translation.answer_id == one.id))
    db.session.execute(delete(Answer).where(Answer.id == one.id))
    everything = " OR ".join(itertools.chain(*(text.split() for text in (own, *english))))

    assert words_found(analyst, everything) == []


def _any_word(words: str) -> str:
    return next((word for word in words.split() if word != "🙂"), "")


def test_translations_are_read_with_the_page_and_not_one_by_one(analyst: Person) -> None:
    for number in range(6):
        translated(said(f"{POLISH} {number}", language="pl"), f"{ENGLISH} {number}")
    db.session.expire_all()
    _ = analyst.holdings
    with counting() as statements:
        hits = found(analyst, understood("children"), Narrowed(), at_most=10)
        assert all(hit.translation and hit.translation.words.startswith(ENGLISH) for hit in hits)
    assert len(hits) == 6
    looked_ahead = 3 if db.session.get_bind().dialect.name == "postgresql" else 0
    assert len(statements) == 3 + looked_ahead
