"""Who is told when a concern is left too long: pure; each rung when the time of the one before has passed.

At once everybody on triage for the place. Not taken in time: everybody on triage, wherever they work. Still
not taken, as long again: those who lead. After that everybody again, until somebody takes it (R-38).
A concern taken and not decided in time climbs the same ladder. The time between rungs is the time there is
to take a concern so serious: minutes, by night too, for immediate danger and, out of hours, for significant
harm; working hours for the others.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from feedback_app.safeguarding.models import Severity
from feedback_app.safeguarding.rules import acknowledge_by


class Rung(IntEnum):
    """How far up somebody was told."""

    triage_there = 0
    triage_everywhere = 1
    leaders = 2


@dataclass(frozen=True)
class Climb:
    """The rung that is reached, and when the next step is due."""

    rung: Rung
    next_at: datetime


def climb(rung: int, severity: Severity, *, due_at: datetime, now: datetime) -> Climb:
    """Every rung that is due by now; at the top, the same again after as long again.

    A watch that stood still for a night climbs at once to where it should be, and tells nobody twice.
    """
    while due_at <= now and rung < Rung.leaders:
        rung += 1
        due_at = acknowledge_by(severity, due_at)
    if due_at <= now:
        due_at = acknowledge_by(severity, now)
    return Climb(Rung(rung), due_at)
