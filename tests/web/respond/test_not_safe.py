""" "I don't feel safe" and "Exit this page", on every page people answer on."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_app.listening.store import Answer, Response
from feedback_app.notices import Notice
from feedback_app.people.roles import Place
from feedback_app.safeguarding.models import Concern, RaisedBy, Severity
from surveys.definition import Reader
from tests import factories
from tests.page import CheckedClient, Page, text_of
from tests.web.respond.walk import begin, page_id


def press(client: CheckedClient, page: Page) -> Page:
    """Press the button where it stands: in its own form, or with the answers of the page."""
    own = [form for form in page.forms() if form.get("action") == "/not-safe"]
    values = page.form_values("/not-safe") if own else page.form_values(page.path)
    return client.post("/not-safe", dict(values))


def concerns(session: Session) -> list[Concern]:
    return list(session.scalars(select(Concern).order_by(Concern.id)))


def test_both_buttons_stand_on_every_page_people_answer_on(client: CheckedClient) -> None:
    walk = begin(client)
    pages = [client.get("/"), client.get("/bottle"), walk.page, walk.to_the_check(), walk.finish()]
    for page in pages:
        buttons = [text_of(button) for button in page.find_all("button")]
        assert "I don't feel safe" in buttons, page.path
        assert page.links()["Exit this page"] == "/exit", page.path


def test_one_press_raises_a_concern_before_a_word_is_written(client: CheckedClient, session: Session) -> None:
    place = Place(factories.service_area().id, factories.locality().id)
    walk = begin(client, place=place)
    page = press(client, walk.page)
    assert page.heading == "You do not feel safe"
    (concern,) = concerns(session)
    assert (concern.severity, concern.raised_by) == (Severity.S2, RaisedBy.button)
    assert (concern.service_area_id, concern.locality_id) == (place.service_area_id, place.locality_id)
    assert session.scalar(select(func.count()).select_from(Notice)) == 1


def test_pressing_again_in_the_same_visit_raises_no_second_concern(
    client: CheckedClient, session: Session
) -> None:
    walk = begin(client)
    press(client, walk.page)
    walk.send()
    press(client, walk.page)
    assert len(concerns(session)) == 1


def test_it_works_from_the_front_page(client: CheckedClient, session: Session) -> None:
    press(client, client.get("/"))
    press(client, client.get("/"))
    assert len(concerns(session)) == 1


def test_it_works_without_cookies_and_cannot_be_used_to_flood(
    client: CheckedClient, session: Session
) -> None:
    for _ in range(3):
        client.flask.delete_cookie("session")
        reply = client.open("/not-safe", method="POST", data={}, follow=False)
        assert reply.status_code == 303
    assert len(concerns(session)) == 1


def test_help_lines_come_before_any_question(client: CheckedClient) -> None:
    page = press(client, client.get("/"))
    assert page.text.index("0800 1111") < page.text.index("What is happening?")


def test_what_was_typed_before_the_press_is_kept_and_there_is_a_way_back(client: CheckedClient) -> None:
    walk = begin(client)
    walk.send()
    values = {**walk.page.form_values("/answer/LA1"), "LA1--well": ["She rings me"]}
    page = client.post("/not-safe", dict(values))
    back = page.links()["Go back to where I was"]
    assert back == "/answer/LA1"
    assert client.get(back).form_values("/answer/LA1")["LA1--well"] == ["She rings me"]


def test_saying_more_reaches_a_person_with_the_words(client: CheckedClient, session: Session) -> None:
    walk = begin(client)
    page = press(client, walk.page)
    heard = client.send(page, {"NS1": "Please come", "NS2": "no"}, to="/not-safe/more")
    assert heard.heading == "Thank you for telling us"
    told = concerns(session)[-1]
    assert told.severity is Severity.S1
    assert session.scalar(select(Answer.words).where(Answer.response_id == told.response_id)) is not None
    assert heard.links()["Go back to where I was"] == walk.page.path


@pytest.mark.parametrize("given", [{"NS2": "yes"}, {"NS3": "Star"}, {"NS1": "I like football"}])
def test_whatever_is_said_there_a_person_looks(
    client: CheckedClient, session: Session, given: dict[str, str]
) -> None:
    client.send(client.get("/not-safe"), dict(given), to="/not-safe/more")
    (concern,) = concerns(session)
    assert concern.severity is Severity.S2
    assert concern.response_id is not None


def test_saying_nothing_more_is_fine(client: CheckedClient, session: Session) -> None:
    page = client.send(press(client, client.get("/")), {}, to="/not-safe/more")
    assert page.heading == "Thank you for telling us"
    assert session.scalars(select(Response)).all() == []


def test_sending_it_twice_stores_it_once(client: CheckedClient, session: Session) -> None:
    page = client.get("/not-safe")
    for _ in range(2):
        client.send(page, {"NS1": "Please come"}, to="/not-safe/more")
    assert len(session.scalars(select(Response)).all()) == 1


def test_too_much_is_shown_back_whole_and_help_stays(client: CheckedClient) -> None:
    page = client.send(client.get("/not-safe"), {"NS1": "long " * 4000}, to="/not-safe/more")
    assert page.problems_shown()
    assert "long long long" in page.form_values("/not-safe/more")["NS1"][0]
    assert "0800 1111" in page.text


def test_exit_forgets_the_visit_and_leaves_for_somewhere_ordinary(client: CheckedClient) -> None:
    walk = begin(client)
    walk.send({"LA0": ["alone"]})
    reply = client.open("/exit", follow=False)
    assert reply.headers["Location"] == "https://www.bbc.co.uk/weather"
    assert client.flask.get_cookie("answering") is None
    client.get("/answer/LA0", expect=410)


def test_going_back_never_leaves_the_site(client: CheckedClient) -> None:
    page = client.get("/not-safe?back=https://example.com/")
    assert "Go back to where I was" not in page.links()


def test_an_anonymous_survey_does_not_say_which_link_was_used(
    client: CheckedClient, session: Session
) -> None:
    walk = begin(client, "staff-pulse", Reader.ADULT)
    walk.send()
    press(client, walk.page)
    assert concerns(session)[0].invitation_id is None


def test_the_page_that_is_asked_for_can_be_found_again(client: CheckedClient) -> None:
    walk = begin(client)
    assert page_id(client.get(press(client, walk.page).links()["Go back to where I was"])) == "LA0"
