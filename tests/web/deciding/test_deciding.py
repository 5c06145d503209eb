"""A participation officer finds what nobody decided on in time, and decides."""

from collections.abc import Iterator

import pytest

from feedback_app import clock
from feedback_app.database import db
from feedback_app.listening.store import Response
from feedback_app.people.roles import Place, Role
from feedback_app.safeguarding.models import RaisedBy, Severity
from feedback_app.safeguarding.raise_concern import raise_concern
from feedback_app.telling.decide_one import decide_on
from feedback_app.telling.rules import Outcome
from feedback_app.themes.load_codebook import load_codebook
from surveys.answers import Answer as Said
from surveys.definition import Reader, RespondentGroup
from tests import factories
from tests.counting import counting
from tests.dashboards.factories import IN_QUARTER
from tests.page import CheckedClient, Page, text_of
from tests.telling.factories import TOO_LATE, decided

LIST = "/deciding"
EASY = "We asked. There is no bus after six. We are sorry."
HARD = "Organisational arrangements regarding transportation availability are being reconsidered accordingly."


@pytest.fixture(autouse=True)
def in_august() -> Iterator[None]:
    with clock.stopped_at(TOO_LATE):
        yield


def child_said(words: str = "The bus is late.", place: Place | None = None) -> Response:
    made = factories.response(
        "learning-audit-child",
        {"LA3": Said(words={"": words})},
        group=RespondentGroup.CHILD,
        reader=Reader.CHILD,
        place=place,
        said_at=IN_QUARTER,
    )
    db.session.flush()
    return made


def signed_in(client: CheckedClient, role: Role = Role.participation_officer) -> CheckedClient:
    return client.sign_in(factories.person(role).email)


def titles(page: Page) -> list[str]:
    return [text_of(title) for title in page.find_all("h2", class_="card-row__title")]


@pytest.mark.requirement("LI-78")
@pytest.mark.parametrize("role", [Role.participation_officer, Role.quality_analyst])
def test_what_waits_too_long_is_listed_and_no_action_needs_a_reason_a_child_can_read(
    client: CheckedClient, role: Role
) -> None:
    child_said()
    with clock.stopped_at(IN_QUARTER):
        assert "Responses to decide on" not in signed_in(client, role).get("/team").text
    home = signed_in(client, role).get("/team")
    assert "Overdue: the oldest came in on 6 May 2026" in home.text
    page = client.get(home.links()["Responses to decide on"])
    assert titles(page) == ["The bus is late."]
    assert "Overdue since 3 Jun 2026" in page.text
    assert "Came in on 6 May 2026, 106 days ago" in page.text
    page = client.get(page.links()["The bus is late."])
    nothing = client.send(page, {}, to="/decision")
    assert nothing.problems_shown() == ["Choose one."]
    wrong = client.send(nothing, {"outcome": "no_action"}, to="/decision")
    assert wrong.problems_shown() == ["Say why nothing will be done, as you would say it to them."]
    hard = client.send(wrong, {"outcome": "no_action", "words": HARD}, to="/decision")
    assert "and must be easy at 9. Use shorter sentences and everyday words." in hard.problems_shown()[0]
    assert hard.form_values("/decision")["words"] == [HARD]
    kept = client.send(hard, {"outcome": "no_action", "words": EASY}, to="/decision")
    assert kept.path == LIST
    assert "Nothing waits for a decision" in kept.text
    assert "Responses to decide on" not in client.get("/team").text


def test_a_decision_is_found_again_and_changed_and_its_story_stands_there_without_words(
    client: CheckedClient,
) -> None:
    load_codebook()
    response = child_said()
    theme = decided()
    first = factories.person(Role.participation_officer, name="Wanda Writer")
    decide_on(response, Outcome.no_action, words=EASY, by=first, seen=0)
    signed_in(client)
    page = client.get(client.get(LIST).links()["Decided one by one"])
    assert titles(page) == ["The bus is late."]
    assert "No action" in page.text
    page = client.get(page.links()["The bus is late."])
    assert page.form_values("/decision")["words"] == [EASY]
    chosen = {"outcome": "taken_up", "led_to": f"theme-{theme.public_ref}", "words": "A new bus comes."}
    client.send(page, dict(chosen), to="/decision")
    page = client.get(page.path)
    assert page.form_values("/decision")["led_to"] == [chosen["led_to"]]
    stands = [text_of(line) for line in page.find_all("p")]
    assert "Taken up Theme we act on: My worker and our relationship" in stands
    story = [text_of(line) for line in page.find_all("ol", class_="history")[-1].iter("li")]
    assert len(story) == 2
    assert "No action, Wanda Writer" in story[0]
    assert "Taken up" in story[1]
    assert "bus" not in " ".join(story)


