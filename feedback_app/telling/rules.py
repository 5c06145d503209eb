"""How far a theme has come, what may come next, and when it has waited too long: pure."""

from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from analysis.periods import Quarter
from analysis.safe_counts import Shown
from feedback_app.clock import LONDON
from surveys.child_checks import OLDEST
from surveys.reading_level import reading_age


class Decision(StrEnum):
    """What was decided about what people said."""

    act = "act"
    cannot = "cannot"


class Outcome(StrEnum):
    """What was decided about one response (LI-78)."""

    taken_up = "taken_up"
    answered = "answered"
    no_action = "no_action"


class Stage(StrEnum):
    """The cycle of a theme, in its order (LI-02)."""

    heard = "heard"
    analysed = "analysed"
    decided = "decided"
    acted = "acted"
    told = "told"


class Step(StrEnum):
    """What the trail says happened to a theme, in its own words."""

    analysed = "analysed"
    decided_to_act = "decided to act"
    decided_not_to = "decided that we cannot"
    action_linked = "action linked"
    action_taken_off = "action taken off"
    acted = "acted"
    not_acted = "not acted after all"
    written = "written"
    published = "published"
    taken_back = "taken back"


UNDECIDED = frozenset({Stage.heard, Stage.analysed})
EASY_UNTIL, YOUNGEST, GROWN_UP = 9, 5, 12


class Moved(Protocol):
    """What of a theme's row tells how far it has come."""

    decision: Decision | None
    decided_at: datetime | None
    analysed_at: datetime
    acted_at: datetime | None
    told_at: datetime | None


def stage_of(it: Moved | None) -> Stage:
    """A theme without a row was heard, and nothing more. "We cannot" goes from decided straight to told."""
    if it is None:
        return Stage.heard
    if it.told_at is not None:
        return Stage.told
    if it.acted_at is not None:
        return Stage.acted
    return Stage.analysed if it.decision is None else Stage.decided


def since(it: Moved | None, quarter: Quarter) -> date:
    """The day its stage began; what was heard in a quarter counts from the quarter's last day."""
    if it is None:
        return quarter.ends
    moved = it.told_at or it.acted_at or it.decided_at or it.analysed_at
    return moved.astimezone(LONDON).date()


def is_late(stage: Stage, quarter: Quarter, today: date, within_days: int) -> bool:
    """Nobody decided in so many days after the quarter ended (LI-78)."""
    return stage in UNDECIDED and (today - quarter.ends).days > within_days


def may_write(it: Moved) -> bool:
    """Words are written once there is something to tell: it was done, or it cannot be."""
    return it.acted_at is not None or it.decision is Decision.cannot


def enough_to_tell(count: Shown) -> bool:
    """Only what enough people said is told: a number that is kept back, or none, is not."""
    return isinstance(count, int) and count > 0


def reads_from(*texts: str) -> int:
    """From about which age English texts can be read, in whole years."""
    return max(round(reading_age(*texts)), YOUNGEST)


def readable_at(reader: str) -> int:
    """The age a reason must be readable at, by whose wording somebody was asked in (LI-78).

    Children as in every survey: 9, and 12 for young people. Adults are written to as plainly as those.
    """
    return {each.value: age for each, age in OLDEST.items()}.get(reader, GROWN_UP)


def is_too_hard(reason: str, reader: str) -> bool:
    return reads_from(reason) > readable_at(reader)
