"""Actions and learning that come out of an audit, kept apart."""

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from feedback_app.audits.meeting import refuse_unless_writing
from feedback_app.audits.models import Audit, AuditAction, AuditLearning
from feedback_app.database import db
from feedback_app.improvement.add import add_action, add_learning, agree, take_out
from feedback_app.improvement.models import Action, Learning, Origin, Reach
from feedback_app.people.models import Person


def act(
    audit: Audit, what: str, *, owner: Person | None, due_on: date, already_in_a_plan: bool, by: Person
) -> Action:
    """A proposed action; the same one twice is kept once. Raises what `add_action` raises."""
    refuse_unless_writing(audit, by)
    for kept in actions_of(audit):
        if (kept.what, kept.owner, kept.due_on) == (what.strip(), owner, due_on):
            return kept
    action = add_action(
        what, owner=owner, due_on=due_on, already_in_a_plan=already_in_a_plan, origin=Origin.audit, by=by
    )
    db.session.add(AuditAction(audit_id=audit.id, action=action))
    db.session.flush()
    return action


def learn(audit: Audit, what: str, *, reach: Reach, share_by: date, by: Person) -> Learning:
    """Proposed learning for a team, a service, the workforce or partners; the same twice is kept once."""
    refuse_unless_writing(audit, by)
    for kept in learning_of(audit):
        if (kept.what, kept.reach, kept.share_by) == (what.strip(), reach, share_by):
            return kept
    learning = add_learning(what, reach=reach, share_by=share_by, by=by)
    db.session.add(AuditLearning(audit_id=audit.id, learning=learning))
    db.session.flush()
    return learning


def agree_one(audit: Audit, public_ref: str, *, by: Person) -> bool:
    """Agree the action or learning with this reference; False when this audit has none such."""
    refuse_unless_writing(audit, by)
    found = one_of(audit, public_ref)
    if found is None:
        return False
    agree(found, by=by)
    return True


def take_out_one(audit: Audit, public_ref: str, *, by: Person) -> bool:
    """Remove an action or learning only proposed; False when this audit has none such."""
    refuse_unless_writing(audit, by)
    found = one_of(audit, public_ref)
    if found is None:
        return False
    link = (
        delete(AuditAction).where(AuditAction.action_id == found.id)
        if isinstance(found, Action)
        else delete(AuditLearning).where(AuditLearning.learning_id == found.id)
    )
    take_out(found, by=by)
    with db.session.no_autoflush:
        db.session.execute(link)
    return True


def actions_of(audit: Audit) -> list[Action]:
    """The audit's actions, soonest first, with their owners."""
    wanted = (
        select(Action)
        .join(AuditAction, AuditAction.action_id == Action.id)
        .where(AuditAction.audit_id == audit.id)
        .options(joinedload(Action.owner))
        .order_by(Action.due_on, Action.id)
    )
    return list(db.session.scalars(wanted))


def learning_of(audit: Audit) -> list[Learning]:
    """The audit's learning, soonest first."""
    wanted = (
        select(Learning)
        .join(AuditLearning, AuditLearning.learning_id == Learning.id)
        .where(AuditLearning.audit_id == audit.id)
        .order_by(Learning.share_by, Learning.id)
    )
    return list(db.session.scalars(wanted))


def one_of(audit: Audit, public_ref: str) -> Action | Learning | None:
    """This audit's action or learning with this reference."""
    found: list[Action | Learning] = [*actions_of(audit), *learning_of(audit)]
    return next((each for each in found if each.public_ref == public_ref), None)
