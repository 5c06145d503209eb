"""A participation officer follows themes from heard to told back."""

from collections.abc import Iterator

import pytest

from feedback_app import clock
from feedback_app.dashboards.draw import draw_figures
from feedback_app.people.roles import Place, Role
from feedback_app.telling.act import link_action, mark_acted
from feedback_app.telling.models import ENGLISH
from feedback_app.telling.rules import Decision
from feedback_app.telling.tell import write_words
from tests import factories
from tests.counting import counting
from tests.dashboards.factories import QUARTER, said
from tests.page import CheckedClient, Page, text_of
from tests.telling import factories as made
from tests.telling.factories import DID, FOUND, IN_TIME, REASON, SAID, TOO_LATE

LIST = "/telling"
ONE = f"/telling/{QUARTER}/whole-council/REL"
LONG = "We are reconsidering organisational arrangements regarding transportation availability."


@pytest.fixture(autouse=True)
def in_july() -> Iterator[None]:
    with clock.stopped_at(IN_TIME):
        yield


def titles(page: Page) -> list[str]:
    return [text_of(title) for title in page.find_all("h2", class_="card-row__title")]


def signed_in(client: CheckedClient, role: Role = Role.participation_officer, **more: str) -> CheckedClient:
    return client.sign_in(factories.person(role, **more).email)  # type: ignore[arg-type]


def test_the_list_says_what_was_heard_how_far_it_is_and_what_is_overdue_first(client: CheckedClient) -> None:
    made.heard()
    made.decided(theme="LEARN")
    signed_in(client)
    page = client.get(LIST)
    assert titles(page)[0] == "My worker and our relationship"
    assert "Responses that speak of it: 26 of 68 (38%)" in page.text
    assert "Fewer than 5, or kept back" in page.text
    assert "Overdue" not in page.text
    with clock.stopped_at(TOO_LATE):
        late = signed_in(client).get(LIST)
    assert "for 51 days" in late.text
    assert late.text.count("Overdue: nobody has decided") == 1
    signed_in(client)
    assert titles(client.get(late.links()["1 decided"])) == ["School, learning, work and fun"]
    assert "No theme has come as far as that" in client.get(f"{LIST}?stage=told").text


def test_what_nobody_decided_on_comes_to_mind_and_no_action_needs_a_reason_for_the_child(
    client: CheckedClient,
) -> None:
    made.heard()
    signed_in(client)
    assert "Themes to decide on" not in client.get("/team").text
    with clock.stopped_at(TOO_LATE):
        home = signed_in(client).get("/team")
        assert "Overdue: more than 30 days after the quarter" in home.text
        assert titles(client.get(home.links()["Themes to decide on"]))
        page = client.send(client.get(ONE), {"found": FOUND}, to="/found")
        wrong = client.send(page, {"decision": "cannot", "reason": "  "}, to="/decision")
        assert wrong.problems_shown() == ["Write why, in words for children and families."]
        assert "Themes to decide on" in client.get("/team").text
        kept = client.send(wrong, {"decision": "cannot", "reason": REASON}, to="/decision")
        assert REASON in kept.text
        assert "Themes to decide on" not in client.get("/team").text


def test_an_officer_takes_a_theme_from_heard_to_words_and_a_second_person_publishes_and_takes_back(
    client: CheckedClient,
) -> None:
    made.heard()
    action = made.confirmed_action()
    writer = factories.person(Role.participation_officer, name="Wanda Writer")
    client.sign_in(writer.email)
    page = client.send(client.get(ONE), {"found": FOUND}, to="/found")
    page = client.send(page, {"decision": "act", "reason": REASON}, to="/decision")
    assert "Most children of about" in page.text
    page = client.send(page, {"action": action.public_ref}, to="/actions")
    page = client.send(page, {}, to="/acted")
    writing = client.get(page.links()["Write it in English"])
    checked = client.send(
        writing, {"said": SAID, "did": f"{LONG} Ask Jane Smith.", "check": "1"}, to="/en_GB"
    )
    assert "Aim for 9: shorter sentences, everyday words." in checked.text
    assert "Jane Smith" in [text_of(mark) for mark in checked.find_all("mark")]
    assert checked.form_values("/en_GB")["said"] == [SAID]
    page = client.send(checked, {"did": DID}, to="/en_GB")
    assert "You wrote it, so somebody else publishes it." in page.text
    client.post("/sign-out", {})
    assert SAID not in client.get("/you-said-we-did").text
    signed_in(client, Role.director)
    page = client.get(client.get("/team").links()["You said, we did: to publish"])
    assert page.path == ONE
    for _press in range(2):
        told = client.send(page, {}, to="/publish")
    assert told.text.count("Published in English") == 1
    assert SAID in client.get("/you-said-we-did").text
    page = client.send(told, {}, to="/take-back")
    assert SAID not in client.get("/you-said-we-did").text
    assert SAID in page.text


