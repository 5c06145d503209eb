"""Sign an audit off: the responsible service manager, once feedback was considered; then nothing changes."""

from feedback_app import clock, trail
from feedback_app.audits.act import actions_of, learning_of
from feedback_app.audits.compliance import sought_for
from feedback_app.audits.link import link_what_came
from feedback_app.audits.models import Audit, AuditStatus
from feedback_app.audits.refusals import (
    AlreadySignedOff,
    FeedbackNotConsidered,
    MissingFeedbackNeedsReason,
    NotTheResponsibleManager,
    NotYetHeld,
)
from feedback_app.audits.rules import is_complete
from feedback_app.database import db
from feedback_app.improvement.add import agree
from feedback_app.improvement.models import Action, Learning
from feedback_app.people.models import Person


def sign_off(audit: Audit, *, by: Person, why_not_complete: str = "") -> None:
    """Agree what is still proposed, and lock the audit (Nottinghamshire QMF 2019, roles).

    Raises AlreadySignedOff, NotTheResponsibleManager, NotYetHeld, FeedbackNotConsidered (NB-39) or
    MissingFeedbackNeedsReason (R-30).
    """
    if audit.status is AuditStatus.signed_off:
        raise AlreadySignedOff
    if by.id != audit.responsible_id or by.id == audit.chair_id:
        raise NotTheResponsibleManager
    if audit.status is not AuditStatus.held:
        raise NotYetHeld
    if any(feedback.reflected is None for feedback in link_what_came(audit)):
        raise FeedbackNotConsidered
    complete = is_complete(sought_for(audit).values())
    if not complete and not why_not_complete.strip():
        raise MissingFeedbackNeedsReason
    came_of_it: list[Action | Learning] = [*actions_of(audit), *learning_of(audit)]
    for each in came_of_it:
        agree(each, by=by)
    audit.feedback_complete = complete
    audit.why_not_complete = "" if complete else why_not_complete.strip()
    audit.signed_off_by_id = by.id
    audit.signed_off_at = clock.now()
    audit.status = AuditStatus.signed_off
    db.session.flush()
    trail.note(
        trail.Did.audit_signed_off,
        "audit",
        audit.public_ref,
        by=by,
        detail="" if complete else "feedback was not sought from everybody",
    )
