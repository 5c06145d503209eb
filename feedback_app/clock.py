"""The one place that knows what time it is, so that tests may set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_stopped: list[datetime] = []


def now() -> datetime:
    """The present moment, in UTC."""
    return _stopped[-1] if _stopped else datetime.now(UTC)


def today() -> date:
    """The day it is in London, where quarters and deadlines are counted."""
    return now().astimezone(LONDON).date()


def start_of(day: date) -> datetime:
    """The first moment of a London day, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=LONDON).astimezone(UTC)


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """Everything inside happens at this moment: for tests and for the made-up example year."""
    _stopped.append(moment.astimezone(UTC))
    try:
        yield
    finally:
        _stopped.pop()
