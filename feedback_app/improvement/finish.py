"""An action is done when its owner says so and what changed, and closed when another person confirms it.

Each deed is told the mark of what the page showed (`mark_of`): another mark means that somebody moved the
action on meanwhile, and then nothing is overwritten. Asking again for what already stands notes nothing.
"""

from datetime import date

from sqlalchemy import update

from feedback_app import clock, notices, trail
from feedback_app.database import db, rows_changed
from feedback_app.improvement.models import Action, Agreed
from feedback_app.improvement.queries import history_of
from feedback_app.improvement.refusals import (
    AlreadyConfirmed,
    ChangedMeanwhile,
    ChangeMissing,
    DayToCome,
    NotAgreedYet,
    NotDoneYet,
    NotTheOwner,
    OwnerCannotConfirm,
)
from feedback_app.improvement.rules import Because, Step
from feedback_app.notices import NoticeKind
from feedback_app.people.models import Person
from feedback_app.people.tokens import digest


def mark_of(action: Action) -> str:
    """A mark of how the action stands now, for the page to send back."""
    return digest(f"{action.done_on} {action.confirmed_by_id} {action.impact}")[:16]


def mark_done(action: Action, *, done_on: date, impact: str, by: Person, seen: str) -> None:
    """The owner says on which day it was done and what changed for the child (R-56).

    Raises NotTheOwner, NotAgreedYet, DayToCome, ChangeMissing, AlreadyConfirmed or ChangedMeanwhile.
    """
    if action.owner_id != by.id:
        raise NotTheOwner
    if action.state is not Agreed.agreed:
        raise NotAgreedYet
    if done_on > clock.today():
        raise DayToCome
    if not (impact := impact.strip()):
        raise ChangeMissing
    if (action.done_on, action.impact) == (done_on, impact):
        return
    if action.confirmed_by_id is not None:
        raise AlreadyConfirmed
    if action.done_on is not None:
        raise ChangedMeanwhile
    _move(action, seen, done_on=done_on, impact=impact)
    _note(action, Step.done, by)


def take_done_back(action: Action, *, by: Person, seen: str) -> None:
    """The owner says that it is not done after all; what they wrote stays to be mended.

    Raises NotTheOwner, AlreadyConfirmed or ChangedMeanwhile.
    """
    if action.owner_id != by.id:
        raise NotTheOwner
    if action.confirmed_by_id is not None:
        raise AlreadyConfirmed
    if action.done_on is None:
        return
    _move(action, seen, done_on=None)
    _note(action, Step.taken_back, by)


def confirm(action: Action, *, by: Person, seen: str) -> None:
    """Another person confirms what the owner did (NB-42); the caller has asked whether they may, there.

    Raises NotDoneYet, OwnerCannotConfirm, ChangeMissing or ChangedMeanwhile.
    """
    _refuse_unless_done_by_another(action, by)
    if action.confirmed_by_id is not None:
        return
    if not action.impact:
        raise ChangeMissing
    _move(action, seen, confirmed_by_id=by.id)
    _note(action, Step.confirmed, by)


def send_back(action: Action, because: Because, *, by: Person, seen: str) -> None:
    """Another person sends it back to its owner, who is told, sees why and keeps what they wrote.

    Raises OwnerCannotConfirm, AlreadyConfirmed or ChangedMeanwhile.
    """
    if action.confirmed_by_id is not None:
        raise AlreadyConfirmed
    if action.done_on is None:
        return
    _refuse_unless_done_by_another(action, by)
    _move(action, seen, done_on=None)
    _note(action, Step.sent_back, by, because)
    owner = db.session.get_one(Person, action.owner_id)
    notices.queue(NoticeKind.action_returned, Action.__tablename__, action.public_ref, to=owner)


def record_in_supervision(action: Action, *, by: Person) -> None:
    """Note that supervision notes carry it (NB-41); once a day for each person. Raises NotAgreedYet."""
    if action.state is not Agreed.agreed:
        raise NotAgreedYet
    since_midnight = clock.start_of(clock.today())
    noted = (line for line in history_of(action) if line.step is Step.in_supervision)
    if any(line.by_id == by.id and line.at >= since_midnight for line in noted):
        return
    _note(action, Step.in_supervision, by)


def _refuse_unless_done_by_another(action: Action, by: Person) -> None:
    if action.done_on is None:
        raise NotDoneYet
    if action.owner_id == by.id:
        raise OwnerCannotConfirm


def _move(action: Action, seen: str, **values: date | int | str | None) -> None:
    """Change the row only as it was loaded, so that of two people at the same moment one is told."""
    if seen != mark_of(action):
        raise ChangedMeanwhile
    as_loaded = (
        Action.done_on.is_not_distinct_from(action.done_on),
        Action.confirmed_by_id.is_not_distinct_from(action.confirmed_by_id),
        Action.impact == action.impact,
    )
    changed = rows_changed(update(Action).where(Action.id == action.id, *as_loaded).values(**values))
    db.session.refresh(action, ["done_on", "confirmed_by_id", "impact"])
    if not changed:
        raise ChangedMeanwhile


def _note(action: Action, step: Step, by: Person, because: Because | None = None) -> None:
    detail = f"{step}: {because}" if because else step.value
    trail.note(trail.Did.action_changed, "action", action.public_ref, by=by, detail=detail)
