"""An action is done when its owner says so, and finished when another person confirms it."""

from datetime import date

from feedback_app import trail
from feedback_app.improvement.models import Action
from feedback_app.improvement.refusals import NotDoneYet, OwnerCannotConfirm
from feedback_app.people.models import Person


def mark_done(action: Action, *, done_on: date, by: Person) -> None:
    """Note the day it was done."""
    action.done_on = done_on
    trail.note(trail.Did.action_changed, "action", action.public_ref, by=by, detail="done")


def confirm(action: Action, *, by: Person, impact: str = "") -> None:
    """Confirm that it is done. Raises NotDoneYet, or OwnerCannotConfirm for the owner."""
    if action.done_on is None:
        raise NotDoneYet
    if action.owner_id == by.id:
        raise OwnerCannotConfirm
    action.confirmed_by_id = by.id
    action.impact = impact.strip()
    trail.note(trail.Did.action_changed, "action", action.public_ref, by=by, detail="confirmed")
