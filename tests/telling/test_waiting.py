"""What people said is not left lying: themes nobody decided on come to somebody's mind."""

from datetime import date

import pytest

from analysis.periods import Quarter
from feedback_app import clock
from feedback_app.people.roles import Holding, Role
from feedback_app.telling.rules import Stage, is_late
from feedback_app.telling.waiting import undecided
from tests.telling import factories as made
from tests.telling.factories import IN_TIME, TOO_LATE, WHEN

EVERYWHERE = (Holding(Role.participation_officer),)


@pytest.mark.parametrize(
    ("day", "late"), [(date(2026, 6, 30), False), (date(2026, 7, 30), False), (date(2026, 7, 31), True)]
)
def test_the_days_count_from_the_end_of_the_quarter(day: date, *, late: bool) -> None:
    quarter = Quarter(2026, 1)
    assert is_late(Stage.heard, quarter, day, 30) is late
    assert is_late(Stage.analysed, quarter, day, 30) is late
    assert not is_late(Stage.decided, quarter, day, 30)


@pytest.mark.usefixtures("app")
def test_a_theme_is_late_until_somebody_decides_and_what_is_kept_back_is_not_counted() -> None:
    made.heard()
    with clock.stopped_at(IN_TIME):
        assert undecided(EVERYWHERE, 30).count == 0
        made.analysed()
    with clock.stopped_at(TOO_LATE):
        waiting = undecided(EVERYWHERE, 30)
        assert (waiting.count, waiting.oldest, waiting.service) == (1, WHEN, "")
        assert undecided(EVERYWHERE, 90).count == 0


@pytest.mark.usefixtures("app")
def test_a_decision_for_the_whole_council_counts_for_each_service_area() -> None:
    at = made.heard()
    here = (Holding(Role.participation_officer, service_area_id=at.services[0].id),)
    only_a_locality = (Holding(Role.participation_officer, locality_id=at.localities[0].id),)
    with clock.stopped_at(TOO_LATE):
        waiting = undecided(here, 30)
        assert (waiting.count, waiting.service) == (1, at.services[0].slug)
        assert undecided(only_a_locality, 30).count == 0
        made.decided()
        assert undecided(here, 30).count == 0
        assert undecided(EVERYWHERE, 30).count == 0
