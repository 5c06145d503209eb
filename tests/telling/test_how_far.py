"""LI-54: how far each response has come follows from what people did with it, and is counted safely."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from analysis.periods import quarter_of
from analysis.safe_counts import HIDDEN
from feedback_app import clock
from feedback_app.audits.meeting import mark_held
from feedback_app.dashboards import draw, read
from feedback_app.dashboards.models import Shape
from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.safeguarding.act import decide as decide_concern
from feedback_app.safeguarding.models import Decision as ConcernDecision
from feedback_app.safeguarding.models import RaisedBy, Severity
from feedback_app.safeguarding.raise_concern import raise_concern
from feedback_app.telling.decide import analyse, decide
from feedback_app.telling.decide_one import decide_on
from feedback_app.telling.how_far import HowFar, how_far, states_of, taken_up
from feedback_app.telling.rules import Decision, Outcome
from feedback_app.themes.code import add
from feedback_app.themes.load_codebook import load_codebook
from feedback_app.themes.models import Valence
from feedback_app.themes.read import finish, mark_read, open_again
from feedback_app.themes.rules import span_of
from surveys.answers import Answer as Said
from tests import factories
from tests.audits.factories import AFTER, BEFORE, captured, scene
from tests.dashboards.factories import IN_QUARTER, KIND, QUARTER, council, said
from tests.telling.factories import WHEN
from tests.themes.factories import code

TWO = {"LA3": Said(words={"": "She is kind."}), "LA4": Said(words={"": "The bus is late."})}
pytestmark = pytest.mark.usefixtures("app")


def state_of(response: Response) -> HowFar:
    db.session.flush()
    found = db.session.scalar(select(how_far(taken_up())).where(Response.id == response.id))
    return HowFar(found or "")


def answers_of(response: Response) -> list[Answer]:
    return list(db.session.scalars(select(Answer).where(Answer.response_id == response.id)))


def reader() -> Person:
    return factories.person(Role.participation_officer)


def coded(response: Response, by: Person) -> None:
    answer = next(each for each in answers_of(response) if each.words)
    add(answer, code(KIND).id, span_of(answer.words or "", "kind"), Valence.well, by)


def test_a_response_is_collected_then_reviewed_then_analysed_then_used() -> None:
    by, response = reader(), factories.response(answers=TWO)
    one, other = answers_of(response)
    assert state_of(response) is HowFar.collected
    mark_read([one], by)
    assert state_of(response) is HowFar.collected
    mark_read([other], by)
    assert state_of(response) is HowFar.reviewed
    coded(response, by)
    assert state_of(response) is HowFar.reviewed
    finish(other, by)
    assert state_of(response) is HowFar.analysed
    open_again(other, by)
    assert state_of(response) is HowFar.reviewed
    finish(other, by)
    decide_on(response, Outcome.answered, words="", by=by, seen=0)
    assert state_of(response) is HowFar.used


def test_a_name_needs_no_code_and_what_was_only_chosen_waits_for_no_reader() -> None:
    by = reader()
    signed = factories.response(
        "message-in-a-bottle", {"MB1": Said(words={"": "Hello."}), "MB5": Said(words={"": "Sam"})}
    )
    message = next(each for each in answers_of(signed) if each.question == "MB1")
    mark_read([message], by)
    assert state_of(signed) is HowFar.collected
    finish(message, by)
    assert state_of(signed) is HowFar.analysed
    assert state_of(factories.response(answers={"LA8": Said(("yes",))})) is HowFar.analysed


def test_a_decision_on_its_theme_counts_in_that_quarter_and_place_only() -> None:
    load_codebook()
    by, here, elsewhere = reader(), factories.service_area(), factories.service_area()
    with clock.stopped_at(IN_QUARTER):
        made = [
            factories.response(answers=TWO, place=Place(area.id), said_at=when)
            for area, when in (
                (here, IN_QUARTER),
                (elsewhere, IN_QUARTER),
                (here, datetime(2026, 2, 3, 9, 0, tzinfo=UTC)),
            )
        ]
        for response in made:
            coded(response, by)
        other_theme = factories.response(answers=TWO, place=Place(here.id), said_at=IN_QUARTER)
    it = analyse(WHEN, "REL", here.id, found="Kind.", by=by)
    assert state_of(made[0]) is HowFar.collected
    decide(it, Decision.act, reason="We will ask.", by=by, seen=it.changes)
    assert [state_of(each) for each in made] == [HowFar.used, HowFar.collected, HowFar.collected]
    assert state_of(other_theme) is HowFar.collected
    whole = analyse(WHEN, "REL", None, found="Kind.", by=by)
    decide(whole, Decision.cannot, reason="There is no money.", by=by, seen=whole.changes)
    assert [state_of(each) for each in made] == [HowFar.used, HowFar.used, HowFar.collected]


def test_an_audit_uses_what_stands_beside_it_once_its_meeting_was_held() -> None:
    made = scene()
    with clock.stopped_at(BEFORE):
        response = captured(made, made.child, {"LA3": Said(words={"": "The bus is late."})})
    assert state_of(response) is HowFar.collected
    with clock.stopped_at(AFTER):
        mark_held(made.audit, AFTER.date(), by=made.chair)
    assert state_of(response) is HowFar.used


@pytest.mark.parametrize(
    ("decision", "state"),
    [(ConcernDecision.referred, HowFar.used), (ConcernDecision.no_harm, HowFar.collected)],
)
def test_a_concern_handled_is_something_that_came_of_it_but_a_false_alarm_is_not(
    decision: ConcernDecision, state: HowFar
) -> None:
    response = factories.response(answers=TWO)
    concern = raise_concern(
        Severity.S2, RaisedBy.words, place=Place(), survey=response.survey, response_id=response.id
    )
    db.session.flush()
    assert state_of(response) is HowFar.collected
    triage = factories.person(Role.safeguarding_triage)
    decide_concern(concern, decision, "As we heard.", triage, changes=concern.changes)
    assert state_of(response) is state


def test_a_small_state_is_kept_back_with_another_so_that_neither_can_be_worked_out(app: Flask) -> None:
    at = council()
    said(at, None, times=20)
    said(at, KIND, times=12)
    by = at.coder
    unread = list(db.session.scalars(select(Response).order_by(Response.id)))
    for response in unread[:3]:
        mark_read(answers_of(response), by)
    for response in unread[3:10]:
        decide_on(response, Outcome.answered, words="", by=by, seen=0)
    db.session.flush()
    assert states_of(WHEN) == {"collected": 22, "reviewed": 3, "analysed": 0, "used": 7}
    assert draw.draw_figures(quarters=[WHEN], states_of=states_of) == [QUARTER]
    table = read.one_table(WHEN, Shape.states)
    assert table is not None
    assert table.rows == tuple(HowFar)
    assert table.base == 32
    shown = [table.cell(state) for state in HowFar]
    assert shown[1] == HIDDEN
    assert shown.count(HIDDEN) >= 2
    assert sum(count for count in shown if count != HIDDEN) < 32


def test_figures_are_drawn_anew_only_after_ten_steps_so_that_two_drawings_tell_of_nobody() -> None:
    at = council()
    said(at, None, times=30)
    draw.draw_figures(quarters=[WHEN], states_of=states_of)
    for number, response in enumerate(db.session.scalars(select(Response).order_by(Response.id)).all()):
        mark_read(answers_of(response), at.coder)
        db.session.flush()
        drawn = draw.draw_figures(quarters=[WHEN], states_of=states_of)
        assert bool(drawn) is (number % 10 == 9)
    table = read.one_table(WHEN, Shape.states)
    assert table is not None
    assert table.cell(HowFar.reviewed) == 30
    assert quarter_of(IN_QUARTER.date()) == WHEN
