"""Concerns are taken and decided by named people, with reasons, and nobody undoes another's work."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.notices import Notice
from feedback_app.people.roles import Place, Role
from feedback_app.safeguarding.act import acknowledge, change_severity, decide
from feedback_app.safeguarding.models import ConcernStatus, Decision, Severity
from feedback_app.safeguarding.queries import (
    concern_called,
    history_of,
    open_concerns,
    waiting_for,
)
from feedback_app.safeguarding.refusals import AlreadyDecided, NothingChanges, ReasonNeeded, SomebodyWasFirst
from feedback_app.trail import Did
from tests import factories
from tests.safeguarding.factories import concern

MORNING = datetime(2026, 5, 12, 9, 0, tzinfo=UTC)


def test_taking_and_deciding_are_kept_with_names_times_and_the_reason(session: Session) -> None:
    ada, sam = factories.person(Role.safeguarding_triage, name="Ada"), factories.person(name="Sam")
    raised = concern()
    acknowledge(raised, ada, changes=0)
    decide(raised, Decision.referred, " Rang the duty team. ", sam, changes=1)
    session.flush()
    assert raised.status is ConcernStatus.decided
    assert [(step.did, step.who, step.reason) for step in history_of(raised)] == [
        (Did.concern_raised, "", ""),
        (Did.concern_acknowledged, "Ada", ""),
        (Did.concern_decided, "Sam", "Rang the duty team."),
    ]


def test_the_second_of_two_people_is_refused_and_the_first_stays(session: Session) -> None:
    ada, sam = factories.person(), factories.person()
    raised = concern()
    acknowledge(raised, ada, changes=0)
    with pytest.raises(SomebodyWasFirst):
        acknowledge(raised, sam, changes=0)
    assert raised.acknowledged_by_id == ada.id


def test_a_decision_needs_a_reason_and_is_made_once(session: Session) -> None:
    ada = factories.person()
    raised = concern()
    with pytest.raises(ReasonNeeded):
        decide(raised, Decision.no_harm, " \n ", ada, changes=0)
    decide(raised, Decision.no_harm, "A film, not real.", ada, changes=0)
    with pytest.raises(AlreadyDecided):
        change_severity(raised, Severity.S1, "", ada, changes=1)


def test_deciding_at_once_also_takes_it(session: Session) -> None:
    ada = factories.person()
    raised = concern()
    decide(raised, Decision.followed_up, "Rang the school.", ada, changes=0)
    assert raised.acknowledged_by_id == ada.id


def test_anyone_may_raise_but_lowering_needs_a_reason(session: Session) -> None:
    ada = factories.person()
    raised = concern(Severity.S3)
    change_severity(raised, Severity.S1, "", ada, changes=0)
    assert raised.severity is Severity.S1
    with pytest.raises(ReasonNeeded):
        change_severity(raised, Severity.S2, "  ", ada, changes=1)
    with pytest.raises(NothingChanges):
        change_severity(raised, Severity.S1, "", ada, changes=1)
    change_severity(raised, Severity.S2, "He is at his nan's now.", ada, changes=1)
    session.flush()
    assert [step.reason for step in history_of(raised)] == ["", "", "He is at his nan's now."]


def test_raising_to_immediate_danger_shortens_the_clock_and_tells_everybody_again(session: Session) -> None:
    with clock.stopped_at(MORNING):
        raised = concern(Severity.S4)
        change_severity(raised, Severity.S1, "", factories.person(), changes=0)
    assert raised.acknowledge_by == MORNING + timedelta(minutes=15)
    assert session.scalar(select(func.count()).select_from(Notice)) == 2


def test_the_most_serious_untaken_concern_is_at_the_top(session: Session) -> None:
    triage = factories.person(Role.safeguarding_triage)
    with clock.stopped_at(MORNING):
        unhappy, old = concern(Severity.S4), concern(Severity.S2)
        taken = concern(Severity.S1)
    with clock.stopped_at(MORNING + timedelta(minutes=5)):
        new = concern(Severity.S2)
    acknowledge(taken, triage, changes=0)
    session.flush()
    assert list(open_concerns(triage, at_most=9)) == [old, new, unhappy, taken]
    assert (waiting_for(triage).open, waiting_for(triage).urgent) == (4, 2)


def test_people_see_their_own_places_and_everything_from_an_unknown_place(session: Session) -> None:
    here, there = Place(factories.service_area().id), Place(factories.service_area().id)
    triage = factories.person(Role.safeguarding_triage, place=here)
    own, other, unknown = concern(place=here), concern(place=there), concern()
    assert {raised.id for raised in open_concerns(triage, at_most=9)} == {own.id, unknown.id}
    assert concern_called(other.public_ref, triage) is None
    assert concern_called(own.public_ref, triage) is own
    assert waiting_for(triage).open == 2


def test_those_who_are_not_on_triage_see_nothing(session: Session) -> None:
    raised = concern()
    director = factories.person(*(role for role in Role if role is not Role.safeguarding_triage))
    assert list(open_concerns(director, at_most=9)) == []
    assert concern_called(raised.public_ref, director) is None
