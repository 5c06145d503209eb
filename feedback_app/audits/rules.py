"""What must be true of a learning audit: who chairs, when people are asked, and what was sought; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from feedback_app.audits.refusals import (
    ChairFromAnotherServiceArea,
    ChairIsResponsible,
    NotAServiceManagerThere,
    Refused,
)
from feedback_app.people.roles import Holding, Role


def manages(holdings: Iterable[Holding], service_area_id: int) -> bool:
    """Whether these roles make somebody a service manager of this service area, in any locality."""
    return any(
        held.role is Role.service_manager and held.service_area_id in (None, service_area_id)
        for held in holdings
    )


def refusal_of_chair(
    chair_id: int,
    chair_holds: Iterable[Holding],
    responsible_id: int,
    responsible_holds: Iterable[Holding],
    service_area_id: int,
) -> Refused | None:
    """Why these two cannot chair and be responsible, or None (Nottinghamshire QMF 2019, roles)."""
    if chair_id == responsible_id:
        return ChairIsResponsible()
    if not manages(chair_holds, service_area_id):
        return ChairFromAnotherServiceArea()
    if not manages(responsible_holds, service_area_id):
        return NotAServiceManagerThere()
    return None


def is_late(sent_on: date, meeting_on: date, invite_days: int) -> bool:
    """Whether invitations sent on this day come later than the framework allows."""
    return (meeting_on - sent_on).days < invite_days


class Sought(StrEnum):
    """What was done to hear one voice, as it stands for compliance."""

    heard = "heard"
    tried = "tried"
    not_appropriate = "not_appropriate"
    missing = "missing"

    @property
    def is_enough(self) -> bool:
        return self is not Sought.missing


@dataclass(frozen=True)
class Facts:
    """When each thing happened for one request; None means it did not."""

    first_attempt_at: datetime | None = None
    answered_at: datetime | None = None
    not_appropriate_at: datetime | None = None


def sought_before(meeting_at: datetime, facts: Facts) -> Sought:
    """What counts before the meeting; whatever came later is kept but does not count (NB-22, NB-38)."""
    in_time = [
        (Sought.heard, facts.answered_at),
        (Sought.tried, facts.first_attempt_at),
        (Sought.not_appropriate, facts.not_appropriate_at),
    ]
    return next((what for what, at in in_time if at is not None and at <= meeting_at), Sought.missing)


def is_complete(sought: Iterable[Sought]) -> bool:
    """Whether every voice was heard, tried for, or judged not appropriate; none at all is not complete."""
    each = list(sought)
    return bool(each) and all(one.is_enough for one in each)


class Shown(StrEnum):
    """How much of the words the people at the meeting may see."""

    words = "words"
    not_the_worker = "not_the_worker"
    main_points = "main_points"


MEETING_QUESTION = "LY4"


def shown_to_meeting(was_asked: bool, chosen: str | None) -> Shown:
    """What the young person allowed; leaving the question out means the main points only."""
    if not was_asked or chosen == "yes":
        return Shown.words
    return Shown.not_the_worker if chosen == "not_worker" else Shown.main_points
