"""LI-78: what is decided about one response, and what is refused."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from feedback_app import clock
from feedback_app.database import db
from feedback_app.listening.store import Response
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.safeguarding.models import RaisedBy, Severity
from feedback_app.safeguarding.raise_concern import raise_concern
from feedback_app.telling import refusals
from feedback_app.telling.decide_one import LedTo, decide_on, decision_on
from feedback_app.telling.left import decided_before, left_lying, list_left
from feedback_app.telling.models import ResponseDecision
from feedback_app.telling.rules import Outcome, is_too_hard, readable_at
from feedback_app.trail import Did, Trail
from surveys.answers import Answer as Said
from surveys.definition import Reader, RespondentGroup
from tests import factories
from tests.dashboards.factories import IN_QUARTER
from tests.telling.factories import TOO_LATE, confirmed_action, decided

EASY = "We asked. There is no bus after six. We are sorry."
HARD = "Organisational arrangements regarding transportation availability are being reconsidered accordingly."
pytestmark = pytest.mark.usefixtures("app")


def officer() -> Person:
    return factories.person(Role.participation_officer)


def child_said(place: Place | None = None) -> Response:
    return factories.response(
        "learning-audit-child",
        {"LA3": Said(words={"": "The bus is late."})},
        group=RespondentGroup.CHILD,
        reader=Reader.CHILD,
        place=place,
        said_at=IN_QUARTER,
    )


def staff_said() -> Response:
    return factories.response(
        "staff-pulse",
        {"ST9n": Said(words={"": "Fewer forms."})},
        group=RespondentGroup.STAFF,
        reader=Reader.ADULT,
        said_at=IN_QUARTER,
    )


def keep(
    response: Response, outcome: Outcome, words: str = "", led_to: LedTo = None, seen: int = 0
) -> ResponseDecision:
    decide_on(response, outcome, words=words, led_to=led_to, by=officer(), seen=seen)
    kept = decision_on(response)
    assert kept is not None
    return kept


@pytest.mark.parametrize("outcome", [Outcome.taken_up, Outcome.answered])
def test_something_that_came_of_it_is_said_in_a_few_words(outcome: Outcome) -> None:
    assert keep(child_said(), outcome, " We asked the bus company. ").words == "We asked the bus company."


def test_it_may_lead_to_a_theme_that_is_acted_on_or_to_an_action() -> None:
    theme, action = decided(), confirmed_action()
    assert keep(child_said(), Outcome.taken_up, led_to=theme).you_said_id == theme.id
    assert keep(child_said(), Outcome.taken_up, led_to=action).action_id == action.id
    assert keep(child_said(), Outcome.answered, led_to=action).action_id is None


def test_no_action_needs_a_reason_and_taken_up_needs_to_say_how() -> None:
    with pytest.raises(refusals.ReasonMissing):
        keep(child_said(), Outcome.no_action, "  ")
    with pytest.raises(refusals.NothingCameOfIt):
        keep(child_said(), Outcome.taken_up)
    assert keep(child_said(), Outcome.no_action, EASY).words == EASY


def test_the_reason_must_be_easy_for_whoever_said_it() -> None:
    with pytest.raises(refusals.ReasonTooHard):
        keep(child_said(), Outcome.no_action, HARD)
    assert keep(child_said(), Outcome.answered, HARD).words == HARD
    assert [readable_at(each) for each in ("child", "easy_read", "young_person", "adult")] == [9, 9, 12, 12]
    between = "Because the company stopped running buses in the evening, nobody can take you home."
    assert is_too_hard(between, "child")
    assert not is_too_hard(between, "young_person")


def test_an_open_concern_is_never_closed_with_no_action() -> None:
    response = child_said()
    raise_concern(Severity.S2, RaisedBy.words, place=Place(), survey=response.survey, response_id=response.id)
    db.session.flush()
    with pytest.raises(refusals.ConcernStillOpen):
        keep(response, Outcome.no_action, EASY)
    assert decision_on(response) is None
    assert keep(response, Outcome.answered, "She was phoned.").outcome is Outcome.answered


def test_what_was_said_without_a_name_is_joined_to_nobody() -> None:
    response = staff_said()
    assert response.anonymous
    with pytest.raises(refusals.AnonymousJoinsNobody):
        keep(response, Outcome.taken_up, led_to=confirmed_action())
    for words in ("This was Jane Smith.", "Rang 07700 900123.", "Wrote to jane@example.org."):
        with pytest.raises(refusals.AnonymousJoinsNobody):
            keep(response, Outcome.answered, words)
    assert keep(response, Outcome.taken_up, "Two forms are one form now.", led_to=decided()).action_id is None
    assert (response.invitation_id, response.captured_by_id, response.received_at) == (None, None, None)


def test_a_decision_can_be_changed_and_the_trail_keeps_who_and_when_but_no_words() -> None:
    response, first, second = child_said(), officer(), officer()
    with clock.stopped_at(IN_QUARTER):
        decide_on(response, Outcome.no_action, words=EASY, by=first, seen=0)
        decide_on(response, Outcome.no_action, words=EASY, by=first, seen=0)
    with clock.stopped_at(TOO_LATE):
        decide_on(response, Outcome.taken_up, words="The bus company adds a bus.", by=second, seen=1)
    db.session.flush()
    kept = decision_on(response)
    assert kept is not None
    assert (kept.outcome, kept.decided_by_id, kept.changes) == (Outcome.taken_up, second.id, 2)
    story = [(each.outcome, each.at, each.by_name) for each in decided_before(response)]
    assert story == [
        (Outcome.no_action, IN_QUARTER, first.name),
        (Outcome.taken_up, TOO_LATE, second.name),
    ]
    lines = db.session.scalars(select(Trail).where(Trail.did == Did.response_decided)).all()
    assert all("bus" not in f"{line.detail} {line.subject_ref}" for line in lines)


@pytest.mark.parametrize("seen", [0, 2])
def test_of_two_people_at_once_the_second_is_told(seen: int) -> None:
    response = child_said()
    keep(response, Outcome.answered, "By letter.")
    with pytest.raises(refusals.ChangedMeanwhile):
        keep(response, Outcome.no_action, EASY, seen=seen)
    kept = decision_on(response)
    assert kept is not None
    assert kept.words == "By letter."


@pytest.mark.parametrize(
    ("outcome", "words"), [(Outcome.no_action, ""), (Outcome.taken_up, "")], ids=["no reason", "not how"]
)
def test_the_database_keeps_no_decision_without_its_words(outcome: Outcome, words: str) -> None:
    made = ResponseDecision(
        response_id=child_said().id, outcome=outcome, words=words, decided_at=clock.now(),
        decided_by_id=officer().id,
    )  # fmt: skip
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.add(made)


def test_only_what_waits_longer_than_the_setting_is_left_lying_oldest_first_and_in_reach() -> None:
    here, there = Place(factories.service_area().id), Place(factories.service_area().id)
    first, second = child_said(here), child_said(there)
    db.session.flush()
    everywhere = officer()
    reaches_here = factories.person(Role.participation_officer, place=here)
    with clock.stopped_at(TOO_LATE):
        waited = (clock.today() - first.received_on).days
        assert left_lying(everywhere, waited).count == 0
        assert left_lying(everywhere, waited - 1).count == 2
        found = list_left(everywhere, waited - 1, at_most=10)
        assert [each.response.id for each in found] == [first.id, second.id]
        assert [each.response.id for each in list_left(reaches_here, 28, at_most=10)] == [first.id]
        assert left_lying(factories.person(Role.service_manager), 28).count == 0
        keep(first, Outcome.answered)
        assert left_lying(everywhere, 28).count == 1
        second.withdrawn_at = clock.now()
        assert left_lying(everywhere, 28).count == 0
