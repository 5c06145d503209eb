"""A concern that waits is never forgotten: whoever must know next is told, until somebody decides."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.commands.notices import send_due
from feedback_app.notices import Notice, NoticeKind
from feedback_app.notices.recipients import recipients_of
from feedback_app.notices.send import stuck
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.safeguarding.act import acknowledge, decide, hand_back
from feedback_app.safeguarding.escalation import Escalation
from feedback_app.safeguarding.models import Concern, Decision, RaisedBy, Severity
from feedback_app.safeguarding.queries import concern_called, history_of, open_concerns
from feedback_app.safeguarding.raise_concern import raise_concern
from feedback_app.safeguarding.tell import acknowledge_telling, tell
from feedback_app.safeguarding.watch import watch
from feedback_app.safeguarding.who_is_told import Addressee, Told
from feedback_app.trail import Did
from tests import factories
from tests.counting import counting
from tests.safeguarding.factories import concern

NIGHT = datetime(2026, 4, 4, 21, 0, tzinfo=UTC)
TRIAGE = Role.safeguarding_triage


def after(minutes: int) -> None:
    """What the watch does so many minutes into the night."""
    with clock.stopped_at(NIGHT + timedelta(minutes=minutes)):
        watch()
        from feedback_app.database import db

        db.session.flush()


def at_night(severity: Severity = Severity.S1, *, place: Place | None = None) -> Concern:
    with clock.stopped_at(NIGHT):
        return concern(severity, place=place)


def queued(session: Session, kind: NoticeKind) -> list[Notice]:
    session.flush()
    return list(session.scalars(select(Notice).where(Notice.kind == kind).order_by(Notice.id)))


def leaders_told(session: Session) -> set[str]:
    return set(session.scalars(select(Escalation.name).where(Escalation.told == Told.leader)))


def test_first_everybody_on_triage_then_those_who_lead_then_all_again(session: Session) -> None:
    area = factories.service_area().id
    factories.person(Role.director, name="Dee")
    factories.person(Role.service_manager, name="Mo", place=Place(area))
    factories.person(Role.service_manager, name="Elsewhere", place=Place(factories.service_area().id))
    raised = at_night(place=Place(area))
    after(14)
    assert queued(session, NoticeKind.concern_overdue) == []
    after(15)
    (notice,) = queued(session, NoticeKind.concern_overdue)
    assert (notice.subject_ref, notice.to_role, notice.service_area_id) == (raised.public_ref, TRIAGE, None)
    assert leaders_told(session) == set()
    after(29)
    after(30)
    assert leaders_told(session) == {"Dee", "Mo"}
    assert len(queued(session, NoticeKind.concern_left)) == 2
    after(45)
    assert len(queued(session, NoticeKind.concern_overdue)) == 3
    assert len(queued(session, NoticeKind.concern_left)) == 4
    assert len(session.scalars(select(Escalation)).all()) == 2


def test_looking_twice_at_the_same_moment_tells_nobody_twice(session: Session) -> None:
    at_night()
    after(16)
    after(16)
    assert len(queued(session, NoticeKind.concern_overdue)) == 1


def test_once_taken_nobody_more_is_told_until_the_decision_is_late(session: Session) -> None:
    ada = factories.person(TRIAGE)
    factories.person(Role.director, name="Dee")
    raised = at_night()
    after(31)
    with clock.stopped_at(NIGHT + timedelta(minutes=32)):
        acknowledge(raised, ada, changes=raised.changes)
    after(59)
    assert len(queued(session, NoticeKind.concern_left)) == 1
    assert queued(session, NoticeKind.concern_undecided) == []
    after(60)
    assert len(queued(session, NoticeKind.concern_undecided)) == 1
    with clock.stopped_at(NIGHT + timedelta(minutes=61)):
        decide(raised, Decision.referred, "Rang the emergency duty team.", ada, changes=raised.changes)
    after(6000)
    assert len(queued(session, NoticeKind.concern_undecided)) == 1
    assert [step.did for step in history_of(raised)] == [
        Did.concern_raised, Did.concern_escalated, Did.told_of_concern, Did.concern_acknowledged,
        Did.concern_escalated, Did.concern_decided,
    ]  # fmt: skip


def test_given_back_it_waits_anew_and_climbs_anew(session: Session) -> None:
    ada = factories.person(TRIAGE)
    raised = at_night()
    with clock.stopped_at(NIGHT + timedelta(minutes=5)):
        acknowledge(raised, ada, changes=raised.changes)
        hand_back(raised, "I am called away.", ada, changes=raised.changes)
    assert len(queued(session, NoticeKind.concern_raised)) == 2
    after(19)
    assert queued(session, NoticeKind.concern_overdue) == []
    after(20)
    assert len(queued(session, NoticeKind.concern_overdue)) == 1


def test_climbing_refuses_nobody_who_is_writing_a_decision_meanwhile(session: Session) -> None:
    ada = factories.person(TRIAGE)
    raised = at_night()
    drawn_from = raised.changes
    after(46)
    decide(raised, Decision.referred, "Rang at once.", ada, changes=drawn_from)
    assert raised.next_step_at is None


def test_a_leader_who_is_seeing_to_it_is_left_in_peace_and_the_others_are_not(session: Session) -> None:
    dee, dan = factories.person(Role.director), factories.person(Role.director)
    at_night()
    after(30)
    told = session.scalars(select(Escalation).where(Escalation.to_person_id == dee.id)).one()
    acknowledge_telling(told, by=dee)
    after(45)
    sent_to = [notice.to_person_id for notice in queued(session, NoticeKind.concern_left)]
    assert (sent_to.count(dee.id), sent_to.count(dan.id)) == (1, 2)


def test_everybody_told_can_open_it_wherever_they_work(session: Session) -> None:
    here, there = Place(factories.service_area().id), Place(factories.service_area().id)
    factories.person(TRIAGE, place=here)
    elsewhere = factories.person(TRIAGE, place=there)
    raised = at_night(place=here)
    assert concern_called(raised.public_ref, elsewhere) is None
    after(15)
    assert concern_called(raised.public_ref, elsewhere) is raised
    assert list(open_concerns(elsewhere, at_most=9)) == [raised]


def test_what_nobody_on_triage_reaches_is_everybody_s_at_once(session: Session) -> None:
    elsewhere = factories.person(TRIAGE, place=Place(factories.service_area().id))
    left = factories.person(TRIAGE)
    left.active = False
    raised = at_night(place=Place(factories.service_area().id))
    after(1)
    assert concern_called(raised.public_ref, elsewhere) is raised


def test_without_leaders_administrators_are_told(session: Session) -> None:
    factories.person(Role.administrator, name="Chris")
    at_night()
    after(30)
    assert leaders_told(session) == {"Chris"}


def test_with_nobody_at_all_it_is_tried_again_and_shown(app: Flask, session: Session) -> None:
    at_night()
    with clock.stopped_at(NIGHT + timedelta(minutes=31)):
        sent, kept = send_due(app)
        assert (sent, kept) == (0, 2)
        assert stuck().without_anybody == 2


def test_the_person_it_is_about_is_neither_told_nor_shown_it(session: Session) -> None:
    named = factories.person(TRIAGE, Role.director)
    ada = factories.person(TRIAGE)
    with clock.stopped_at(NIGHT):
        raised = raise_concern(Severity.S1, RaisedBy.person, place=Place(), survey="", about=named)
        session.flush()
    after(31)
    everyone: set[Person] = set()
    for notice in queued(session, NoticeKind.concern_raised) + queued(session, NoticeKind.concern_overdue):
        everyone |= set(recipients_of(notice).people)
    assert everyone == {ada}
    assert named.id not in set(session.scalars(select(Escalation.to_person_id)))
    assert concern_called(raised.public_ref, named) is None
    assert concern_called(raised.public_ref, ada) is raised


@pytest.mark.parametrize("answered", [False, True])
def test_somebody_told_by_name_is_told_again_until_they_acknowledge(session: Session, answered: bool) -> None:
    ada = factories.person(TRIAGE)
    raised = at_night()
    with clock.stopped_at(NIGHT):
        told = tell(raised, Told.team_manager, Addressee("Tess", "tess@example.invalid"))
        decide(raised, Decision.referred, "Rang.", ada, changes=0)
        session.flush()
    if answered:
        acknowledge_telling(told, by=ada)
    after(15)
    after(15)
    after(30)
    assert len(queued(session, NoticeKind.concern_named)) == (1 if answered else 3)


def test_the_watch_costs_nothing_while_nothing_is_due(session: Session) -> None:
    at_night(Severity.S4)
    with clock.stopped_at(NIGHT), counting() as statements:
        watch()
    assert len(statements) == 3
    assert session.scalar(select(func.count()).select_from(Escalation)) == 0
