"""The button: a double press is one concern, and a press after somebody acted is never swallowed."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from feedback_app.database import db
from feedback_app.intake.not_safe import press
from feedback_app.notices import Notice, NoticeKind
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.people.tokens import digest
from feedback_app.safeguarding.act import acknowledge, decide
from feedback_app.safeguarding.models import Concern, ConcernStatus, Decision
from tests import factories

KEY = digest("one visit")


def pressed() -> Concern:
    made = press(KEY, place=Place(), survey="learning-audit-child", invitation_id=None)
    db.session.flush()
    return made


def told() -> int:
    notices = select(func.count()).select_from(Notice).where(Notice.kind == NoticeKind.concern_raised)
    return db.session.scalar(notices) or 0


def take(concern: Concern, by: Person) -> None:
    acknowledge(concern, by, changes=concern.changes)


def settle(concern: Concern, by: Person) -> None:
    decide(concern, Decision.no_harm, "Rang; all was well.", by, changes=concern.changes)


def test_pressing_twice_before_anybody_has_seen_it_is_one_concern(app: Flask) -> None:
    assert pressed() is pressed()
    assert told() == 1


@pytest.mark.parametrize("act", [take, settle])
def test_pressing_again_after_somebody_acted_is_a_new_concern_that_people_are_told_of(
    app: Flask, act: Callable[[Concern, Person], None]
) -> None:
    first = pressed()
    act(first, factories.person(Role.safeguarding_triage))
    again = pressed()
    assert again is not first
    assert again.status is ConcernStatus.waiting
    assert pressed() is again
    assert told() == 2
    act(again, factories.person(Role.safeguarding_triage))
    assert pressed() not in {first, again}
    assert told() == 3