def test_of_two_officers_at_once_the_second_is_told_and_keeps_what_they_typed(client: CheckedClient) -> None:
    made.heard()
    it = made.decided()
    signed_in(client)
    page = client.get(ONE)
    seen = it.changes
    link_action(it, made.confirmed_action(), by=made.officer())
    mark_acted(it, by=made.officer(), seen=seen)
    late = client.send(
        page, {"decision": "cannot", "reason": "No money is left."}, to="/decision", expect=409
    )
    assert "This step is not next." in late.text
    assert "No money is left." in late.text
    writing = client.get(client.get(ONE).links()["Write it in English"])
    write_words(it, ENGLISH, said="First", did="First", by=made.officer(), seen=it.changes)
    late = client.send(writing, {"said": SAID, "did": DID}, to="/en_GB", expect=409)
    assert late.form_values("/en_GB")["did"] == [DID]
    assert "This was changed while you had the page open." in late.text


def test_only_an_agreed_action_one_may_follow_can_be_linked_and_it_can_be_taken_off(
    client: CheckedClient,
) -> None:
    made.heard()
    made.decided()
    action = made.confirmed_action()
    signed_in(client)
    wrong = client.send(client.get(ONE), {"action": "no-such-action"}, to="/actions")
    assert wrong.problems_shown() == ["Choose one from the list."]
    page = client.send(wrong, {"action": action.public_ref}, to="/actions")
    assert "Take it off" in page.text
    page = client.send(page, {}, to="/off")
    assert "No action is linked yet." in page.text


def test_each_role_sees_and_does_its_own_part(client: CheckedClient) -> None:
    at = made.heard()
    made.written()
    place = Place(service_area_id=at.services[0].id)
    signed_in(client, Role.service_manager)
    page = client.get(ONE)
    assert page.forms()[1:] == []
    client.post("/sign-out", {})
    client.sign_in(factories.person(Role.participation_officer, place=place).email)
    client.get(ONE, expect=403)
    client.post(f"{ONE}/found", {"found": FOUND}, expect=403)
    own = client.get(LIST)
    assert [option.get("value") for option in own.find_all("option")][-1] == at.services[0].slug
    mine = client.get(f"/telling/{QUARTER}/{at.services[0].slug}/REL")
    client.send(mine, {"found": "Only here."}, to="/found")
    client.get(f"/telling/{QUARTER}/{at.services[1].slug}/REL", expect=403)
    client.post("/sign-out", {})
    client.sign_in(factories.person(Role.service_manager, place=Place(locality_id=at.localities[0].id)).email)
    assert "No themes for one locality alone" in client.get(LIST).text


def test_what_is_not_there_is_not_found(client: CheckedClient) -> None:
    made.heard()
    signed_in(client)
    for path in (f"/telling/{QUARTER}/nowhere/REL", f"/telling/{QUARTER}/whole-council/NOPE",
                 "/telling/never/whole-council/REL", "/telling/2020-21-Q1/whole-council/REL"):  # fmt: skip
        client.get(path, expect=404)
    client.get(f"{ONE}/words/en_GB", expect=404)
    made.decided(decision=Decision.cannot)
    client.get(f"{ONE}/words/tlh", expect=404)
    assert client.get(f"{ONE}/words/en_GB").form_values("/en_GB")["did"] == [REASON]


def test_before_any_figures_the_list_says_what_will_stand_here(client: CheckedClient) -> None:
    signed_in(client)
    assert "No figures yet" in client.get(LIST).text


def test_the_pages_cost_the_same_however_much_there_is(client: CheckedClient) -> None:
    at = made.heard()
    signed_in(client)
    made.analysed(theme="LEARN")
    with counting() as few:
        client.get(LIST)
    for slug in ("MEET.time", "PLAN.delay", "HELP.right", "WELL.mh"):
        said(at, slug, times=12)
    draw_figures(quarters=[made.WHEN])
    made.told()
    made.decided(theme="MEET")
    with counting() as many:
        client.get(LIST)
    assert len(many) == len(few) <= 13
    with counting() as one:
        client.get(ONE)
    assert len(one) <= 14
