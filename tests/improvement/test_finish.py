"""An action is done by its owner and confirmed by another."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.improvement.finish import (
    confirm,
    mark_done,
    mark_of,
    record_in_supervision,
    send_back,
    take_done_back,
)
from feedback_app.improvement.models import Action, Agreed
from feedback_app.improvement.queries import history_of, sent_back_among, to_finish
from feedback_app.improvement.refusals import (
    AlreadyConfirmed,
    ChangedMeanwhile,
    ChangeMissing,
    DayToCome,
    NotAgreedYet,
    NotDoneYet,
    NotTheOwner,
    OwnerCannotConfirm,
)
from feedback_app.improvement.rules import Because, Step
from feedback_app.notices import Notice
from feedback_app.notices.letters import letter_of
from feedback_app.notices.recipients import recipients_of
from feedback_app.trail import Trail
from tests import factories
from tests.improvement.factories import CHANGED, DUE, NOW, action, done

DAY = date(2026, 6, 30)


@pytest.fixture(autouse=True)
def first_of_july() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


def steps(of: Action) -> list[Step]:
    return [line.step for line in history_of(of)]


@pytest.mark.requirement("NB-42", "R-56")
def test_somebody_else_confirms_what_the_owner_did(session: Session):
    owner, other = factories.person(), factories.person()
    it = action(owner)
    with pytest.raises(NotDoneYet):
        confirm(it, by=other, seen=mark_of(it))
    mark_done(it, done_on=DAY, impact=CHANGED, by=owner, seen=mark_of(it))
    with pytest.raises(OwnerCannotConfirm):
        confirm(it, by=owner, seen=mark_of(it))
    confirm(it, by=other, seen=mark_of(it))
    assert it.confirmed_by_id == other.id
    assert steps(it) == [Step.done, Step.confirmed]


@pytest.mark.requirement("WS-02", "R-56")
@pytest.mark.parametrize("nothing", ["", " \n "])
def test_nothing_is_done_without_a_word_on_what_changed(session: Session, nothing: str):
    it = action(owner := factories.person())
    with pytest.raises(ChangeMissing):
        mark_done(it, done_on=DAY, impact=nothing, by=owner, seen=mark_of(it))
    assert it.done_on is None


def test_what_was_done_before_words_were_asked_for_is_not_confirmed_without_them(session: Session):
    it = action()
    it.done_on = DAY
    with pytest.raises(ChangeMissing):
        confirm(it, by=factories.person(), seen=mark_of(it))


def test_only_the_owner_says_it_is_done_and_only_once_it_is_agreed_and_never_for_a_day_to_come(
    session: Session,
):
    it, proposed = action(owner := factories.person()), action(owner, state=Agreed.proposed)
    with pytest.raises(NotTheOwner):
        mark_done(it, done_on=DAY, impact=CHANGED, by=factories.person(), seen=mark_of(it))
    with pytest.raises(NotAgreedYet):
        mark_done(proposed, done_on=DAY, impact=CHANGED, by=owner, seen=mark_of(proposed))
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(DayToCome):
        mark_done(it, done_on=tomorrow, impact=CHANGED, by=owner, seen=mark_of(it))


def test_the_owner_takes_done_back_until_it_is_confirmed_and_keeps_the_words(session: Session):
    it = done(owner := factories.person())
    with pytest.raises(NotTheOwner):
        take_done_back(it, by=factories.person(), seen=mark_of(it))
    take_done_back(it, by=owner, seen=mark_of(it))
    assert (it.done_on, it.impact) == (None, CHANGED)
    mark_done(it, done_on=DAY, impact=CHANGED, by=owner, seen=mark_of(it))
    confirm(it, by=factories.person(), seen=mark_of(it))
    with pytest.raises(AlreadyConfirmed):
        take_done_back(it, by=owner, seen=mark_of(it))
    with pytest.raises(AlreadyConfirmed):
        mark_done(it, done_on=DAY, impact="Something else", by=owner, seen=mark_of(it))


def test_a_manager_sends_it_back_with_a_reason_that_is_chosen_and_the_owner_finishes_it_again(
    session: Session,
):
    it, manager = done(owner := factories.person()), factories.person()
    with pytest.raises(OwnerCannotConfirm):
        send_back(it, Because.unfinished, by=owner, seen=mark_of(it))
    send_back(it, Because.unfinished, by=manager, seen=mark_of(it))
    assert (it.done_on, it.impact) == (None, CHANGED)
    assert history_of(it)[-1].because is Because.unfinished
    record_in_supervision(it, by=owner)
    assert sent_back_among([it.public_ref]) == {it.public_ref}
    mark_done(it, done_on=DAY, impact=CHANGED, by=owner, seen=mark_of(it))
    assert sent_back_among([it.public_ref]) == frozenset()


def test_the_owner_is_told_once_that_it_came_back_and_the_letter_says_nothing_of_it(
    app: Flask, session: Session
):
    it = done(owner := factories.person())
    manager = factories.person(name="Rita Responsible")
    for _press in range(2):
        send_back(it, Because.names_somebody, by=manager, seen=mark_of(it))
    notice = session.scalars(select(Notice).where(Notice.subject_ref == it.public_ref)).one()
    assert recipients_of(notice).people == (owner,)
    letter = letter_of(notice)
    assert app.url_map.bind("127.0.0.1").match(letter.path)[0] == "improvement.action"
    for personal in (it.what, CHANGED, owner.name, manager.name):
        assert personal not in f"{letter.subject} {letter.sentence} {letter.path}"


def test_asking_again_for_what_already_stands_notes_nothing(session: Session):
    it, manager = done(owner := factories.person()), factories.person()
    seen = "the mark of an older page"
    mark_done(it, done_on=DAY, impact=CHANGED, by=owner, seen=seen)
    confirm(it, by=manager, seen=mark_of(it))
    confirm(it, by=manager, seen=seen)
    assert steps(it) == [Step.done, Step.confirmed]
    other = done(owner)
    for _twice in range(2):
        send_back(other, Because.to_talk, by=manager, seen=mark_of(other))
        take_done_back(other, by=owner, seen=seen)
    assert steps(other) == [Step.done, Step.sent_back]


def test_nobody_confirms_words_they_have_not_seen(session: Session):
    it, manager = done(owner := factories.person()), factories.person()
    page_opened = mark_of(it)
    take_done_back(it, by=owner, seen=mark_of(it))
    mark_done(it, done_on=DAY, impact="Nothing much.", by=owner, seen=mark_of(it))
    with pytest.raises(ChangedMeanwhile):
        confirm(it, by=manager, seen=page_opened)
    with pytest.raises(ChangedMeanwhile):
        mark_done(it, done_on=DAY, impact="Written on another page.", by=owner, seen=page_opened)
    assert it.impact == "Nothing much."


def test_of_two_at_the_same_moment_the_second_is_told(session: Session):
    it, manager = done(), factories.person()
    elsewhere = update(Action).where(Action.id == it.id).values(done_on=None)
    session.execute(elsewhere.execution_options(synchronize_session=False))
    with pytest.raises(ChangedMeanwhile):
        confirm(it, by=manager, seen=mark_of(it))
    assert it.confirmed_by_id is None
    assert it.done_on is None


@pytest.mark.requirement("NB-41")
def test_supervision_is_stamped_with_its_day_once_a_day_for_each_person(session: Session):
    it = action(owner := factories.person(name="Olu Owner"))
    record_in_supervision(it, by=owner)
    record_in_supervision(it, by=owner)
    with clock.stopped_at(NOW + timedelta(days=28)):
        record_in_supervision(it, by=owner)
    stamped = [(line.at.date(), line.by_name) for line in history_of(it) if line.step is Step.in_supervision]
    assert stamped == [(NOW.date(), "Olu Owner"), ((NOW + timedelta(days=28)).date(), "Olu Owner")]


def test_the_trail_never_carries_what_was_written(session: Session):
    it, manager = done(owner := factories.person()), factories.person()
    send_back(it, Because.names_somebody, by=manager, seen=mark_of(it))
    mark_done(it, done_on=DAY, impact=CHANGED, by=owner, seen=mark_of(it))
    confirm(it, by=manager, seen=mark_of(it))
    said = " ".join(session.scalars(select(Trail.detail).where(Trail.subject_ref == it.public_ref)))
    assert said == "done sent back: names_somebody done confirmed"


def test_what_waits_for_an_owner_is_what_they_have_not_done(session: Session):
    owner = factories.person()
    action(owner), action(owner, due_on=DUE + timedelta(days=9)), done(owner), action()
    action(owner, state=Agreed.proposed)
    assert (to_finish(owner).count, to_finish(owner).first_due_on) == (2, DUE)


def test_the_database_itself_refuses_a_confirmation_by_the_owner(session: Session):
    it = action(owner := factories.person())
    it.done_on = DAY
    it.confirmed_by_id = owner.id
    with pytest.raises(IntegrityError, match="confirmed_by_another_person"):
        session.flush()
