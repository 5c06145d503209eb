"""About you: asked once everything is sent, where the council asks, and kept apart from what was said."""

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from feedback_app import clock
from feedback_app.database import db
from feedback_app.equality.models import ToldOfSelf
from feedback_app.listening.store import Answer, Response
from feedback_app.people.roles import Role
from feedback_app.safeguarding.models import Concern
from surveys.definition import Reader
from tests import factories
from tests.equality.factories import asking
from tests.page import CheckedClient
from tests.web.respond.walk import Walk, begin

YOUNG = ("learning-audit-young-person", Reader.YOUNG_PERSON)


@pytest.fixture
def asked(client: CheckedClient) -> Iterator[CheckedClient]:
    with asking(client.flask.application):
        yield client


def sent(client: CheckedClient, survey: str = YOUNG[0], reader: Reader = YOUNG[1]) -> Walk:
    walk = begin(client, survey, reader)
    walk.finish()
    return walk


def kept() -> dict[str, str]:
    rows = db.session.execute(select(ToldOfSelf.characteristic, ToldOfSelf.choice))
    return {row[0]: row[1] for row in rows}


@pytest.mark.requirement("LI-30")
def test_a_young_person_may_tell_of_themselves_after_sending_and_leave_any_of_it_out(
    asked: CheckedClient,
) -> None:
    walk = sent(asked)
    assert "See the questions" in walk.page.links()
    page = asked.get("/about-you")
    assert "You do not have to answer." in page.text
    assert "No one who reads your other answers sees these." in page.text
    thanks = asked.send(page, {"AY-gender": "other", "AY-faith": "not_said"}, to="/about-you")
    assert thanks.heading == "Thank you"
    assert kept() == {"AY.gender": "other", "AY.faith": "not_said"}


def test_nothing_told_becomes_an_answer_that_reviewers_read(asked: CheckedClient) -> None:
    sent(asked)
    before = db.session.scalar(select(func.count()).select_from(Answer))
    asked.send(asked.get("/about-you"), {"AY-disability": "yes"}, to="/about-you")
    assert db.session.scalar(select(func.count()).select_from(Answer)) == before
    assert not list(db.session.scalars(select(Answer.id).where(Answer.question.startswith("AY."))))


def test_telling_again_replaces_what_was_told_and_forgets_what_is_left_out(asked: CheckedClient) -> None:
    sent(asked)
    asked.send(asked.get("/about-you"), {"AY-gender": "other", "AY-age": "under_16"}, to="/about-you")
    asked.send(asked.get("/about-you"), {"AY-gender": "boy_or_man"}, to="/about-you")
    assert kept() == {"AY.gender": "boy_or_man"}
    asked.send(asked.get("/about-you"), {}, to="/about-you")
    assert kept() == {}


def test_what_was_told_is_not_shown_to_whoever_opens_the_page_next(asked: CheckedClient) -> None:
    sent(asked)
    asked.send(asked.get("/about-you"), {"AY-gender": "other"}, to="/about-you")
    page = asked.get("/about-you")
    assert not [control for control in page.find_all("input") if control.get("checked") is not None]


def test_an_answer_that_is_not_on_the_page_is_a_mistake_and_keeps_the_others_there(
    asked: CheckedClient,
) -> None:
    sent(asked)
    page = asked.get("/about-you")
    again = asked.send(page, {"AY-gender": "🙂", "AY-age": "under_16"}, to="/about-you")
    assert "Please pick from the answers on this page." in again.text
    ticked = [
        control.get("value") for control in again.find_all("input") if control.get("checked") is not None
    ]
    assert ticked == ["under_16"]
    assert kept() == {}


def test_not_safe_is_heard_from_here_too_and_leads_back(asked: CheckedClient) -> None:
    sent(asked)
    before = db.session.scalar(select(func.count()).select_from(Concern)) or 0
    typed = asked.get("/about-you").form_values("/about-you")
    page = asked.post("/not-safe", {**typed, "AY-age": "under_16"})
    assert db.session.scalar(select(func.count()).select_from(Concern)) == before + 1
    assert page.form_values("/not-safe/more")["back"] == ["/about-you"]
    assert kept() == {}


def test_another_language_keeps_what_was_ticked_and_tells_nothing_yet(asked: CheckedClient) -> None:
    sent(asked)
    ticks = {"AY-age": "under_16", "AY-faith": "not_said"}
    page = asked.send(asked.get("/about-you"), {**ticks, "language": "pl"}, to="/about-you")
    ticked = {
        control.get("name"): control.get("value")
        for control in page.find_all("input")
        if control.get("checked") is not None
    }
    assert ticked == ticks
    assert page.heading == "Kilka pytań o Ciebie"
    assert kept() == {}


@pytest.mark.requirement("LI-30")
def test_where_the_council_does_not_ask_there_is_no_page_and_no_way_to_it(client: CheckedClient) -> None:
    client.flask.application.extensions.pop("kept-pages", None)
    walk = sent(client)
    assert "See the questions" not in walk.page.links()
    assert client.get("/about-you", expect=404).status == 404


def test_a_child_under_twelve_is_not_asked(asked: CheckedClient) -> None:
    walk = sent(asked, "learning-audit-child", Reader.CHILD)
    assert "See the questions" not in walk.page.links()
    assert asked.get("/about-you", expect=404).status == 404


def test_nobody_is_asked_before_they_have_sent(asked: CheckedClient) -> None:
    begin(asked, *YOUNG)
    assert asked.get("/about-you").path.startswith("/answer/")


def test_without_a_visit_or_with_what_was_taken_back_nothing_is_kept(asked: CheckedClient) -> None:
    assert asked.get("/about-you", expect=410).status == 410
    sent(asked)
    page = asked.get("/about-you")
    db.session.scalars(select(Response)).one().withdrawn_at = clock.now()
    db.session.flush()
    asked.send(page, {"AY-gender": "other"}, to="/about-you", expect=410)
    assert kept() == {}


@pytest.mark.requirement("LI-30")
def test_no_page_of_one_response_shows_what_its_person_told(asked: CheckedClient) -> None:
    walk = begin(asked, *YOUNG)
    walk.finish({"LA3": {"LA3": "The bus is late."}})
    asked.send(asked.get("/about-you"), {"AY-ethnic_group": "mixed", "AY-faith": "sikh"}, to="/about-you")
    asked.sign_in(factories.person(Role.quality_analyst).email)
    for address in ("/coding", "/find", "/dashboards"):
        page = asked.get(address)
        assert "Sikh" not in page.text
        assert "Mixed or multiple" not in page.text
