"""Hearing a child or a parent before a learning audit: independence, attempts, capture, and the link back."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.audits.assign import assign, declare_independent, declare_involved
from feedback_app.audits.attempt import judge_not_appropriate, record_attempt
from feedback_app.audits.capture import begin, draft_of, finish_reading_back, keep, send
from feedback_app.audits.compliance import sought_for
from feedback_app.audits.hand_out import hand_out
from feedback_app.audits.link import link_all_that_came, link_what_came
from feedback_app.audits.owed import State, owed_by, own_request, state_of
from feedback_app.audits.refusals import (
    AlreadyAnswered,
    CaptureNotFinished,
    IndependenceNotDeclared,
    NotAppropriateNeedsReason,
    NotAPracticeLead,
    NotIndependent,
    ReasonForLanguage,
)
from feedback_app.audits.requests import AttemptOutcome, AuditFeedback
from feedback_app.audits.rules import Sought
from feedback_app.audits.worry import worry
from feedback_app.database import db
from feedback_app.listening.models import Channel, Invitation
from feedback_app.listening.store import Response
from feedback_app.notices import Notice, NoticeKind
from feedback_app.people.involvement import Independence, note_involvement
from feedback_app.people.models import InvolvementSource
from feedback_app.people.roles import Place, Role
from feedback_app.people.tokens import digest
from feedback_app.safeguarding.models import Concern, RaisedBy, Severity
from feedback_app.trail import Did, Trail
from surveys.answers import Answer
from tests import factories
from tests.audits.factories import AFTER, BEFORE, captured, scene, setting


@pytest.mark.requirement("NB-30")
@pytest.mark.parametrize("source", InvolvementSource)
def test_a_practice_lead_who_knows_the_family_is_refused(session: Session, source: InvolvementSource):
    made = scene(declared=False)
    note_involvement(made.lead, "f 1001", source)
    with pytest.raises(NotIndependent):
        assign(made.child, made.audit, made.lead, by=made.chair)
    assert made.child.practice_lead_id is None


def test_knowing_another_family_is_no_reason_to_refuse(session: Session):
    made = scene(declared=False)
    note_involvement(made.lead, "F-2002", InvolvementSource.registered)
    assert assign(made.child, made.audit, made.lead, by=made.chair) is Independence.clear
    assert made.child.register_checked


def test_without_a_register_the_request_says_that_nothing_was_checked(session: Session):
    made = scene(declared=False)
    assert assign(made.child, made.audit, made.lead, by=made.chair) is Independence.not_checked
    assert not made.child.register_checked


def test_only_a_practice_lead_of_that_place_is_given_a_request(session: Session):
    made = scene(declared=False)
    elsewhere = factories.person(Role.practice_lead, place=Place(factories.service_area().id))
    for unfit in (elsewhere, made.chair):
        with pytest.raises(NotAPracticeLead):
            assign(made.child, made.audit, unfit, by=made.chair)


def test_the_declaration_comes_before_the_first_attempt(session: Session):
    made = scene(declared=False)
    assign(made.child, made.audit, made.lead, by=made.chair)
    with pytest.raises(IndependenceNotDeclared):
        record_attempt(made.child, made.audit, AttemptOutcome.no_answer, by=made.lead)
    with pytest.raises(IndependenceNotDeclared):
        begin(made.child, made.audit, setting(), by=made.lead)
    declare_independent(made.child, made.audit, by=made.lead)
    record_attempt(made.child, made.audit, AttemptOutcome.no_answer, by=made.lead)


@pytest.mark.requirement("NB-30")
def test_saying_that_they_know_the_family_ends_their_part_for_good(session: Session):
    made = scene()
    declare_involved(made.child, made.audit, by=made.lead)
    with pytest.raises(NotIndependent):
        begin(made.parent, made.audit, setting(), by=made.lead)
    with pytest.raises(NotIndependent):
        declare_independent(made.child, made.audit, by=made.lead)


def test_saying_that_they_know_the_family_takes_every_voice_of_it_off_their_list(session: Session):
    made = scene()
    declare_involved(made.child, made.audit, by=made.lead)
    assert owed_by(made.lead) == []
    assert (made.child.practice_lead_id, made.parent.practice_lead_id) == (None, None)


def test_a_voice_heard_before_keeps_the_name_of_who_heard_it(session: Session):
    made = scene()
    captured(made, made.child)
    declare_involved(made.parent, made.audit, by=made.lead)
    assert made.child.practice_lead_id == made.lead.id
    assert made.parent.practice_lead_id is None


def test_giving_the_request_to_somebody_else_asks_for_their_own_declaration(session: Session):
    made = scene()
    other = factories.person(Role.practice_lead)
    assign(made.child, made.audit, other, by=made.chair)
    assert not made.child.independence_declared


def test_a_practice_lead_sees_only_their_own_requests_soonest_meeting_first(session: Session):
    later, sooner, other = scene(), scene(), scene()
    sooner.audit.meeting_at = BEFORE
    assign(sooner.child, sooner.audit, factories.person(Role.practice_lead), by=sooner.chair)
    sooner.child.practice_lead_id = later.lead.id
    session.flush()
    assert owed_by(later.lead) == [sooner.child, later.child, later.parent]
    assert own_request(later.lead, other.child.public_ref) is None


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([], State.waiting),
        ([AttemptOutcome.no_answer], State.tried),
        ([AttemptOutcome.no_answer, AttemptOutcome.call_back], State.call_back),
        ([AttemptOutcome.declined], State.declined),
        ([AttemptOutcome.declined, AttemptOutcome.no_answer], State.tried),
    ],
)
def test_a_request_says_where_it_stands(session: Session, outcomes: list[AttemptOutcome], expected: State):
    made = scene()
    for day, outcome in enumerate(outcomes):
        with clock.stopped_at(BEFORE.replace(day=day + 1)):
            record_attempt(made.child, made.audit, outcome, by=made.lead)
    session.flush()
    session.expire_all()
    found = own_request(made.lead, made.child.public_ref)
    assert found is not None
    assert state_of(found) is expected


@pytest.mark.requirement("NB-38")
def test_not_appropriate_needs_the_reason_and_the_lead_case_holders_name(session: Session):
    made = scene()
    for why, who in (("", "Sam Case"), ("In hospital", " "), ("", "")):
        with pytest.raises(NotAppropriateNeedsReason):
            judge_not_appropriate(made.child, made.audit, why=why, lead_case_holder=who, by=made.lead)
    with clock.stopped_at(BEFORE):
        judge_not_appropriate(
            made.child, made.audit, why="In hospital", lead_case_holder="Sam Case", by=made.lead
        )
    session.flush()
    assert sought_for(made.audit)[made.child.id] is Sought.not_appropriate


@pytest.mark.requirement("NB-22", "NB-38")
def test_an_attempt_before_the_meeting_counts_and_one_after_it_does_not(session: Session):
    made = scene()
    with clock.stopped_at(BEFORE):
        record_attempt(made.child, made.audit, AttemptOutcome.no_answer, by=made.lead)
    with clock.stopped_at(AFTER):
        record_attempt(made.parent, made.audit, AttemptOutcome.no_answer, by=made.lead)
    session.flush()
    assert sought_for(made.audit) == {made.child.id: Sought.tried, made.parent.id: Sought.missing}


@pytest.mark.requirement("NB-22")
def test_what_was_said_on_the_phone_stands_beside_its_audit_and_the_chair_is_told(session: Session):
    made = scene()
    with clock.stopped_at(BEFORE):
        response = captured(made, made.child)
    assert response.captured_by_id == made.lead.id
    assert response.channel is Channel.phone
    assert made.child.response_id == response.id
    (linked,) = link_what_came(made.audit)
    assert (linked.response_id, linked.after_meeting) == (response.id, False)
    told = session.scalars(select(Notice).where(Notice.kind == NoticeKind.answers_for_audit)).one()
    assert (told.to_person_id, told.subject_ref) == (made.chair.id, made.audit.public_ref)
    assert sought_for(made.audit)[made.child.id] is Sought.heard


def test_what_comes_after_the_meeting_is_kept_and_marked(session: Session):
    made = scene()
    with clock.stopped_at(AFTER):
        captured(made, made.child)
    (linked,) = link_what_came(made.audit)
    assert linked.after_meeting
    assert sought_for(made.audit)[made.child.id] is Sought.missing


def test_sending_twice_stores_it_once(session: Session):
    made = scene()
    captured(made, made.child)
    with pytest.raises(AlreadyAnswered):
        send(made.child, made.audit, by=made.lead)
    assert session.scalar(select(func.count()).select_from(Response)) == 1
    draft = draft_of(made.child)
    assert draft is not None
    assert draft.answers == {}


def test_nothing_is_sent_before_it_was_read_back(session: Session):
    made = scene()
    draft = begin(made.child, made.audit, setting(), by=made.lead)
    keep(draft, {"LA3": Answer(words={"": "Words"})})
    with pytest.raises(CaptureNotFinished):
        send(made.child, made.audit, by=made.lead)
    finish_reading_back(draft, exact_words=None, read_back=True, leave_out="")
    with pytest.raises(CaptureNotFinished):
        send(made.child, made.audit, by=made.lead)
    finish_reading_back(draft, exact_words=False, read_back=False, leave_out="")
    with pytest.raises(CaptureNotFinished):
        send(made.child, made.audit, by=made.lead)


@pytest.mark.requirement("WS-60")
def test_another_language_than_they_like_best_needs_a_reason(session: Session):
    made = scene()
    made.child.preferred_language = "pl"
    with pytest.raises(ReasonForLanguage):
        begin(made.child, made.audit, setting(language_used="en_GB"), by=made.lead)
    begin(
        made.child,
        made.audit,
        setting(language_used="en_GB", language_reason="She asked for it"),
        by=made.lead,
    )


@pytest.mark.requirement("WS-59")
def test_who_was_there_and_where_is_kept_with_what_was_said(session: Session):
    made = scene()
    draft = begin(
        made.child,
        made.audit,
        setting(channel=Channel.visit, place="At school", present=("parent",), who_was_present="Her mum"),
        by=made.lead,
    )
    keep(draft, {"LA3": Answer(words={"": "Words"})})
    finish_reading_back(draft, exact_words=True, read_back=True, leave_out="My name")
    response = send(made.child, made.audit, by=made.lead)
    assert response.capture is not None
    assert response.capture["place"] == "At school"
    assert response.capture["present"] == ["parent"]
    assert response.capture["who_was_present"] == "Her mum"
    assert response.capture["leave_out"] == "My name"
    assert response.capture["limits_explained"]


def test_a_link_handed_out_brings_the_answers_to_the_audit(session: Session):
    made = scene()
    secret = hand_out(made.child, made.audit, by=made.lead)
    invitation = session.get_one(Invitation, made.child.invitation_id)
    assert invitation.token_hash == digest(secret.token)
    assert invitation.short_code_hash == digest(secret.code)
    with clock.stopped_at(BEFORE):
        response = factories.response("learning-audit-child", invited_by=invitation)
    assert link_all_that_came() == 1
    assert link_all_that_came() == 0
    assert made.child.response_id == response.id
    assert session.scalar(select(func.count()).select_from(AuditFeedback)) == 1
    told = session.scalars(select(Notice).where(Notice.kind == NoticeKind.answers_for_audit)).one()
    assert (told.to_person_id, told.subject_ref) == (made.chair.id, made.audit.public_ref)
    with pytest.raises(AlreadyAnswered):
        begin(made.child, made.audit, setting(), by=made.lead)


def test_a_new_link_ends_the_one_before(session: Session):
    made = scene()
    hand_out(made.child, made.audit, by=made.lead)
    first = session.get_one(Invitation, made.child.invitation_id)
    hand_out(made.child, made.audit, by=made.lead)
    assert first.withdrawn_at is not None
    assert made.child.invitation_id != first.id


def test_a_worry_is_a_concern_at_once_with_everyone_on_triage_told(session: Session):
    made = scene()
    worry(made.child, made.audit, Severity.S1, press="one press", by=made.lead)
    worry(made.child, made.audit, Severity.S1, press="one press", by=made.lead)
    session.flush()
    concern = session.scalars(select(Concern)).one()
    assert (concern.raised_by, concern.severity) == (RaisedBy.person, Severity.S1)
    assert concern.service_area_id == made.audit.service_area_id
    told = session.scalars(select(Notice).where(Notice.kind == NoticeKind.concern_raised)).one()
    assert told.to_role is Role.safeguarding_triage


def test_the_trail_never_holds_what_was_said_or_who_said_it(session: Session):
    made = scene()
    made.child.safe_contact = "Ring after six, ask for Ola"
    record_attempt(made.child, made.audit, AttemptOutcome.call_back, by=made.lead, note="Ola was out")
    captured(made, made.child)
    session.flush()
    lines = session.scalars(select(Trail)).all()
    assert Did.captured in {line.did for line in lines}
    everything = " ".join(f"{line.subject} {line.subject_ref} {line.detail}" for line in lines)
    assert not any(word in everything for word in ("Ola", "bus", "C, 9", "six"))


@pytest.mark.parametrize("words", ["🙂" * 4000, "كل شيء بخير", "a\nb\n\n  c", "<script>alert(1)</script>"])
def test_words_arrive_exactly_as_they_were_typed(session: Session, words: str):
    made = scene()
    response = captured(made, made.child, {"LA3": Answer(words={"": words})})
    db.session.expire_all()
    kept = session.get_one(Response, response.id)
    session.refresh(kept, ["answers"])
    assert [answer.words for answer in kept.answers] == [words]
