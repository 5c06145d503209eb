"""Concerns as people on triage see them: only those within their reach, the most serious and oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, case, false, func, or_, select, true
from sqlalchemy.orm import joinedload

from feedback_app import clock
from feedback_app.database import db
from feedback_app.listening.store import Response
from feedback_app.people.models import Person
from feedback_app.people.roles import Holding, May, reach
from feedback_app.safeguarding.models import (
    Concern,
    ConcernStatus,
    RaisedBy,
    Severity,
    SeverityChange,
    StepReason,
)
from feedback_app.safeguarding.rules import URGENT
from feedback_app.trail import Did, Trail

OPEN = (ConcernStatus.waiting, ConcernStatus.acknowledged)

A_DOUBLE_PRESS = timedelta(seconds=20)


def visible_to(person: Person) -> ColumnElement[bool]:
    """The concerns this person may see, but none about themselves (R-37).

    One from an unknown place, and one left so long that everybody was told, is everybody's on triage.
    """
    holdings = reach(person.holdings, May.triage)
    if not holdings:
        return false()
    wanted = or_(Concern.widened_at.is_not(None), *(_reached(holding) for holding in holdings))
    return wanted & not_about(person)


def not_about(person: Person) -> ColumnElement[bool]:
    """Concerns that are not about this person (R-37)."""
    return or_(Concern.about_id.is_(None), Concern.about_id != person.id)


def _reached(holding: Holding) -> ColumnElement[bool]:
    area, locality = holding.service_area_id, holding.locality_id
    within_area = (
        true() if area is None else or_(Concern.service_area_id.is_(None), Concern.service_area_id == area)
    )
    within_locality = (
        true() if locality is None else or_(Concern.locality_id.is_(None), Concern.locality_id == locality)
    )
    return within_area & within_locality


@dataclass(frozen=True)
class Waiting:
    """How many concerns are open, how many of them are urgent and untaken, and the next time-limit."""

    open: int
    urgent: int
    next_due: datetime | None


def waiting_for(person: Person) -> Waiting:
    """What waits on this person's triage page, in one statement."""
    untaken = Concern.status == ConcernStatus.waiting
    row = db.session.execute(
        select(
            func.count(),
            func.count().filter(untaken, Concern.severity.in_(URGENT)),
            func.min(Concern.decide_by),
            func.min(Concern.acknowledge_by).filter(untaken),
        ).where(Concern.status.in_(OPEN), visible_to(person))
    ).one()
    limits = [limit for limit in row[2:] if limit is not None]
    return Waiting(row[0], row[1], min(limits, default=None))


class Sort(StrEnum):
    """How the open ones are put in order: untaken before taken and S1 before S4, or by one time only."""

    serious = "serious"
    due = "due"
    newest = "newest"


def _in_order(wanted: Select[Concern], sort: Sort) -> Select[Concern]:
    taken = Concern.status != ConcernStatus.waiting
    match sort:
        case Sort.serious:
            return wanted.order_by(taken, Concern.severity, Concern.raised_at, Concern.id)
        case Sort.due:
            clock_running = case((taken, Concern.decide_by), else_=Concern.acknowledge_by)
            return wanted.order_by(clock_running, Concern.id)
        case Sort.newest:
            return wanted.order_by(Concern.raised_at.desc(), Concern.id.desc())


def open_concerns(
    person: Person, *, at_most: int, after: int = 0, sort: Sort = Sort.serious
) -> Sequence[Concern]:
    """Those not decided, in this order."""
    wanted = select(Concern).where(Concern.status.in_(OPEN), visible_to(person))
    return _listed(_in_order(wanted, sort).limit(at_most).offset(after))


def decided_concerns(person: Person, *, at_most: int, after: int = 0) -> Sequence[Concern]:
    """Those decided, the latest first."""
    return _listed(
        select(Concern)
        .where(Concern.status == ConcernStatus.decided, visible_to(person))
        .order_by(Concern.decided_at.desc(), Concern.id.desc())
        .limit(at_most)
        .offset(after)
    )


def _listed(statement: Select[Concern]) -> Sequence[Concern]:
    return db.session.scalars(
        statement.options(joinedload(Concern.response), joinedload(Concern.acknowledged_by))
    ).all()


def concern_called(reference: str, person: Person) -> Concern | None:
    """One concern with what was said; None when there is none, or it is not this person's to see."""
    return db.session.scalar(
        select(Concern)
        .where(Concern.public_ref == reference, visible_to(person))
        .options(
            joinedload(Concern.response).selectinload(Response.answers),
            joinedload(Concern.response).joinedload(Response.edition),
            joinedload(Concern.acknowledged_by),
            joinedload(Concern.decided_by),
            joinedload(Concern.raised_by_person),
        )
        .execution_options(populate_existing=True)
    )


@dataclass(frozen=True)
class Step:
    """One line of a concern's history."""

    at: datetime
    did: Did
    who: str
    detail: str
    reason: str = ""


def history_of(concern: Concern) -> list[Step]:
    """Everything done about a concern, the first thing first, with the reasons people gave."""
    noted = db.session.execute(
        select(Trail, Person.name)
        .outerjoin(Person, Person.id == Trail.person_id)
        .where(Trail.subject == "concern", Trail.subject_ref == concern.public_ref, Trail.did != Did.viewed)
        .order_by(Trail.id)
    ).all()
    lowered = iter(
        db.session.scalars(
            select(SeverityChange.reason)
            .where(SeverityChange.concern_id == concern.id)
            .order_by(SeverityChange.id)
        )
    )
    reasons: dict[str, list[str]] = {}
    for did, words in db.session.execute(
        select(StepReason.did, StepReason.words)
        .where(StepReason.concern_id == concern.id)
        .order_by(StepReason.id.desc())
    ):
        reasons.setdefault(did, []).append(words)
    steps = []
    for line, name in noted:
        if line.did is Did.severity_changed:
            reason = next(lowered, "")
        else:
            waiting = reasons.get(line.did.value)
            reason = waiting.pop() if waiting else ""
        steps.append(Step(line.at, line.did, name or "", line.detail, reason))
    return steps


def readers_of(concern: Concern) -> Sequence[str]:
    """The names of those who opened it."""
    return db.session.scalars(
        select(Person.name)
        .join(Trail, Trail.person_id == Person.id)
        .where(Trail.subject == "concern", Trail.subject_ref == concern.public_ref, Trail.did == Did.viewed)
        .distinct()
        .order_by(Person.name)
    ).all()


def is_late(moment: datetime) -> bool:
    """Whether a time-limit has passed."""
    return moment < clock.now()


def has_open_concern(response_id: int) -> Concern | None:
    """The open concern about a response, if there is one, whoever may see it."""
    return db.session.scalar(
        select(Concern).where(Concern.response_id == response_id, Concern.status.in_(OPEN)).limit(1)
    )


def concern_of_press(press_key: str) -> Concern | None:
    """The concern one press of a button raised already, so that the same press never raises two."""
    return db.session.scalar(select(Concern).where(Concern.press_key == press_key))


def just_raised(response_id: int, severity: Severity) -> bool:
    """Whether somebody raised this a moment ago, so that a double press never raises two."""
    wanted = select(Concern.id).where(
        Concern.response_id == response_id,
        Concern.severity == severity,
        Concern.raised_by == RaisedBy.person,
        Concern.raised_at > clock.now() - A_DOUBLE_PRESS,
    )
    return db.session.scalar(wanted.limit(1)) is not None
