"""How serious something is, and by when a person must have seen it and decided: pure, times in UTC.

The times are those proposed in the severity table of the safeguarding design: S1 within minutes on any day,
the others in working time (Monday to Friday, 9 to 17, London, without bank holidays).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from analysis.working_days import is_working_day
from feedback_app.clock import LONDON
from feedback_app.safeguarding.models import Severity

OPENS, CLOSES = time(9), time(17)
DAY = timedelta(hours=8)
ACKNOWLEDGE = {
    Severity.S1: timedelta(minutes=15),
    Severity.S2: timedelta(hours=1),
    Severity.S3: timedelta(hours=4),
    Severity.S4: 2 * DAY,
}
URGENT = (Severity.S1, Severity.S2)
DECIDE = {Severity.S1: timedelta(hours=1), Severity.S2: DAY, Severity.S3: DAY, Severity.S4: 5 * DAY}


def worst(found: Iterable[Severity]) -> Severity | None:
    """The most serious of these; None when there are none."""
    return min(found, default=None, key=lambda severity: severity.value)


def working_time_after(moment: datetime, amount: timedelta) -> datetime:
    """The moment when this much working time has passed."""
    here = moment.astimezone(LONDON)
    while True:
        opens = datetime.combine(here.date(), OPENS, LONDON)
        closes = datetime.combine(here.date(), CLOSES, LONDON)
        if is_working_day(here.date()) and here < closes:
            here = max(here, opens)
            if here + amount <= closes:
                return (here + amount).astimezone(moment.tzinfo)
            amount -= closes - here
        here = datetime.combine(here.date() + timedelta(days=1), OPENS, LONDON)


def _counts_minutes(severity: Severity, raised_at: datetime) -> bool:
    """Immediate danger always; significant harm when offices close before anybody must have seen it."""
    if severity is not Severity.S2:
        return severity is Severity.S1
    seen = working_time_after(raised_at, ACKNOWLEDGE[Severity.S2])
    return seen.astimezone(LONDON).date() != raised_at.astimezone(LONDON).date()


def acknowledge_by(severity: Severity, raised_at: datetime) -> datetime:
    """When somebody must at the latest have said that they have it."""
    if _counts_minutes(severity, raised_at):
        return raised_at + ACKNOWLEDGE[Severity.S1]
    return working_time_after(raised_at, ACKNOWLEDGE[severity])


def decide_by(severity: Severity, raised_at: datetime) -> datetime:
    """When somebody must at the latest have decided what is done; S2 on the same working day."""
    if _counts_minutes(severity, raised_at):
        return raised_at + DECIDE[Severity.S1]
    if severity is Severity.S2:
        day = raised_at.astimezone(LONDON).date()
        return datetime.combine(day, CLOSES, LONDON).astimezone(raised_at.tzinfo)
    return working_time_after(raised_at, DECIDE[severity])


@dataclass(frozen=True)
class Clocks:
    """By when somebody must have said that they have it, and by when they must have decided."""

    acknowledge_by: datetime
    decide_by: datetime


def is_lower(before: Severity, after: Severity) -> bool:
    """Whether the change says it is less serious than it seemed."""
    return after.value > before.value


def clocks_after(
    clocks: Clocks, before: Severity, after: Severity, *, raised_at: datetime, now: datetime
) -> Clocks:
    """The clocks once the severity changed.

    Raised, they run from now but end no later than before; lowered, they are those it would have had
    from the start.
    """
    if is_lower(before, after):
        return Clocks(acknowledge_by(after, raised_at), decide_by(after, raised_at))
    return Clocks(
        min(clocks.acknowledge_by, acknowledge_by(after, now)), min(clocks.decide_by, decide_by(after, now))
    )
