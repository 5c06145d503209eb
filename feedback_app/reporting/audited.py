"""What a quarter's learning audits came to: whether feedback was reflected, actions and learning."""

from dataclasses import dataclass

from sqlalchemy import func, select

from analysis.counts import Table, Totals
from analysis.disclosure import protect
from analysis.periods import Quarter
from analysis.safe_counts import SafeCounts
from feedback_app.audits.models import Audit, AuditAction, AuditLearning
from feedback_app.audits.requests import AuditFeedback, Reflected
from feedback_app.database import db
from feedback_app.improvement.models import Action
from feedback_app.listening.store import Response
from feedback_app.reporting.queries import held_in

SAID = "said"


@dataclass(frozen=True)
class Audited:
    """Audits held in a quarter; `reflected` is none while no meeting looked at any feedback.

    Actions and learning are work and tell of no person, so they are plain counts.
    """

    audits: int
    reflected: SafeCounts | None
    actions: int
    actions_done: int
    learning: int


def audited(quarter: Quarter) -> Audited:
    """The whole council's audits of a quarter, in two statements."""
    audits = select(func.count(Audit.id)).where(held_in(quarter))
    learning = (
        select(func.count())
        .select_from(AuditLearning)
        .join(Audit, Audit.id == AuditLearning.audit_id)
        .where(held_in(quarter))
    )
    actions = (
        select(func.count())
        .select_from(AuditAction)
        .join(Audit, Audit.id == AuditAction.audit_id)
        .join(Action, Action.id == AuditAction.action_id)
        .where(held_in(quarter))
    )
    done = actions.where(Action.done_on.is_not(None))
    counts = (wanted.scalar_subquery() for wanted in (audits, actions, done, learning))
    row = db.session.execute(select(*counts)).one()
    return Audited(row[0], _reflected(quarter), row[1], row[2], row[3])


def _reflected(quarter: Quarter) -> SafeCounts | None:
    rows = db.session.execute(
        select(AuditFeedback.reflected, func.count())
        .join(Audit, Audit.id == AuditFeedback.audit_id)
        .join(Response, Response.id == AuditFeedback.response_id)
        .where(held_in(quarter), AuditFeedback.reflected.is_not(None), Response.withdrawn_at.is_(None))
        .group_by(AuditFeedback.reflected)
    )
    counted = {row[0]: row[1] for row in rows}
    if not counted:
        return None
    cells = tuple((counted.get(each, 0),) for each in Reflected)
    return protect(Table(tuple(each.value for each in Reflected), (SAID,), cells, Totals.COLUMNS))
