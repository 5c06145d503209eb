"""What waits for somebody in audits: meetings to chair, sign-offs to give, and voices still to be heard."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from feedback_app.audits.models import Audit, AuditStatus
from feedback_app.audits.owed import owed_by, state_of
from feedback_app.database import db
from feedback_app.people.models import Person


@dataclass(frozen=True)
class AuditsWaiting:
    """How many audits, and when the first of their meetings is or was."""

    count: int
    first_meeting_at: datetime | None


def to_chair(person: Person) -> AuditsWaiting:
    """Audits planned with this person in the chair."""
    return _count(Audit.chair_id == person.id, Audit.status == AuditStatus.planned)


def to_sign_off(person: Person) -> AuditsWaiting:
    """Audits held that this person is responsible for and has not signed off."""
    return _count(Audit.responsible_id == person.id, Audit.status == AuditStatus.held)


def to_collect(person: Person) -> AuditsWaiting:
    """Feedback this practice lead still has to collect, and the first meeting it is for."""
    open_ones = [request for request in owed_by(person) if not state_of(request).is_over]
    return AuditsWaiting(len(open_ones), min((r.audit.meeting_at for r in open_ones), default=None))


def _count(*conditions: ColumnElement[bool]) -> AuditsWaiting:
    row = db.session.execute(select(func.count(), func.min(Audit.meeting_at)).where(*conditions)).one()
    return AuditsWaiting(row[0], row[1])
