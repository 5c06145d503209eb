"""Whether both voices were sought before the meeting, from what was really recorded (R-30)."""

from datetime import datetime

from sqlalchemy import func, select

from feedback_app.audits.models import Audit
from feedback_app.audits.requests import Attempt, FeedbackRequest
from feedback_app.audits.rules import Facts, Sought, sought_before
from feedback_app.database import db
from feedback_app.listening.store import Response


def sought_for(audit: Audit) -> dict[int, Sought]:
    """What was done to hear each voice before the meeting, by request id; one statement."""
    rows = db.session.execute(
        select(
            FeedbackRequest.id,
            func.min(Attempt.tried_at),
            func.min(Response.received_at),
            FeedbackRequest.decided_at,
        )
        .outerjoin(Attempt, Attempt.feedback_request_id == FeedbackRequest.id)
        .outerjoin(
            Response,
            (Response.id == FeedbackRequest.response_id)
            | (Response.invitation_id == FeedbackRequest.invitation_id),
        )
        .where(FeedbackRequest.audit_id == audit.id)
        .group_by(FeedbackRequest.id, FeedbackRequest.decided_at)
    )
    return {
        request_id: sought_before(audit.meeting_at, _facts(tried, answered, decided))
        for request_id, tried, answered, decided in rows.all()
    }


def _facts(tried: datetime | None, answered: datetime | None, decided: datetime | None) -> Facts:
    return Facts(first_attempt_at=tried, answered_at=answered, not_appropriate_at=decided)
