"""By when somebody must act, whatever day it is."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_app.clock import LONDON
from feedback_app.safeguarding.models import Severity
from feedback_app.safeguarding.rules import (
    Clocks,
    acknowledge_by,
    clocks_after,
    decide_by,
    is_lower,
    worst,
)

EASTER_SATURDAY = datetime(2026, 4, 4, 22, 0, tzinfo=LONDON)
TUESDAY_AFTER = datetime(2026, 4, 7, 9, 0, tzinfo=LONDON)
FIRST = datetime(2025, 1, 1, tzinfo=UTC)
moments = st.timedeltas(timedelta(0), timedelta(days=1000)).map(lambda later: FIRST + later)
severities = st.sampled_from(Severity)


def clocks(severity: Severity, moment: datetime) -> Clocks:
    return Clocks(acknowledge_by(severity, moment), decide_by(severity, moment))


def test_immediate_danger_counts_minutes_on_a_bank_holiday_weekend_too() -> None:
    assert acknowledge_by(Severity.S1, EASTER_SATURDAY) == EASTER_SATURDAY + timedelta(minutes=15)
    assert decide_by(Severity.S1, EASTER_SATURDAY) == EASTER_SATURDAY + timedelta(hours=1)


@pytest.mark.parametrize("raised_at", [EASTER_SATURDAY, TUESDAY_AFTER + timedelta(hours=7, minutes=30)])
def test_significant_harm_out_of_hours_counts_minutes_like_immediate_danger(raised_at: datetime) -> None:
    assert acknowledge_by(Severity.S2, raised_at) == raised_at + timedelta(minutes=15)
    assert decide_by(Severity.S2, raised_at) == raised_at + timedelta(hours=1)


def test_significant_harm_in_office_hours_is_seen_within_an_hour_and_decided_that_day() -> None:
    assert acknowledge_by(Severity.S2, TUESDAY_AFTER) == TUESDAY_AFTER + timedelta(hours=1)
    assert decide_by(Severity.S2, TUESDAY_AFTER) == TUESDAY_AFTER + timedelta(hours=8)


@pytest.mark.parametrize(
    ("severity", "acknowledged", "decided"),
    [
        (Severity.S3, TUESDAY_AFTER + timedelta(hours=4), TUESDAY_AFTER + timedelta(hours=8)),
    ],
)
def test_working_time_waits_for_the_tuesday_after_easter(
    severity: Severity, acknowledged: datetime, decided: datetime
) -> None:
    assert acknowledge_by(severity, EASTER_SATURDAY) == acknowledged
    assert decide_by(severity, EASTER_SATURDAY) == decided


def test_the_worst_is_the_lowest_number() -> None:
    assert worst([Severity.S3, Severity.S1, Severity.S4]) is Severity.S1
    assert worst([]) is None


@given(moments, severities)
def test_nobody_is_late_before_they_could_know(moment: datetime, severity: Severity) -> None:
    assert moment < acknowledge_by(severity, moment) <= decide_by(severity, moment)


@given(moments, severities, severities, st.timedeltas(timedelta(0), timedelta(days=9)))
def test_raising_never_gives_more_time(
    raised_at: datetime, before: Severity, after: Severity, later: timedelta
) -> None:
    was = clocks(before, raised_at)
    now = clocks_after(was, before, after, raised_at=raised_at, now=raised_at + later)
    if is_lower(before, after):
        assert now == clocks(after, raised_at)
    else:
        assert now.acknowledge_by <= was.acknowledge_by
        assert now.decide_by <= was.decide_by
