"""Reading a second time: blind, by somebody else, and kept apart from every coding until both are done."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.people.roles import Place, Role
from feedback_app.second_reading.models import Outcome, ReadingCode, SecondReading, Whose
from feedback_app.second_reading.queries import codes_of, kept_from, standing, waiting_to_read
from feedback_app.second_reading.read_again import (
    finish_reading,
    give_back,
    give_code,
    take_code_back,
    take_next,
)
from feedback_app.second_reading.refusals import AlreadyFinished, NotYourReading
from feedback_app.themes.models import Coding, Valence
from feedback_app.themes.read import note_opening
from feedback_app.themes.refusals import NoSuchWords
from feedback_app.themes.remark import ask, write_memo
from feedback_app.themes.rules import Span
from tests import factories
from tests.second_reading.factories import CODER, QUARTER, WORDS, drawn
from tests.themes.factories import code

KIND = Span(7, 11)


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_the_first_reader_is_never_the_second(session: Session) -> None:
    ada, sam = factories.person(CODER), factories.person(CODER)
    twice = drawn(ada, "REL.kind")
    assert take_next(ada) is None
    assert take_next(sam) is twice.reading
    assert waiting_to_read(ada) == 0


@pytest.mark.parametrize("how", ["opened", "noted", "was asked", "asked"])
def test_whoever_saw_the_codings_before_is_not_offered_the_answer(how: str, session: Session) -> None:
    ada, sam = factories.person(CODER), factories.person(CODER)
    twice = drawn(ada, "REL.kind")
    if how == "opened":
        note_opening(twice.answer, sam)
    elif how == "noted":
        write_memo(twice.answer, "Hm.", sam)
    elif how == "was asked":
        ask(twice.answer, sam, "What do you make of it?", ada)
    else:
        ask(twice.answer, ada, "What do you make of it?", sam)
    session.flush()
    assert take_next(sam) is None


def test_a_reading_out_of_reach_is_not_offered(session: Session) -> None:
    here, there = Place(factories.service_area().id), Place(factories.service_area().id)
    drawn(factories.person(CODER), place=here)
    assert take_next(factories.person(CODER, place=there)) is None
    assert take_next(factories.person(CODER, place=here)) is not None


def test_two_second_readers_never_get_the_same_answer_and_each_comes_back_to_their_own(
    session: Session,
) -> None:
    ada, sam, kim = (factories.person(CODER) for _ in range(3))
    twice = drawn(ada)
    assert take_next(sam) is twice.reading
    assert take_next(kim) is None
    assert take_next(sam) is twice.reading
    assert kept_from(twice.answer, sam) is twice.reading
    assert kept_from(twice.answer, kim) is None


def test_what_was_left_lying_for_two_weeks_is_free_again_without_the_codes_begun(session: Session) -> None:
    ada, sam, kim = (factories.person(CODER) for _ in range(3))
    twice = drawn(ada)
    take_next(sam)
    give_code(twice.reading, twice.answer, code().id, KIND, Valence.well, sam)
    with clock.stopped_at(clock.now() + timedelta(days=15)):
        assert take_next(kim) is twice.reading
        assert codes_of(twice.reading) == []
        with pytest.raises(NotYourReading):
            give_code(twice.reading, twice.answer, code().id, KIND, Valence.well, sam)


def test_a_reading_given_back_is_free_for_somebody_else(session: Session) -> None:
    ada, sam, kim = (factories.person(CODER) for _ in range(3))
    twice = drawn(ada)
    take_next(sam)
    give_code(twice.reading, twice.answer, code().id, KIND, Valence.well, sam)
    give_back(twice.reading, sam)
    assert take_next(kim) is twice.reading
    assert codes_of(twice.reading) == []


def test_codes_given_again_make_no_coding_and_are_given_once(session: Session) -> None:
    ada, sam = factories.person(CODER), factories.person(CODER)
    twice = drawn(ada, "REL.kind")
    take_next(sam)
    for _ in range(2):
        give_code(twice.reading, twice.answer, code("REL.reliable").id, KIND, Valence.well, sam)
    assert [given.whose for given in codes_of(twice.reading)] == [Whose.first, Whose.second]
    assert count(session, Coding) == 1
    with pytest.raises(NoSuchWords):
        give_code(twice.reading, twice.answer, code().id, Span(0, 999), Valence.well, sam)
    mine = next(given for given in codes_of(twice.reading) if given.whose is Whose.second)
    theirs = next(given for given in codes_of(twice.reading) if given.whose is Whose.first)
    take_code_back(twice.reading, mine.id, sam)
    take_code_back(twice.reading, theirs.id, sam)
    assert [given.whose for given in codes_of(twice.reading)] == [Whose.first]


@pytest.mark.parametrize(
    ("slug", "outcome"), [("REL.kind", Outcome.alike), ("REL.reliable", Outcome.differs)]
)
def test_the_same_codes_on_other_words_are_alike_and_other_codes_differ(
    slug: str, outcome: Outcome, session: Session
) -> None:
    ada, sam = factories.person(CODER), factories.person(CODER)
    twice = drawn(ada, "REL.kind")
    take_next(sam)
    give_code(twice.reading, twice.answer, code(slug).id, Span(0, len(WORDS)), Valence.well, sam)
    assert finish_reading(twice.reading, twice.answer, sam) is outcome
    found = standing(QUARTER)
    assert (found.drawn, found.read) == (1, 1)
    assert (found.alike, found.differs) == ((1, 0) if outcome is Outcome.alike else (0, 1))


def test_no_code_by_either_is_alike_and_a_finished_reading_is_closed(session: Session) -> None:
    ada, sam = factories.person(CODER), factories.person(Role.quality_analyst)
    twice = drawn(ada)
    with pytest.raises(NotYourReading):
        finish_reading(twice.reading, twice.answer, sam)
    take_next(sam)
    assert finish_reading(twice.reading, twice.answer, sam) is Outcome.alike
    with pytest.raises(AlreadyFinished):
        give_code(twice.reading, twice.answer, code().id, KIND, Valence.well, sam)
    with pytest.raises(AlreadyFinished):
        give_back(twice.reading, sam)
    assert take_next(sam) is None
    assert count(session, SecondReading) == 1
    assert count(session, ReadingCode) == 0
