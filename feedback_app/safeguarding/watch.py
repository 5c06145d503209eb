"""No concern is forgotten: tell whoever must know next, as long as one is left (R-38)."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from feedback_app import clock, notices, trail
from feedback_app.database import db, rows_changed
from feedback_app.notices import NoticeKind
from feedback_app.notices.recipients import Found, holders
from feedback_app.people.models import Person, RoleHeld
from feedback_app.people.roles import Place, Role
from feedback_app.safeguarding.escalation import Escalation
from feedback_app.safeguarding.ladder import Climb, Rung, climb
from feedback_app.safeguarding.models import Concern, ConcernStatus
from feedback_app.safeguarding.rules import acknowledge_by
from feedback_app.safeguarding.tell import notice_of, tell
from feedback_app.safeguarding.who_is_told import Addressee, Told

AT_ONCE = 50
Step = Callable[[], int]


def watch() -> int:
    """Take every step that is due by now; how many concerns and people were seen to."""
    return sum(step() for step_of in KINDS_OF_STEP for step in step_of())


def _to_widen() -> Sequence[Step]:
    return [_widen_what_nobody_reaches]


def _to_climb() -> Sequence[Step]:
    due = (
        select(Concern)
        .where(Concern.next_step_at <= clock.now())
        .order_by(Concern.severity, Concern.next_step_at)
        .limit(AT_ONCE)
    )
    return [partial(_climb, concern) for concern in db.session.scalars(due)]


def _climb(concern: Concern) -> bool:
    """Take the steps that are due, unless another watch was first; never touches `changes`, so that nobody
    who is writing a decision meanwhile is refused.
    """
    if concern.next_step_at is None:
        return False
    before = concern.rung
    step = climb(before, concern.severity, due_at=concern.next_step_at, now=clock.now())
    if not _claim(concern, step):
        return False
    taken = concern.status is ConcernStatus.acknowledged
    kind = NoticeKind.concern_undecided if taken else NoticeKind.concern_overdue
    notices.queue(
        kind, "concern", concern.public_ref, to=Role.safeguarding_triage, except_person_id=concern.about_id
    )
    trail.note(
        trail.Did.concern_escalated,
        "concern",
        concern.public_ref,
        detail=f"{concern.status} {step.rung.name}",
    )
    if before < Rung.leaders <= step.rung:
        _tell_leaders(concern)
    return True


def _claim(concern: Concern, step: Climb) -> bool:
    claimed = rows_changed(
        update(Concern)
        .where(
            Concern.id == concern.id,
            Concern.next_step_at == concern.next_step_at,
            Concern.status == concern.status,
        )
        .values(rung=int(step.rung), next_step_at=step.next_at, widened_at=concern.widened_at or clock.now())
    )
    db.session.refresh(concern)
    return bool(claimed)


def _tell_leaders(concern: Concern) -> None:
    """Directors, and the service managers of the place when it is known; else administrators."""
    place = Place(concern.service_area_id, concern.locality_id)
    for person in _leaders(place, concern.about_id):
        tell(concern, Told.leader, Addressee(person.name, person.email), person=person)


def _leaders(place: Place, but_not: int | None) -> Iterator[Person]:
    roles = (Role.director, Role.service_manager) if place.service_area_id else (Role.director,)
    found = [holders(role, place, but_not=but_not) for role in roles]
    meant = [one for one in found if one.found is Found.as_meant] or found
    yield from {person.id: person for one in meant for person in one.people}.values()


def _to_remind() -> Sequence[Step]:
    """Send again what a person told by name has not acknowledged in time."""
    due = (
        select(Escalation, Concern)
        .join(Concern, Concern.id == Escalation.concern_id)
        .where(Escalation.remind_at <= clock.now())
        .order_by(Escalation.remind_at)
        .limit(AT_ONCE)
    )
    return [partial(_remind, told, concern) for told, concern in db.session.execute(due)]


def _remind(told: Escalation, concern: Concern) -> bool:
    claimed = rows_changed(
        update(Escalation)
        .where(Escalation.id == told.id, Escalation.remind_at == told.remind_at)
        .values(remind_at=acknowledge_by(concern.severity, clock.now()))
    )
    db.session.refresh(told)
    if not claimed:
        return False
    notice_of(told)
    return True


def _widen_what_nobody_reaches() -> int:
    """Let everybody on triage see what nobody on triage reaches, since everybody is told of it."""
    reached = exists().where(
        RoleHeld.role == Role.safeguarding_triage,
        RoleHeld.person_id == Person.id,
        Person.active,
        or_(Concern.service_area_id.is_(None), _covers(RoleHeld.service_area_id, Concern.service_area_id)),
        or_(Concern.locality_id.is_(None), _covers(RoleHeld.locality_id, Concern.locality_id)),
    )
    return rows_changed(
        update(Concern)
        .where(Concern.next_step_at.is_not(None), Concern.widened_at.is_(None), ~reached)
        .values(widened_at=clock.now())
    )


def _covers(
    held: InstrumentedAttribute[int | None], place: InstrumentedAttribute[int | None]
) -> ColumnElement[bool]:
    return or_(held.is_(None), held == place)


KINDS_OF_STEP: tuple[Callable[[], Sequence[Step]], ...] = (_to_widen, _to_climb, _to_remind)
"""What is looked for, in this order; each gives the steps that are due, to be taken one by one."""
