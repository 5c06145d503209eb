"""A short survey is asked on one page, under what people are told first: fewer steps, nothing less said."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_app.listening.models import Draft
from feedback_app.listening.store import Answer, Response
from feedback_app.safeguarding.models import Concern
from surveys.definition import Reader, RespondentGroup
from tests import factories
from tests.counting import counting
from tests.page import CheckedClient, Page, text_of
from tests.web.respond.walk import Walk

SAID = "She listened to all of us."
TOLD = ("What it is for", "What happens next", "Keeping it private, and keeping you safe")


def opened(client: CheckedClient) -> Walk:
    _invitation, token = factories.invitation(
        "service-experience", group=RespondentGroup.PARENT_OR_CARER, reader=Reader.ADULT
    )
    return Walk(client, client.get(f"/s/{token}"))


def boxes(page: Page) -> list[str]:
    return [box.text or "" for box in page.find_all("textarea")]


def headings(page: Page) -> list[str]:
    return [text_of(heading) for heading in page.find_all("h2")]


def test_what_people_are_told_and_the_questions_stand_on_one_page_and_nothing_is_stored(
    client: CheckedClient, session: Session
) -> None:
    _invitation, token = factories.invitation("service-experience", reader=Reader.ADULT)
    with counting() as statements:
        page = client.get(f"/s/{token}")
    assert page.heading == "Your experience of our service"
    assert [heading for heading in headings(page) if heading in TOLD] == list(TOLD)
    assert len(boxes(page)) == 3
    assert len(statements) == 1
    assert session.scalar(select(func.count()).select_from(Draft)) == 0


def test_it_is_sent_in_three_presses(client: CheckedClient, session: Session) -> None:
    walk = opened(client)
    walk.send({"SE1--well": SAID, "PERM-quote": "yes"})
    assert walk.page.path == "/answer/check"
    walk.finish()
    assert session.scalars(select(Answer.words).where(Answer.words.is_not(None))).all() == [SAID]
    assert session.scalars(select(Response)).one().may_quote


def test_after_a_mistake_everything_told_and_typed_is_still_there(client: CheckedClient) -> None:
    walk = opened(client)
    walk.send({"SE1--well": SAID, "SE2": "word " * 4_000})
    assert walk.page.problems_shown()
    assert SAID in boxes(walk.page)
    assert TOLD[2] in headings(walk.page)


@pytest.mark.parametrize("language", ["pl", "ar"])
def test_another_language_keeps_what_was_typed_and_tells_it_again(
    client: CheckedClient, language: str
) -> None:
    walk = opened(client)
    before = headings(walk.page)
    walk.send({"SE1--well": SAID}, language=language)
    assert SAID in boxes(walk.page)
    assert walk.page.root.get("lang") == language
    assert len(headings(walk.page)) == len(before)
    assert not set(TOLD) & set(headings(walk.page))


def test_i_dont_feel_safe_is_heard_from_the_first_page_with_what_was_typed(
    client: CheckedClient, session: Session
) -> None:
    walk = opened(client)
    values = {**walk.page.form_values("/answer/your-experience"), "SE1--well": [SAID]}
    client.post("/not-safe", dict(values))
    assert session.scalar(select(func.count()).select_from(Concern)) == 1
    assert SAID in boxes(client.get("/answer/your-experience"))


def test_opening_the_link_again_offers_to_go_on(client: CheckedClient) -> None:
    walk = opened(client)
    first = walk.page.path
    walk.send({"SE1--well": SAID})
    again = client.get(first)
    assert "You have answers here that you have not sent" in headings(again)


def test_words_typed_for_a_survey_this_browser_forgot_are_shown_to_be_copied(client: CheckedClient) -> None:
    walk = opened(client)
    client.send(client.get("/bottle"), {"reader": "child"}, to="/bottle")
    reply = client.send(walk.page, {"SE1--well": SAID}, to="/answer/your-experience", expect=410)
    assert SAID in reply.text
