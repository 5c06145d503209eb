"""Ways in: a code, a link, the open doors; and a calm page whenever one does not open."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.listening.open_invitation import WRONG_CODES
from surveys.definition import Reader, RespondentGroup
from tests import factories
from tests.page import CheckedClient, text_of
from tests.web.respond.walk import begin, begin_with

NOON = datetime(2026, 5, 18, 12, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["K7M2QX", "k7m 2qx", " k7m-2qx "])
def test_a_code_opens_its_survey_however_it_is_typed(client: CheckedClient, typed: str) -> None:
    factories.invitation(code="K7M2QX")
    page = client.send(client.get("/"), {"code": typed}, to="/open")
    assert page.path == "/start"
    assert page.heading == "Tell us what it is really like"


@pytest.mark.parametrize("typed", ["ZZZZZZ", "😀😀😀", "مرحبا", "x" * 20_000, "a\0b", "K7M2QXK7M2QX"])
def test_a_wrong_code_stays_in_the_box_with_a_message_beside_it(client: CheckedClient, typed: str) -> None:
    factories.invitation(code="K7M2QX")
    page = client.send(client.get("/"), {"code": typed}, to="/open")
    assert page.problems_shown()
    box = page.by_id("code")
    assert box is not None
    assert box.get("value") == typed.replace("\0", "")


def test_an_empty_code_is_asked_for_again(client: CheckedClient) -> None:
    page = client.send(client.get("/"), {"code": ""}, to="/open")
    assert page.problems_shown() == ["Type your code. It is on your letter or message."]


def test_guessing_codes_is_stopped_for_a_quarter_of_an_hour(client: CheckedClient) -> None:
    factories.invitation(code="K7M2QX")
    with clock.stopped_at(NOON):
        for number in range(WRONG_CODES):
            client.post("/open", {"code": f"WRONG{number}"})
        stopped = client.post("/open", {"code": "K7M2QX"}, expect=429)
        assert stopped.heading == "Too many tries"
    with clock.stopped_at(NOON + timedelta(minutes=16)):
        assert client.post("/open", {"code": "K7M2QX"}).path == "/start"


def test_an_unknown_link_says_so_calmly(client: CheckedClient) -> None:
    page = client.get("/s/no-such-token", expect=404)
    assert page.heading == "We cannot find that survey"
    assert page.links()["Send a Message in a Bottle"] == "/bottle"


def test_an_expired_link_says_that_its_day_has_passed(client: CheckedClient) -> None:
    _made, token = factories.invitation(expires_at=clock.now() - timedelta(days=1))
    assert client.get(f"/s/{token}", expect=410).heading == "This survey has ended"


def test_a_link_that_was_taken_back_says_so(client: CheckedClient, session: Session) -> None:
    made, token = factories.invitation()
    made.withdrawn_at = clock.now()
    session.flush()
    assert client.get(f"/s/{token}", expect=410).heading == "This link was taken back"


def test_a_link_for_one_use_opens_until_its_answers_are_sent(client: CheckedClient) -> None:
    _made, token = factories.invitation("learning-audit-child", reader=Reader.CHILD, uses=1)
    begin_with(client, f"/s/{token}")
    begin_with(client, f"/s/{token}").finish()
    assert client.get(f"/s/{token}", expect=410).heading == "These answers were sent already"


def test_a_link_for_a_group_opens_again_and_again(client: CheckedClient) -> None:
    _made, token = factories.invitation("learning-audit-child", reader=Reader.CHILD)
    begin_with(client, f"/s/{token}").finish()
    assert begin_with(client, f"/s/{token}").page.path.startswith("/answer/")


def test_a_used_code_says_the_same_as_a_used_link(client: CheckedClient) -> None:
    factories.invitation("learning-audit-child", reader=Reader.CHILD, uses=1, code="K7M2QX")
    client.post("/open", {"code": "K7M2QX"})
    begin_with(client, "/start").finish()
    assert client.post("/open", {"code": "K7M2QX"}, expect=410).heading == "These answers were sent already"


def test_a_small_child_can_pick_simpler_words(client: CheckedClient) -> None:
    _made, token = factories.invitation("learning-audit-child", reader=Reader.CHILD)
    page = client.get(f"/s/{token}")
    offered = {button.get("value") for button in page.find_all("button", name="reader")}
    assert offered == {"child", "young_child"}
    walk = begin_with(client, f"/s/{token}", Reader.YOUNG_CHILD)
    assert walk.page.heading == "Who is with you?"


def test_an_invitation_in_polish_opens_in_polish(client: CheckedClient, session: Session) -> None:
    made, token = factories.invitation(
        "learning-audit-parent-carer", group=RespondentGroup.PARENT_OR_CARER, reader=Reader.ADULT
    )
    made.language = "pl"
    session.flush()
    page = client.get(f"/s/{token}")
    assert next(page.root.iter("html")).get("lang") == "pl"
    walk = begin_with(client, f"/s/{token}")
    assert next(walk.page.root.iter("html")).get("lang") == "pl"


def test_the_front_page_offers_the_bottle_and_staff_a_quiet_link(client: CheckedClient) -> None:
    links = client.get("/").links()
    assert links["Send a Message in a Bottle"] == "/bottle"
    assert links["Sign in for staff and inspectors"] == "/sign-in"


def test_looking_at_the_welcome_page_writes_nothing_and_asks_one_thing(client: CheckedClient) -> None:
    _made, token = factories.invitation()
    page = client.get(f"/s/{token}")
    assert [text_of(button) for button in page.find_all("button") if text_of(button) == "Start"] == ["Start"]
    assert client.flask.get_cookie("answering") is None


def test_somebody_who_lost_their_cookie_is_shown_the_way_back(client: CheckedClient) -> None:
    page = client.get("/answer/LA1", expect=410)
    assert page.heading == "Please open your survey again"
    walk = begin(client)
    proof = walk.page.form_values("/answer/LA0")["csrf_token"]
    client.flask.delete_cookie("answering")
    sent = {"csrf_token": proof, "LA3": "my long words about school"}
    reply = client.open("/answer/LA3", method="POST", data=sent)
    assert reply.status_code == 410
    assert "my long words about school" in reply.get_data(as_text=True)
