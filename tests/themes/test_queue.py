"""The queue: oldest first, only what is in reach, nothing twice, and never slower for being long."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.people.roles import Place, Role
from feedback_app.themes.queue import Narrowed, in_queue, next_unread, one_before, unread
from feedback_app.themes.read import finish, note_opening
from surveys.answers import Answer
from tests import factories
from tests.counting import counting
from tests.themes.factories import answer

CODER = Role.participation_officer
MAY = datetime(2026, 5, 12, 9, 0, tzinfo=UTC)


def test_the_oldest_unread_answer_is_first_and_finishing_takes_it_away(session: Session) -> None:
    ada = factories.person(CODER)
    new, old = answer(said_at=MAY), answer(said_at=MAY - timedelta(days=3))
    assert [row.answer.id for row in in_queue(ada, Narrowed(), at_most=9)] == [old.id, new.id]
    assert (unread(ada).count, unread(ada).oldest) == (2, date(2026, 5, 9))
    finish(old, ada)
    assert [row.answer.id for row in in_queue(ada, Narrowed(), at_most=9)] == [new.id]
    assert [row.answer.id for row in in_queue(ada, Narrowed(finished=True), at_most=9)] == [old.id]


def test_a_person_sees_only_their_service_areas(session: Session) -> None:
    here, there = Place(factories.service_area().id), Place(factories.service_area().id)
    own, _other = answer(place=here), answer(place=there)
    ada = factories.person(CODER, place=here)
    assert [row.answer.id for row in in_queue(ada, Narrowed(), at_most=9)] == [own.id]
    assert unread(factories.person(Role.service_manager)).count == 0


def test_ticks_and_blanks_are_nobody_s_to_read(session: Session) -> None:
    factories.response(answers={"LA7": Answer(choices=("no",)), "LA3": Answer()})
    assert unread(factories.person(CODER)).count == 0


def test_the_list_narrows_by_survey_group_service_and_locality(session: Session) -> None:
    place = Place(factories.service_area().id, factories.locality().id)
    wanted = answer(place=place)
    answer()
    ada = factories.person(CODER)
    for narrowed in (
        Narrowed(service_area_id=place.service_area_id),
        Narrowed(locality_id=place.locality_id),
    ):
        assert [row.answer.id for row in in_queue(ada, narrowed, at_most=9)] == [wanted.id]
    assert unread(ada, Narrowed(survey="learning-audit-young-person", group="young_person")).count == 2
    assert unread(ada, Narrowed(survey="staff-pulse")).count == 0
    assert unread(ada, Narrowed(group="'; DROP TABLE answer")).count == 0


def test_two_readers_are_sent_to_different_answers(session: Session) -> None:
    ada, sam = factories.person(CODER), factories.person(CODER)
    first, second = answer(said_at=MAY), answer(said_at=MAY + timedelta(days=1))
    with clock.stopped_at(MAY):
        note_opening(first, ada)
        found = next_unread(sam, Narrowed())
        assert found is not None
        assert found.id == second.id
        note_opening(second, sam)
        assert next_unread(ada, Narrowed(), after=first) is second
    with clock.stopped_at(MAY + timedelta(minutes=11)):
        assert next_unread(sam, Narrowed()) is first


def test_next_comes_round_again_and_back_shows_what_was_finished(session: Session) -> None:
    ada = factories.person(CODER)
    first, second = answer(said_at=MAY), answer(said_at=MAY + timedelta(days=1))
    assert next_unread(ada, Narrowed(), after=second) is first
    finish(first, ada)
    assert one_before(ada, Narrowed(), second) is first
    assert next_unread(ada, Narrowed(), after=second) is None


def test_a_thousand_answers_cost_one_statement_each(session: Session) -> None:
    ada = factories.person(CODER)
    for _each in range(1000):
        factories.response()
    session.flush()
    session.expire_all()
    _ = ada.roles
    with counting() as statements:
        rows = in_queue(ada, Narrowed(), at_most=50)
        assert [row.answer.response.edition.survey for row in rows] == ["learning-audit-young-person"] * 50
        assert unread(ada).count == 1000
    assert len(statements) == 2
