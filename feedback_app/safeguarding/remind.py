"""Nobody took a concern in time: tell everyone on triage, wherever they work (R-38)."""

from sqlalchemy import select

from feedback_app import clock, notices
from feedback_app.database import db
from feedback_app.notices import NoticeKind
from feedback_app.people.roles import Role
from feedback_app.safeguarding.models import Concern, ConcernStatus


def remind_of_overdue() -> int:
    """Queue one reminder for each concern still waiting past its time; how many were queued."""
    now = clock.now()
    overdue = db.session.scalars(
        select(Concern)
        .where(
            Concern.status == ConcernStatus.waiting,
            Concern.acknowledge_by < now,
            Concern.reminded_at.is_(None),
        )
        .order_by(Concern.severity, Concern.raised_at)
        .limit(50)
        .with_for_update(skip_locked=True)
    ).all()
    for concern in overdue:
        concern.reminded_at = now
        notices.queue(NoticeKind.concern_overdue, "concern", concern.public_ref, to=Role.safeguarding_triage)
    return len(overdue)
