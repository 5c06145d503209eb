"""Learning is passed on: the day those it is for were told, which can be taken back."""

from datetime import date

from sqlalchemy import update

from feedback_app import clock, trail
from feedback_app.database import db, rows_changed
from feedback_app.improvement.models import Agreed, Learning
from feedback_app.improvement.refusals import ChangedMeanwhile, DayToCome, NotAgreedYet
from feedback_app.improvement.rules import Step
from feedback_app.people.models import Person


def note_told(learning: Learning, *, told_on: date, by: Person) -> None:
    """The team, service, workforce or partners it is for were told on this day.

    Raises NotAgreedYet, DayToCome, or ChangedMeanwhile when somebody noted another day already.
    """
    if learning.state is not Agreed.agreed:
        raise NotAgreedYet
    if told_on > clock.today():
        raise DayToCome
    if learning.told_on is not None and learning.told_on != told_on:
        raise ChangedMeanwhile
    _set(learning, told_on, Step.told, by)


def take_told_back(learning: Learning, *, by: Person) -> None:
    """They were not told after all; said twice, it changes nothing more. Raises ChangedMeanwhile."""
    _set(learning, None, Step.not_told, by)


def _set(learning: Learning, told_on: date | None, step: Step, by: Person) -> None:
    if learning.told_on == told_on:
        return
    changed = rows_changed(
        update(Learning)
        .where(Learning.id == learning.id, Learning.told_on.is_not_distinct_from(learning.told_on))
        .values(told_on=told_on)
    )
    db.session.refresh(learning, ["told_on"])
    if not changed:
        raise ChangedMeanwhile
    trail.note(trail.Did.action_changed, "learning", learning.public_ref, by=by, detail=step)
