"""Take a concern, decide it, or say that it is more or less serious than it seemed.

Every deed names the `changes` its page was drawn from; when somebody was first, SomebodyWasFirst is raised
and nothing is stored.
"""

from sqlalchemy import update

from feedback_app import clock, notices, trail
from feedback_app.database import db, rows_changed
from feedback_app.notices import NoticeKind
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.safeguarding.models import Concern, ConcernStatus, Decision, Severity, SeverityChange
from feedback_app.safeguarding.refusals import AlreadyDecided, NothingChanges, ReasonNeeded, SomebodyWasFirst
from feedback_app.safeguarding.rules import URGENT, Clocks, clocks_after, is_lower


def acknowledge(concern: Concern, by: Person, *, changes: int) -> None:
    """Say that this person has it now. Raises SomebodyWasFirst, AlreadyDecided."""
    _be_first(concern, changes)
    _take(concern, by)


def decide(concern: Concern, decision: Decision, reason: str, by: Person, *, changes: int) -> None:
    """Say what is done and why. Raises SomebodyWasFirst, AlreadyDecided, ReasonNeeded."""
    if not reason.strip():
        raise ReasonNeeded
    _be_first(concern, changes)
    if concern.status is ConcernStatus.waiting:
        _take(concern, by)
    concern.status = ConcernStatus.decided
    concern.decision, concern.reason = decision, reason.strip()
    concern.decided_by_id, concern.decided_at = by.id, clock.now()
    trail.note(trail.Did.concern_decided, "concern", concern.public_ref, by=by, detail=decision.value)


def change_severity(concern: Concern, after: Severity, reason: str, by: Person, *, changes: int) -> None:
    """Raise it, or lower it with a reason (R-36).

    Raises NothingChanges, ReasonNeeded, SomebodyWasFirst, AlreadyDecided.
    """
    before = concern.severity
    if after is before:
        raise NothingChanges
    if is_lower(before, after) and not reason.strip():
        raise ReasonNeeded
    _be_first(concern, changes)
    now = clock.now()
    was = Clocks(concern.acknowledge_by, concern.decide_by)
    clocks = clocks_after(was, before, after, raised_at=concern.raised_at, now=now)
    concern.severity = after
    concern.acknowledge_by, concern.decide_by = clocks.acknowledge_by, clocks.decide_by
    db.session.add(
        SeverityChange(
            concern_id=concern.id, before=before, after=after, by_id=by.id, at=now, reason=reason.strip()
        )
    )
    trail.note(
        trail.Did.severity_changed, "concern", concern.public_ref, by=by, detail=f"{before} to {after}"
    )
    if after in URGENT and before not in URGENT and concern.status is ConcernStatus.waiting:
        notices.queue(
            NoticeKind.concern_raised,
            "concern",
            concern.public_ref,
            to=Role.safeguarding_triage,
            place=Place(concern.service_area_id, concern.locality_id),
        )


def _take(concern: Concern, by: Person) -> None:
    concern.status = ConcernStatus.acknowledged
    concern.acknowledged_by_id, concern.acknowledged_at = by.id, clock.now()
    trail.note(trail.Did.concern_acknowledged, "concern", concern.public_ref, by=by)


def _be_first(concern: Concern, changes: int) -> None:
    """Claim the next change of this concern; from here on nobody else can change it until we are done."""
    claimed = rows_changed(
        update(Concern)
        .where(Concern.id == concern.id, Concern.changes == changes)
        .values(changes=changes + 1)
    )
    db.session.refresh(concern)
    if not claimed:
        raise SomebodyWasFirst
    if concern.status is ConcernStatus.decided:
        raise AlreadyDecided
