"""Whoever must know next is told in time, by night, at weekends and over bank holidays."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_app.clock import LONDON
from feedback_app.safeguarding.ladder import Climb, Rung, climb
from feedback_app.safeguarding.models import Severity
from feedback_app.safeguarding.rules import acknowledge_by

QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
MAUNDY_THURSDAY = datetime(2026, 4, 2, 16, 30, tzinfo=LONDON)
EASTER_SATURDAY = datetime(2026, 4, 4, 22, 0, tzinfo=LONDON)
TUESDAY_AFTER = datetime(2026, 4, 7, 9, 0, tzinfo=LONDON)
CHRISTMAS_EVE = datetime(2026, 12, 24, 16, 0, tzinfo=LONDON)
FIRST = datetime(2025, 1, 1, tzinfo=UTC)
moments = st.timedeltas(timedelta(0), timedelta(days=700)).map(lambda later: FIRST + later)
severities = st.sampled_from(Severity)


def walk(severity: Severity, raised_at: datetime, steps: int) -> list[tuple[Rung, datetime]]:
    """Each rung with the moment it is reached, looked at the very moment it is due."""
    rung, due, reached = 0, acknowledge_by(severity, raised_at), []
    for _step in range(steps):
        step = climb(rung, severity, due_at=due, now=due)
        reached.append((step.rung, due))
        rung, due = step.rung, step.next_at
    return reached


def test_immediate_danger_climbs_every_quarter_of_an_hour_until_somebody_takes_it() -> None:
    assert walk(Severity.S1, EASTER_SATURDAY, 4) == [
        (Rung.triage_everywhere, EASTER_SATURDAY + QUARTER),
        (Rung.leaders, EASTER_SATURDAY + 2 * QUARTER),
        (Rung.leaders, EASTER_SATURDAY + 3 * QUARTER),
        (Rung.leaders, EASTER_SATURDAY + 4 * QUARTER),
    ]


@pytest.mark.parametrize(
    ("raised_at", "first", "second"),
    [
        (TUESDAY_AFTER, TUESDAY_AFTER + HOUR, TUESDAY_AFTER + 2 * HOUR),
        (EASTER_SATURDAY, EASTER_SATURDAY + QUARTER, EASTER_SATURDAY + 2 * QUARTER),
        (MAUNDY_THURSDAY, MAUNDY_THURSDAY + QUARTER, MAUNDY_THURSDAY + 2 * QUARTER),
    ],
    ids=["in office hours", "on a bank holiday weekend", "as offices close"],
)
def test_significant_harm_climbs_by_the_hour_and_by_the_quarter_out_of_hours(
    raised_at: datetime, first: datetime, second: datetime
) -> None:
    assert [at for _rung, at in walk(Severity.S2, raised_at, 2)] == [first, second]


@pytest.mark.parametrize(
    ("severity", "raised_at", "first", "second"),
    [
        (Severity.S3, EASTER_SATURDAY, TUESDAY_AFTER + 4 * HOUR, TUESDAY_AFTER + 8 * HOUR),
        (Severity.S3, MAUNDY_THURSDAY, datetime(2026, 4, 7, 12, 30, tzinfo=LONDON),
         datetime(2026, 4, 7, 16, 30, tzinfo=LONDON)),
        (Severity.S3, CHRISTMAS_EVE, datetime(2026, 12, 29, 12, 0, tzinfo=LONDON),
         datetime(2026, 12, 29, 16, 0, tzinfo=LONDON)),
        (Severity.S4, MAUNDY_THURSDAY, datetime(2026, 4, 8, 16, 30, tzinfo=LONDON),
         datetime(2026, 4, 10, 16, 30, tzinfo=LONDON)),
    ],
    ids=["easter saturday", "before easter", "christmas eve", "unhappy before easter"],
)  # fmt: skip
def test_what_can_wait_climbs_in_working_time_only(
    severity: Severity, raised_at: datetime, first: datetime, second: datetime
) -> None:
    assert [at for _rung, at in walk(severity, raised_at, 2)] == [first, second]


def test_a_watch_that_stood_still_for_a_night_goes_at_once_to_where_it_should_be() -> None:
    due = EASTER_SATURDAY + QUARTER
    morning = EASTER_SATURDAY + timedelta(hours=10)
    assert climb(0, Severity.S1, due_at=due, now=morning) == Climb(Rung.leaders, morning + QUARTER)


def test_one_that_comes_a_little_late_still_climbs_one_rung_at_a_time() -> None:
    due = EASTER_SATURDAY + QUARTER
    step = climb(0, Severity.S1, due_at=due, now=due + timedelta(minutes=3))
    assert step == Climb(Rung.triage_everywhere, due + QUARTER)


@given(severities, st.integers(0, 2), moments, st.timedeltas(timedelta(0), timedelta(days=30)))
def test_the_next_step_always_comes_and_nobody_is_ever_let_down_a_rung(
    severity: Severity, rung: int, due_at: datetime, later: timedelta
) -> None:
    now = due_at + later
    step = climb(rung, severity, due_at=due_at, now=now)
    assert now < step.next_at <= now + timedelta(days=12)
    assert step.rung >= min(rung + 1, Rung.leaders)
