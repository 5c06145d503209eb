"""Learning is told to those it is for, on a day, and that can be taken back."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.improvement.models import Agreed
from feedback_app.improvement.queries import history_of
from feedback_app.improvement.refusals import ChangedMeanwhile, DayToCome, NotAgreedYet
from feedback_app.improvement.rules import Step
from feedback_app.improvement.share import note_told, take_told_back
from tests import factories
from tests.improvement.factories import NOW, learning

DAY = date(2026, 6, 30)


@pytest.fixture(autouse=True)
def first_of_july() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


def test_the_day_it_was_told_is_kept_and_can_be_taken_back_and_twice_is_once(session: Session):
    it, manager = learning(), factories.person()
    for _twice in range(2):
        note_told(it, told_on=DAY, by=manager)
    assert it.told_on == DAY
    for _twice in range(2):
        take_told_back(it, by=manager)
    assert it.told_on is None
    assert [line.step for line in history_of(it)] == [Step.told, Step.not_told]


def test_a_day_noted_by_somebody_else_is_not_written_over(session: Session):
    it = learning()
    note_told(it, told_on=DAY, by=factories.person())
    with pytest.raises(ChangedMeanwhile):
        note_told(it, told_on=DAY - timedelta(days=1), by=factories.person())
    assert it.told_on == DAY


def test_nobody_was_told_on_a_day_to_come_or_of_what_is_only_proposed(session: Session):
    it = learning()
    with pytest.raises(DayToCome):
        note_told(it, told_on=clock.today() + timedelta(days=1), by=factories.person())
    it.state = Agreed.proposed
    with pytest.raises(NotAgreedYet):
        note_told(it, told_on=DAY, by=factories.person())
