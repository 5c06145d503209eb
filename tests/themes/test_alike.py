"""Like answers are accepted together by whoever looked, each as on its own page, and undone together."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.themes.alike import (
    accept_alike,
    codes_alike,
    finish_alike,
    suggest_for_unread,
    suggested_alike,
    take_back_alike,
)
from feedback_app.themes.code import decline
from feedback_app.themes.models import CodedAnswer, Coding, Outcome, Suggestion, Valence
from feedback_app.themes.suggest import engine_of_words
from tests import factories
from tests.themes.factories import answer, code

CODER = Role.participation_officer


def three(ada: Person) -> list[Answer]:
    """Three unread answers that say "kind", looked at by the machine."""
    said = [answer(f"She is kind to {whom}.") for whom in ("me", "us", "my mum")]
    suggest_for_unread(ada, engine_of_words())
    return said


def ids(session: Session, said: list[Answer]) -> list[int]:
    wanted = [each.id for each in said]
    return list(
        session.scalars(
            select(Suggestion.id)
            .where(Suggestion.answer_id.in_(wanted), Suggestion.code_id == code().id)
            .order_by(Suggestion.answer_id)
        )
    )


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_like_answers_are_listed_by_code_and_decided_about_by_nobody(session: Session) -> None:
    ada = factories.person(CODER)
    three(ada)
    found = {alike.code.slug: alike.answers for alike in codes_alike(ada)}
    assert found["REL.kind"] == 3
    assert len(suggested_alike(code(), ada, at_most=20)) == 3
    assert count(session, Coding) == 0


def test_those_ticked_are_accepted_and_all_are_undone_in_one_go(session: Session) -> None:
    ada = factories.person(CODER)
    said = three(ada)
    taken = accept_alike(code(), ids(session, said)[:2], ada)
    assert (len(taken.coding_ids), taken.left_alone) == (2, 0)
    outcomes = session.scalars(select(Suggestion.outcome).where(Suggestion.code_id == code().id)).all()
    assert outcomes.count(Outcome.accepted) == 2
    finish_alike(taken, ada)
    assert count(session, CodedAnswer) == 2
    assert take_back_alike(taken.coding_ids, ada) == 2
    assert (count(session, Coding), count(session, CodedAnswer)) == (0, 0)
    assert take_back_alike(taken.coding_ids, ada) == 0


def test_what_somebody_settled_in_the_meantime_is_left_alone(session: Session) -> None:
    ada, sam = factories.person(CODER), factories.person(CODER)
    said = three(ada)
    first, *_rest = ids(session, said)
    decline(session.get_one(Suggestion, first), sam)
    session.flush()
    taken = accept_alike(code(), ids(session, said), ada)
    assert (len(taken.coding_ids), taken.left_alone) == (2, 1)
    assert session.get_one(Suggestion, first).outcome is Outcome.declined


def test_only_one_s_own_are_undone_and_answers_out_of_reach_are_not_touched(session: Session) -> None:
    here, there = Place(factories.service_area().id), Place(factories.service_area().id)
    ada, sam = factories.person(CODER), factories.person(CODER, place=here)
    far = [answer("She is kind to me.", place=there), answer("She is kind to us.", place=there)]
    suggest_for_unread(ada, engine_of_words())
    assert codes_alike(sam) == []
    taken = accept_alike(code(), ids(session, far), sam)
    assert (taken.coding_ids, taken.left_alone) == ((), 2)
    mine = accept_alike(code(), ids(session, far), ada)
    assert take_back_alike(mine.coding_ids, sam) == 0
    assert count(session, Coding) == 2


def test_a_suggestion_of_another_code_is_never_accepted_by_its_number(session: Session) -> None:
    ada = factories.person(CODER)
    said = three(ada)
    taken = accept_alike(code("REL.reliable"), ids(session, said), ada)
    assert taken.coding_ids == ()


def test_which_way_the_words_speak_comes_from_the_box_alone(session: Session) -> None:
    ada = factories.person(CODER)
    good = answer("She is kind.", question="LA1", box="well")
    said = answer("She is kind.")
    suggest_for_unread(ada, engine_of_words())
    accept_alike(code(), ids(session, [good, said]), ada)
    made = session.scalars(select(Coding).order_by(Coding.answer_id)).all()
    assert [(coding.answer_id, coding.valence) for coding in made] == [
        (good.id, Valence.well), (said.id, Valence.unsaid),
    ]  # fmt: skip
