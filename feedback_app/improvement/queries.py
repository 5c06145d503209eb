"""Where actions and learning stand, what happened to each, and what waits for its owner."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, case, func, select

from feedback_app import clock
from feedback_app.database import db
from feedback_app.improvement.models import Action, Agreed, Learning
from feedback_app.improvement.rules import Because, Sharing, Stage, Step
from feedback_app.people.models import Person
from feedback_app.trail import Trail


def stage_now() -> ColumnElement[str]:
    """The Stage of each action, as the database tells it today: the one place that decides it."""
    return case(
        (Action.confirmed_by_id.is_not(None), Stage.confirmed.value),
        (Action.done_on.is_not(None), Stage.done.value),
        (Action.due_on < clock.today(), Stage.overdue.value),
        else_=Stage.open.value,
    )


def sharing_now() -> ColumnElement[str]:
    """The Sharing of each piece of learning, as the database tells it today."""
    return case(
        (Learning.told_on.is_not(None), Sharing.told.value),
        (Learning.share_by < clock.today(), Sharing.late.value),
        else_=Sharing.to_tell.value,
    )


@dataclass(frozen=True)
class Happened:
    """One line of an action's or of learning's story."""

    step: Step
    because: Because | None
    at: datetime
    by_id: int | None
    by_name: str


def history_of(what: Action | Learning) -> list[Happened]:
    """What was done with it since it was agreed, oldest first."""
    rows = db.session.execute(
        select(Trail.detail, Trail.at, Trail.person_id, Person.name)
        .outerjoin(Person, Person.id == Trail.person_id)
        .where(Trail.subject == what.__tablename__, Trail.subject_ref == what.public_ref)
        .order_by(Trail.id)
    )
    found = []
    for detail, at, by_id, by_name in rows:
        step, because = _read(detail)
        if step is not None:
            found.append(Happened(step, because, at, by_id, by_name or ""))
    return found


def _read(detail: str) -> tuple[Step | None, Because | None]:
    step, _colon, because = detail.partition(": ")
    return (
        Step(step) if step in set(Step) else None,
        Because(because) if because in set(Because) else None,
    )


def sent_back_among(references: Iterable[str]) -> frozenset[str]:
    """Of these actions, those whose last word on being done was that they were sent back."""
    rows = db.session.execute(
        select(Trail.subject_ref, Trail.detail)
        .where(Trail.subject == Action.__tablename__, Trail.subject_ref.in_(list(references)))
        .order_by(Trail.id)
    )
    last = {
        reference: step
        for reference, detail in rows
        if (step := _read(detail)[0]) not in (None, Step.in_supervision)
    }
    return frozenset(reference for reference, step in last.items() if step is Step.sent_back)


@dataclass(frozen=True)
class ActionsWaiting:
    """How many actions, and the first day one of them is or was due."""

    count: int
    first_due_on: date | None


def to_finish(person: Person) -> ActionsWaiting:
    """Agreed actions this person owns and has not done."""
    row = db.session.execute(
        select(func.count(), func.min(Action.due_on)).where(
            Action.owner_id == person.id, Action.state == Agreed.agreed, Action.done_on.is_(None)
        )
    ).one()
    return ActionsWaiting(row[0], row[1])
