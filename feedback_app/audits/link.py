"""Put what somebody said beside the audit it was asked for, and tell the chair that it is there."""

from sqlalchemy import select

from feedback_app import clock, notices
from feedback_app.audits.models import Audit
from feedback_app.audits.requests import AuditFeedback, FeedbackRequest
from feedback_app.database import db
from feedback_app.listening.store import Response
from feedback_app.people.models import Person


def link(request: FeedbackRequest, audit: Audit, response: Response) -> AuditFeedback:
    """Link one response, once; what came after the meeting is kept and marked so (R-30)."""
    found = db.session.scalar(select(AuditFeedback).where(
        AuditFeedback.audit_id == audit.id, AuditFeedback.response_id == response.id
    ))  # fmt: skip
    if found is not None:
        return found
    said_at = response.received_at or clock.now()
    linked = AuditFeedback(
        audit_id=audit.id,
        response_id=response.id,
        linked_at=clock.now(),
        after_meeting=said_at > audit.meeting_at,
    )
    db.session.add(linked)
    request.response_id = response.id
    chair = db.session.get_one(Person, audit.chair_id)
    notices.queue(notices.NoticeKind.answers_for_audit, "audit", audit.public_ref, to=chair)
    db.session.flush()
    return linked


def link_all_that_came(*, at_most: int = 100) -> int:
    """Link what came by handed-out links, whatever audit it is for; how many responses were linked.

    Runs beside the outbox every few seconds, so that no respondent waits for it.
    """
    came = db.session.execute(
        select(FeedbackRequest, Response, Audit)
        .join(Response, Response.invitation_id == FeedbackRequest.invitation_id)
        .join(Audit, Audit.id == FeedbackRequest.audit_id)
        .where(FeedbackRequest.response_id.is_(None))
        .order_by(Response.id)
        .limit(at_most)
        .with_for_update(of=FeedbackRequest, skip_locked=True)
    ).all()
    for request, response, audit in came:
        link(request, audit, response)
    return len(came)


def link_what_came(audit: Audit) -> list[AuditFeedback]:
    """Link everything that came by handed-out links since anybody last looked; give all that is linked."""
    came = db.session.execute(
        select(FeedbackRequest, Response)
        .join(Response, Response.invitation_id == FeedbackRequest.invitation_id)
        .where(FeedbackRequest.audit_id == audit.id, FeedbackRequest.response_id.is_(None))
    )
    for request, response in came.all():
        link(request, audit, response)
    return list(
        db.session.scalars(
            select(AuditFeedback).where(AuditFeedback.audit_id == audit.id).order_by(AuditFeedback.id)
        )
    )
