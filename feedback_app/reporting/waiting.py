"""Reports that wait for somebody's approval."""

from sqlalchemy import func, select

from feedback_app.database import db
from feedback_app.people.models import Person
from feedback_app.reporting.models import Report, ReportStatus


def to_approve(person: Person) -> int:
    """How many reports wait for approval by somebody other than those who compiled them."""
    waiting = select(func.count()).where(
        Report.status == ReportStatus.waiting, Report.compiled_by_id != person.id
    )
    return db.session.scalar(waiting) or 0
