"""Take a concern, give it back, decide it, open it again, or say that it is more or less serious.

Every deed names the `changes` its page was drawn from; when somebody was first, SomebodyWasFirst is raised
and nothing is stored.
"""

from sqlalchemy import update

from feedback_app import clock, notices, trail
from feedback_app.database import db, rows_changed
from feedback_app.notices import NoticeKind
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.safeguarding.ladder import Rung
from feedback_app.safeguarding.models import (
    Concern,
    ConcernStatus,
    Decision,
    Severity,
    SeverityChange,
    StepReason,
)
from feedback_app.safeguarding.refusals import (
    AlreadyDecided,
    NobodyHasIt,
    NotDecided,
    NothingChanges,
    ReasonNeeded,
    SomebodyWasFirst,
)
from feedback_app.safeguarding.rules import (
    URGENT,
    Clocks,
    acknowledge_by,
    clocks_after,
    decide_by,
    is_lower,
)
from feedback_app.safeguarding.tell import stop_reminding_leaders


def acknowledge(concern: Concern, by: Person, *, changes: int) -> None:
    """Say that this person has it now, whoever had it before. Raises SomebodyWasFirst, AlreadyDecided."""
    _be_first(concern, changes)
    _take(concern, by)


def hand_back(concern: Concern, reason: str, by: Person, *, changes: int) -> None:
    """Nobody has it any more: everybody on triage is told again, and the clock to take it starts anew.

    Raises SomebodyWasFirst, AlreadyDecided, ReasonNeeded, NobodyHasIt.
    """
    _need(reason)
    _be_first(concern, changes)
    if concern.status is not ConcernStatus.acknowledged:
        raise NobodyHasIt
    _wait_again(concern)
    _note_with_reason(concern, trail.Did.concern_handed_back, reason, by)


def reopen(concern: Concern, reason: str, by: Person, *, changes: int) -> None:
    """A decision was wrong, or something new is known: it waits again, as if it had been raised now.

    The decision before and its reason stay in the history. Raises SomebodyWasFirst, NotDecided, ReasonNeeded.
    """
    _need(reason)
    _claim(concern, changes)
    if concern.status is not ConcernStatus.decided:
        raise NotDecided
    concern.decision, concern.reason = None, ""
    concern.decided_by_id = concern.decided_at = None
    concern.decide_by = decide_by(concern.severity, clock.now())
    _wait_again(concern)
    _note_with_reason(concern, trail.Did.concern_reopened, reason, by)


def decide(concern: Concern, decision: Decision, reason: str, by: Person, *, changes: int) -> None:
    """Say what is done and why. Raises SomebodyWasFirst, AlreadyDecided, ReasonNeeded."""
    _need(reason)
    _be_first(concern, changes)
    if concern.status is ConcernStatus.waiting:
        _take(concern, by)
    concern.status = ConcernStatus.decided
    concern.decision, concern.reason = decision, reason.strip()
    concern.decided_by_id, concern.decided_at = by.id, clock.now()
    concern.next_step_at = None
    _note_with_reason(concern, trail.Did.concern_decided, reason, by, detail=decision.value)


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
    _start_the_ladder(concern)
    db.session.add(
        SeverityChange(
            concern_id=concern.id, before=before, after=after, by_id=by.id, at=now, reason=reason.strip()
        )
    )
    trail.note(
        trail.Did.severity_changed, "concern", concern.public_ref, by=by, detail=f"{before} to {after}"
    )
    if after in URGENT and before not in URGENT and concern.status is ConcernStatus.waiting:
        _tell_triage(concern)


def _take(concern: Concern, by: Person) -> None:
    concern.status = ConcernStatus.acknowledged
    concern.acknowledged_by_id, concern.acknowledged_at = by.id, clock.now()
    _start_the_ladder(concern)
    stop_reminding_leaders(concern)
    trail.note(trail.Did.concern_acknowledged, "concern", concern.public_ref, by=by)


def _wait_again(concern: Concern) -> None:
    concern.status = ConcernStatus.waiting
    concern.acknowledged_by_id = concern.acknowledged_at = None
    concern.acknowledge_by = acknowledge_by(concern.severity, clock.now())
    _start_the_ladder(concern)
    _tell_triage(concern)


def _start_the_ladder(concern: Concern) -> None:
    """From the bottom; the next step is due when the clock that runs now has run out."""
    taken = concern.status is ConcernStatus.acknowledged
    concern.rung = Rung.triage_there.value
    concern.next_step_at = concern.decide_by if taken else concern.acknowledge_by


def _tell_triage(concern: Concern) -> None:
    notices.queue(
        NoticeKind.concern_raised,
        "concern",
        concern.public_ref,
        to=Role.safeguarding_triage,
        place=Place(concern.service_area_id, concern.locality_id),
        except_person_id=concern.about_id,
    )


def _note_with_reason(concern: Concern, did: trail.Did, reason: str, by: Person, *, detail: str = "") -> None:
    db.session.add(StepReason(concern_id=concern.id, did=did.value, words=reason.strip()))
    trail.note(did, "concern", concern.public_ref, by=by, detail=detail)


def _need(reason: str) -> None:
    if not reason.strip():
        raise ReasonNeeded


def _be_first(concern: Concern, changes: int) -> None:
    _claim(concern, changes)
    if concern.status is ConcernStatus.decided:
        raise AlreadyDecided


def _claim(concern: Concern, changes: int) -> None:
    """Claim the next change of this concern; from here on nobody else can change it until we are done."""
    claimed = rows_changed(
        update(Concern)
        .where(Concern.id == concern.id, Concern.changes == changes)
        .values(changes=changes + 1)
    )
    db.session.refresh(concern)
    if not claimed:
        raise SomebodyWasFirst