def test_an_open_concern_is_not_closed_with_no_action_and_what_was_typed_stays(client: CheckedClient) -> None:
    response = child_said("He hits me.")
    raise_concern(Severity.S2, RaisedBy.words, place=Place(), survey=response.survey, response_id=response.id)
    db.session.flush()
    page = signed_in(client).get(LIST)
    assert titles(page) == ["With safeguarding triage"]
    page = client.get(page.links()["With safeguarding triage"])
    refused = client.send(page, {"outcome": "no_action", "words": EASY}, to="/decision", expect=409)
    assert "Before they decide, it cannot be closed with “no action”." in refused.text
    assert refused.form_values("/decision")["words"] == [EASY]
    assert titles(client.get(LIST)) == ["With safeguarding triage"]


def test_of_two_at_once_the_second_sees_what_stands_and_keeps_their_words(client: CheckedClient) -> None:
    response = child_said()
    page = signed_in(client).get(f"{LIST}/{response.public_ref}")
    decide_on(
        response, Outcome.answered, words="By letter.", by=factories.person(Role.quality_analyst), seen=0
    )
    late = client.send(page, {"outcome": "no_action", "words": EASY}, to="/decision", expect=409)
    assert "This was changed while you had the page open." in late.text
    assert "By letter." in late.text
    assert late.form_values("/decision")["words"] == [EASY]
    client.send(late, {}, to="/decision")
    assert EASY in client.get(f"{LIST}/{response.public_ref}").text


def test_nobody_decides_beyond_their_place_or_role(client: CheckedClient) -> None:
    here, there = Place(factories.service_area().id), Place(factories.service_area().id)
    response = child_said(place=there)
    client.sign_in(factories.person(Role.participation_officer, place=here).email)
    assert "Nothing waits for a decision" in client.get(LIST).text
    client.get(f"{LIST}/{response.public_ref}", expect=404)
    client.post(f"{LIST}/{response.public_ref}/decision", {"outcome": "answered"}, expect=404)
    for role in (Role.director, Role.service_manager, Role.safeguarding_triage, Role.young_inspector):
        signed_in(client, role).get(LIST, expect=403)


def test_looking_here_is_not_reading_so_that_it_is_still_read_and_coded(client: CheckedClient) -> None:
    response = child_said()
    signed_in(client).get(f"{LIST}/{response.public_ref}")
    db.session.refresh(response, ["answers"])
    assert [answer.first_read_at for answer in response.answers] == [None]
    assert "1 answer waits to be read." in client.get("/coding").text


def test_without_a_name_no_action_about_a_family_is_offered_and_names_are_refused(
    client: CheckedClient,
) -> None:
    response = factories.response(
        "staff-pulse",
        {"ST9n": Said(words={"": "Fewer forms."})},
        group=RespondentGroup.STAFF,
        reader=Reader.ADULT,
        said_at=IN_QUARTER,
    )
    db.session.flush()
    page = signed_in(client).get(f"{LIST}/{response.public_ref}")
    assert "nobody can be told directly" in page.text
    words = "We spoke to Jane Smith."
    refused = client.send(page, {"outcome": "answered", "words": words}, to="/decision", expect=409)
    assert "This was said without a name." in refused.text
    assert refused.form_values("/decision")["words"] == [words]


def test_the_list_is_paged_and_asks_as_little_however_long_it_is(client: CheckedClient) -> None:
    signed_in(client)
    child_said("Number 1.")
    with counting() as few:
        client.get(LIST)
    for number in range(2, 26):
        child_said(f"Number {number}.")
    with counting() as many:
        page = client.get(LIST)
    assert len(many) == len(few) <= 9
    assert titles(page) == [f"Number {number}." for number in range(1, 21)]
    assert titles(client.get(page.links()["Later page"])) == [f"Number {number}." for number in range(21, 26)]
    assert "There is nothing on this page" in client.get(f"{LIST}?page=9").text
    with counting() as one:
        client.get(client.get(LIST).links()["Number 3."])
    assert len(one) <= 30


@pytest.mark.parametrize("typed", ["🙂" * 700, "مرحبا " * 200, "x" * 20_000])
def test_too_many_words_are_refused_and_kept(client: CheckedClient, typed: str) -> None:
    response = child_said()
    page = signed_in(client).get(f"{LIST}/{response.public_ref}")
    wrong = client.send(page, {"outcome": "answered", "words": typed}, to="/decision")
    assert "Please make it shorter. Nothing is lost." in wrong.problems_shown()[0]
    assert wrong.form_values("/decision")["words"] == [typed]
