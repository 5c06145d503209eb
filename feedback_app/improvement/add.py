"""Add what will be done and what was learned; both are dated, and only an action has an owner."""

from datetime import date

from feedback_app import clock, trail
from feedback_app.database import db
from feedback_app.improvement.models import Action, Agreed, Learning, Origin, Reach
from feedback_app.improvement.refusals import AlreadyAgreed, AlreadyInAPlan, NothingWritten, OwnerMissing
from feedback_app.people.models import Person
from feedback_app.people.tokens import new_reference


def add_action(
    what: str, *, owner: Person | None, due_on: date, already_in_a_plan: bool, origin: Origin, by: Person
) -> Action:
    """A proposed action about a case, owned and dated (Nottinghamshire QMF 2019, actions and learning).

    Raises AlreadyInAPlan when the case's plan has it already, NothingWritten, or OwnerMissing.
    """
    if already_in_a_plan:
        raise AlreadyInAPlan
    if not what.strip():
        raise NothingWritten
    if owner is None or not owner.active:
        raise OwnerMissing
    action = Action(
        public_ref=new_reference(),
        what=what.strip(),
        owner_id=owner.id,
        due_on=due_on,
        origin=origin,
        made_at=clock.now(),
    )
    db.session.add(action)
    trail.note(trail.Did.action_added, "action", action.public_ref, by=by)
    return action


def add_learning(what: str, *, reach: Reach, share_by: date, by: Person) -> Learning:
    """Proposed learning, with whom it is for and by when they hear it. Raises NothingWritten."""
    if not what.strip():
        raise NothingWritten
    learning = Learning(
        public_ref=new_reference(),
        what=what.strip(),
        reach=reach,
        share_by=share_by,
        made_at=clock.now(),
    )
    db.session.add(learning)
    trail.note(trail.Did.learning_added, "learning", learning.public_ref, by=by)
    return learning


def agree(what: Action | Learning, *, by: Person) -> None:
    """Proposed becomes agreed; agreeing twice adds nothing (R-54)."""
    if what.state is Agreed.agreed:
        return
    what.state = Agreed.agreed
    trail.note(trail.Did.action_changed, what.__tablename__, what.public_ref, by=by, detail="agreed")


def take_out(what: Action | Learning, *, by: Person) -> None:
    """Remove something only proposed. Raises AlreadyAgreed once it was agreed."""
    if what.state is Agreed.agreed:
        raise AlreadyAgreed
    trail.note(trail.Did.action_changed, what.__tablename__, what.public_ref, by=by, detail="taken out")
    db.session.delete(what)
