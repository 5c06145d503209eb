"""Record each try to reach somebody, or that asking was judged not to be right."""

from datetime import timedelta

from sqlalchemy import select

from feedback_app import clock, trail
from feedback_app.audits.assign import refuse_unless_independent
from feedback_app.audits.models import Audit, AuditStatus
from feedback_app.audits.refusals import (
    AlreadyAnswered,
    AlreadySignedOff,
    IndependenceNotDeclared,
    NotAppropriateNeedsReason,
)
from feedback_app.audits.requests import Attempt, AttemptOutcome, FeedbackRequest
from feedback_app.database import db
from feedback_app.people.models import Person

A_DOUBLE_PRESS = timedelta(seconds=20)


def may_try(request: FeedbackRequest, audit: Audit, person: Person) -> None:
    """Raise NotIndependent, IndependenceNotDeclared, AlreadyAnswered or AlreadySignedOff when not."""
    refuse_unless_independent(audit, person)
    if not request.independence_declared:
        raise IndependenceNotDeclared
    if request.response_id is not None:
        raise AlreadyAnswered
    if audit.status is AuditStatus.signed_off:
        raise AlreadySignedOff


def record_attempt(
    request: FeedbackRequest, audit: Audit, outcome: AttemptOutcome, *, by: Person, note: str = ""
) -> Attempt:
    """One try; the same one sent twice by a double press is kept once.

    The note is about reaching them, never about what they said.
    """
    may_try(request, audit, by)
    now, note = clock.now(), note.strip()[:500]
    same = select(Attempt).where(
        Attempt.feedback_request_id == request.id,
        Attempt.outcome == outcome,
        Attempt.by_id == by.id,
        Attempt.note == note,
        Attempt.tried_at > now - A_DOUBLE_PRESS,
    )
    if (found := db.session.scalar(same)) is not None:
        return found
    attempt = Attempt(feedback_request_id=request.id, outcome=outcome, tried_at=now, by_id=by.id, note=note)
    db.session.add(attempt)
    trail.note(
        trail.Did.attempt_recorded, "feedback_request", request.public_ref, by=by, detail=outcome.value
    )
    return attempt


def judge_not_appropriate(
    request: FeedbackRequest, audit: Audit, *, why: str, lead_case_holder: str, by: Person
) -> None:
    """Asking would not be right, as the named lead case holder judged (NB-38, R-30)."""
    if not why.strip() or not lead_case_holder.strip():
        raise NotAppropriateNeedsReason
    if request.response_id is not None:
        raise AlreadyAnswered
    if audit.status is AuditStatus.signed_off:
        raise AlreadySignedOff
    request.appropriate = False
    request.why_not = why.strip()
    request.decided_by = lead_case_holder.strip()[:120]
    request.decided_at = clock.now()
    trail.note(trail.Did.not_appropriate, "feedback_request", request.public_ref, by=by)


def judge_appropriate_again(request: FeedbackRequest, audit: Audit, *, by: Person) -> None:
    """The judgement changed: ask after all. Raises AlreadySignedOff."""
    if audit.status is AuditStatus.signed_off:
        raise AlreadySignedOff
    request.appropriate = True
    request.why_not, request.decided_by, request.decided_at = "", "", None
    trail.note(trail.Did.not_appropriate, "feedback_request", request.public_ref, by=by, detail="taken back")
