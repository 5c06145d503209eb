"""The meeting, what came of it, and the sign-off."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.audits.act import act, actions_of, agree_one, learn, learning_of, take_out_one
from feedback_app.audits.attempt import judge_not_appropriate, record_attempt
from feedback_app.audits.meeting import Consideration, consider, grade, mark_held, notes_of, write_notes
from feedback_app.audits.models import Area, AuditStatus
from feedback_app.audits.refusals import (
    AlreadySignedOff,
    ChangedMeanwhile,
    ContextMissing,
    FeedbackNotConsidered,
    LearningAuditHasNoGrade,
    MeetingNotYet,
    MissingFeedbackNeedsReason,
    NotTheChair,
    NotTheResponsibleManager,
    NotYetHeld,
)
from feedback_app.audits.requests import AttemptOutcome, Reflected
from feedback_app.audits.said import has_opened, record_opening, voices_of
from feedback_app.audits.sign_off import sign_off
from feedback_app.improvement.models import Agreed, Reach
from feedback_app.improvement.refusals import AlreadyAgreed, AlreadyInAPlan, NothingWritten, OwnerMissing
from feedback_app.people.roles import Role
from surveys.answers import Answer
from surveys.definition import Reader, RespondentGroup
from tests import factories
from tests.audits.factories import AFTER, BEFORE, Scene, captured, scene

DUE = date(2026, 6, 15)


@pytest.fixture(autouse=True)
def _after_the_meeting(request: pytest.FixtureRequest):
    with clock.stopped_at(AFTER):
        yield


def held() -> Scene:
    """An audit whose meeting was held, with both voices sought in time and none of them heard."""
    made = scene()
    with clock.stopped_at(BEFORE):
        for one in (made.child, made.parent):
            record_attempt(one, made.audit, AttemptOutcome.no_answer, by=made.lead)
    mark_held(made.audit, date(2026, 5, 18), by=made.chair)
    return made


@pytest.mark.requirement("NB-44")
def test_grading_a_learning_audit_is_refused_however_it_is_tried(session: Session):
    made = held()
    with pytest.raises(LearningAuditHasNoGrade):
        grade(made.audit, "good", by=made.chair)
    with pytest.raises(LearningAuditHasNoGrade):
        made.audit.overall_grade = "good"
    assert made.audit.overall_grade is None


@pytest.mark.requirement("NB-44")
def test_the_database_itself_refuses_a_grade_on_a_learning_audit(session: Session):
    made = held()
    session.flush()
    with pytest.raises(IntegrityError, match="learning_audit_has_no_grade"):
        session.connection().exec_driver_sql(
            f"UPDATE audit SET overall_grade = 'good' WHERE id = {made.audit.id}"
        )


def test_notes_are_kept_by_area_and_changed_until_sign_off(session: Session):
    made = held()
    write_notes(made.audit, {Area.positives: "She feels heard.\n"}, seen=made.audit.changes, by=made.chair)
    session.flush()
    write_notes(
        made.audit,
        {Area.positives: "She is heard.", Area.challenges: ""},
        seen=made.audit.changes,
        by=made.chair,
    )
    session.flush()
    assert {area: note.words for area, note in notes_of(made.audit).items()} == {
        Area.positives: "She is heard."
    }


def test_the_second_of_two_people_writing_at_once_is_told(session: Session):
    made = held()
    seen = made.audit.changes
    write_notes(made.audit, {Area.positives: "From the chair"}, seen=seen, by=made.chair)
    with pytest.raises(ChangedMeanwhile):
        write_notes(made.audit, {Area.positives: "From the other"}, seen=seen, by=made.responsible)


def test_nobody_but_the_chair_and_the_responsible_manager_writes(session: Session):
    made = held()
    other = factories.person(Role.service_manager)
    with pytest.raises(NotTheChair):
        write_notes(made.audit, {Area.positives: "x"}, seen=made.audit.changes, by=other)
    with pytest.raises(NotTheChair):
        act(made.audit, "x", owner=other, due_on=DUE, already_in_a_plan=False, by=other)


@pytest.mark.requirement("NB-40")
def test_an_action_is_owned_and_dated(session: Session):
    made = held()
    with pytest.raises(OwnerMissing):
        act(made.audit, "Ring the school", owner=None, due_on=DUE, already_in_a_plan=False, by=made.chair)
    with pytest.raises(NothingWritten):
        act(made.audit, "  ", owner=made.lead, due_on=DUE, already_in_a_plan=False, by=made.chair)
    act(made.audit, "Ring the school", owner=made.lead, due_on=DUE, already_in_a_plan=False, by=made.chair)
    (action,) = actions_of(made.audit)
    assert (action.owner_id, action.due_on, action.state) == (made.lead.id, DUE, Agreed.proposed)


@pytest.mark.requirement("NB-43")
def test_what_a_current_plan_has_already_is_not_an_action(session: Session):
    made = held()
    with pytest.raises(AlreadyInAPlan):
        act(made.audit, "Ring the school", owner=made.lead, due_on=DUE, already_in_a_plan=True, by=made.chair)
    assert actions_of(made.audit) == []


@pytest.mark.requirement("NB-43")
def test_actions_and_learning_are_kept_apart(session: Session):
    made = held()
    act(made.audit, "Ring the school", owner=made.lead, due_on=DUE, already_in_a_plan=False, by=made.chair)
    learn(made.audit, "Ask children about meetings first", reach=Reach.service, share_by=DUE, by=made.chair)
    assert [each.what for each in actions_of(made.audit)] == ["Ring the school"]
    assert [each.what for each in learning_of(made.audit)] == ["Ask children about meetings first"]


def test_what_was_agreed_is_not_taken_out_and_what_was_proposed_is(session: Session):
    made = held()
    action = act(made.audit, "One", owner=made.lead, due_on=DUE, already_in_a_plan=False, by=made.chair)
    learning = learn(made.audit, "Two", reach=Reach.team, share_by=DUE, by=made.chair)
    assert agree_one(made.audit, action.public_ref, by=made.responsible)
    assert take_out_one(made.audit, learning.public_ref, by=made.chair)
    session.flush()
    with pytest.raises(AlreadyAgreed):
        take_out_one(made.audit, action.public_ref, by=made.chair)
    assert (len(actions_of(made.audit)), len(learning_of(made.audit))) == (1, 0)


def test_another_audits_action_cannot_be_reached_from_here(session: Session):
    made, other = held(), held()
    action = act(other.audit, "One", owner=other.lead, due_on=DUE, already_in_a_plan=False, by=other.chair)
    assert not agree_one(made.audit, action.public_ref, by=made.chair)
    assert not take_out_one(made.audit, action.public_ref, by=made.chair)


def test_a_meeting_is_not_held_in_the_future(session: Session):
    made = scene()
    with pytest.raises(MeetingNotYet):
        mark_held(made.audit, date(2026, 5, 20), by=made.chair)


@pytest.mark.requirement("NB-25")
def test_only_the_responsible_service_manager_signs_off_and_never_the_chair(session: Session):
    made = held()
    for other in (made.chair, made.lead, factories.person(Role.service_manager)):
        with pytest.raises(NotTheResponsibleManager):
            sign_off(made.audit, by=other)
    sign_off(made.audit, by=made.responsible)
    assert made.audit.status is AuditStatus.signed_off


@pytest.mark.requirement("NB-25")
def test_the_database_itself_refuses_a_sign_off_by_the_chair(session: Session):
    made = held()
    sign_off(made.audit, by=made.responsible)
    made.audit.signed_off_by_id = made.chair.id
    with pytest.raises(IntegrityError, match="signed_off_by_the_responsible"):
        session.flush()


@pytest.mark.requirement("NB-25")
def test_signing_off_agrees_the_actions_and_learning(session: Session):
    made = held()
    act(made.audit, "One", owner=made.lead, due_on=DUE, already_in_a_plan=False, by=made.chair)
    learn(made.audit, "Two", reach=Reach.team, share_by=DUE, by=made.chair)
    sign_off(made.audit, by=made.responsible)
    assert {each.state for each in (*actions_of(made.audit), *learning_of(made.audit))} == {Agreed.agreed}


def test_a_signed_off_audit_is_never_changed(session: Session):
    made = held()
    sign_off(made.audit, by=made.responsible)
    for change in (
        lambda: write_notes(made.audit, {Area.positives: "x"}, seen=made.audit.changes, by=made.chair),
        lambda: act(made.audit, "x", owner=made.lead, due_on=DUE, already_in_a_plan=False, by=made.chair),
        lambda: mark_held(made.audit, DUE, by=made.chair),
        lambda: sign_off(made.audit, by=made.responsible),
        lambda: record_attempt(made.child, made.audit, AttemptOutcome.no_answer, by=made.lead),
        lambda: judge_not_appropriate(made.child, made.audit, why="x", lead_case_holder="y", by=made.lead),
    ):
        with pytest.raises(AlreadySignedOff):
            change()


def test_a_meeting_comes_before_the_sign_off(session: Session):
    made = scene()
    with pytest.raises(NotYetHeld):
        sign_off(made.audit, by=made.responsible)


@pytest.mark.requirement("NB-39")
def test_feedback_is_considered_before_the_sign_off(session: Session):
    made = scene()
    with clock.stopped_at(BEFORE):
        response = captured(made, made.child)
        record_attempt(made.parent, made.audit, AttemptOutcome.declined, by=made.lead)
    mark_held(made.audit, date(2026, 5, 18), by=made.chair)
    with pytest.raises(FeedbackNotConsidered):
        sign_off(made.audit, by=made.responsible)
    with pytest.raises(ContextMissing):
        consider(made.audit, response.id, Consideration(Reflected.partly, " "), seen="", by=made.chair)
    said = Consideration(Reflected.partly, "Said after the move")
    consider(made.audit, response.id, said, seen="", by=made.chair)
    with pytest.raises(ChangedMeanwhile):
        consider(made.audit, response.id, said, seen="", by=made.responsible)
    sign_off(made.audit, by=made.responsible)
    (voice,) = voices_of(made.audit)
    assert voice.feedback is not None
    assert (voice.feedback.reflected, voice.feedback.context) == (Reflected.partly, "Said after the move")


@pytest.mark.requirement("NB-38")
def test_a_voice_nobody_tried_for_needs_a_reason_at_sign_off_and_stays_visible(session: Session):
    made = scene()
    with clock.stopped_at(BEFORE):
        record_attempt(made.child, made.audit, AttemptOutcome.no_answer, by=made.lead)
    mark_held(made.audit, date(2026, 5, 18), by=made.chair)
    with pytest.raises(MissingFeedbackNeedsReason):
        sign_off(made.audit, by=made.responsible)
    sign_off(made.audit, by=made.responsible, why_not_complete="The practice lead was ill")
    assert not made.audit.feedback_complete
    assert made.audit.why_not_complete == "The practice lead was ill"


def test_only_the_main_points_means_that_no_word_reaches_the_meeting(session: Session):
    made = scene()
    made.child.survey, made.child.reader = "learning-audit-young-person", Reader.YOUNG_PERSON.value
    made.child.respondent_group = RespondentGroup.YOUNG_PERSON.value
    captured(
        made,
        made.child,
        {"LA3": Answer(words={"": "A secret"}), "LY1": Answer(("some",)), "LY4": Answer(("main_points",))},
    )
    (voice,) = voices_of(made.audit)
    assert all(not answer.words for answer in voice.answers.values())
    assert voice.answers["LY1"].choices == ("some",)


def test_who_opened_what_was_said_is_recorded_once(session: Session):
    made = scene()
    captured(made, made.child)
    voices = voices_of(made.audit)
    assert not has_opened(voices, made.chair)
    record_opening(made.audit, by=made.chair)
    record_opening(made.audit, by=made.chair)
    session.flush()
    assert has_opened(voices, made.chair)
    assert not has_opened(voices, made.responsible)


def test_a_message_in_a_bottle_is_never_shown_to_the_meeting(session: Session):
    made = scene()
    captured(
        made,
        made.child,
        {"LA7": Answer(("yes",)), "MB1": Answer(words={"": "For the director only"}), "MB3": Answer(("no",))},
    )
    (voice,) = voices_of(made.audit)
    assert set(voice.answers) == {"LA7"}
