"""Links and codes: made for one survey and place, shown once, listed without secrets, taken back for good."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from feedback_app import clock
from feedback_app.database import db
from feedback_app.listening.invite import Wanted, invite
from feedback_app.listening.models import Invitation
from feedback_app.listening.open_invitation import DoesNotOpen, open_by_code, open_by_token
from feedback_app.people.roles import Place, Role
from surveys.definition import Reader, RespondentGroup
from surveys.library import shipped_survey
from tests.counting import counting
from tests.factories import locality, person, service_area
from tests.page import CheckedClient, Page

CHILD = "/invite/new/learning-audit-child"
FILLED: dict[str, object] = {"group": "child", "reader": "child", "language": "en_GB"}


@pytest.fixture
def signed_in(client: CheckedClient) -> CheckedClient:
    return client.sign_in(person(Role.participation_officer).email)


def secrets_on(page: Page) -> tuple[str, str]:
    address, code = (" ".join(found.itertext()).strip() for found in page.find_all("bdi")[1:3][::-1])
    return address.rsplit("/", 1)[1], code


def way_to_take_back(client: CheckedClient) -> str:
    return next(way for words, way in client.get("/invite").links().items() if words.startswith("Take back"))


def has_qr_code(page: Page) -> bool:
    return any(element.tag.endswith("}svg") and element.get("class") == "qr" for element in page.root.iter())


def test_a_new_link_and_code_are_shown_once_and_open_the_survey(signed_in: CheckedClient) -> None:
    page = signed_in.send(
        signed_in.get(CHILD), {**FILLED, "label": "Half-term group", "uses": "30"}, to=CHILD
    )
    token, code = secrets_on(page)
    made = db.session.scalars(select(Invitation)).one()
    assert open_by_token(token).id == made.id == open_by_code(code.lower(), "127.0.0.1").id
    assert (made.uses_allowed, made.label) == (30, "Half-term group")
    assert has_qr_code(page)
    again = signed_in.get(f"/invite/{made.public_ref}/made")
    assert again.path == "/invite"
    assert "shown only once" in again.text
    assert code not in again.text
    assert token not in again.text


def test_pressing_twice_makes_one_link(signed_in: CheckedClient) -> None:
    page = signed_in.get(CHILD)
    signed_in.send(page, FILLED, to=CHILD)
    signed_in.send(page, FILLED, to=CHILD)
    assert db.session.scalar(select(func.count()).select_from(Invitation)) == 1


def test_a_link_taken_back_opens_nothing(signed_in: CheckedClient) -> None:
    token, _code = secrets_on(signed_in.send(signed_in.get(CHILD), FILLED, to=CHILD))
    asked = signed_in.get(way_to_take_back(signed_in))
    assert open_by_token(token)
    assert "on a poster or in a letter" in asked.text
    listed = signed_in.send(asked, {}, to="take-back")
    assert "Taken back" in listed.text
    with pytest.raises(DoesNotOpen):
        open_by_token(token)


def test_the_last_day_still_counts_and_the_next_does_not(signed_in: CheckedClient) -> None:
    day = clock.today() + timedelta(days=3)
    chosen = {
        "expires_on-day": str(day.day),
        "expires_on-month": str(day.month),
        "expires_on-year": str(day.year),
    }
    page = signed_in.send(signed_in.get(CHILD), {**FILLED, **chosen}, to=CHILD)
    token, _code = secrets_on(page)
    with clock.stopped_at(clock.start_of(day) + timedelta(hours=20)):
        assert open_by_token(token)
    with (
        clock.stopped_at(clock.start_of(day + timedelta(days=1)) + timedelta(minutes=1)),
        pytest.raises(DoesNotOpen),
    ):
        open_by_token(token)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"group": ""}, "Choose who it is for."),
        ({"group": "staff"}, "Choose one of the answers on the page."),
        ({"reader": ""}, "Choose a wording."),
        ({"reader": "adult"}, "Choose one of the answers on the page."),
        ({"language": "tlh"}, "Choose one from the list."),
        ({"service_area": "99999"}, "Choose one from the list."),
        ({"uses": "0"}, "Type a number from 1"),
        ({"uses": "many"}, "Type a whole number"),
        ({"label": "🙂" * 20_000}, "letters too long"),
        ({"expires_on-day": "31", "expires_on-month": "2", "expires_on-year": "2027"}, "Type a real date"),
        ({"expires_on-day": "1", "expires_on-month": "1", "expires_on-year": "2020"}, "still to come"),
        ({"expires_on-day": "1", "expires_on-month": "1", "expires_on-year": "9999"}, "still to come"),
    ],
)
def test_each_mistake_is_said_and_what_was_typed_stays(
    signed_in: CheckedClient, wrong: dict[str, object], said: str
) -> None:
    page = signed_in.send(signed_in.get(CHILD), {**FILLED, "label": "Kept words", **wrong}, to=CHILD)
    assert any(said in problem for problem in page.problems_shown()), page.problems_shown()
    assert "label" in wrong or page.form_values("child")["label"] == ["Kept words"]
    assert db.session.scalar(select(func.count()).select_from(Invitation)) == 0


@pytest.mark.parametrize("label", ["", "شكرا لكم", "🎈 party", "a\0b", "<script>alert(1)</script>"])
def test_any_name_may_be_given(signed_in: CheckedClient, label: str) -> None:
    signed_in.send(signed_in.get(CHILD), {**FILLED, "label": label}, to=CHILD)
    expected = label.replace("\0", "") or "Tell us about the help you get"
    assert expected in signed_in.get("/invite").text


def test_an_unknown_survey_or_link_is_not_found(signed_in: CheckedClient) -> None:
    signed_in.get("/invite/new/nothing", expect=404)
    signed_in.get("/invite/new/i-do-not-feel-safe", expect=404)
    signed_in.get("/invite/0000/made", expect=404)


def test_somebody_of_one_service_area_invites_for_it_alone(client: CheckedClient) -> None:
    own, other = service_area("Own"), service_area("Other")
    client.sign_in(person(Role.participation_officer, place=Place(own.id)).email)
    refused = client.send(client.get(CHILD), {**FILLED, "service_area": str(other.id)}, to=CHILD)
    assert "You may make links for your own service area" in " ".join(refused.problems_shown())
    made = client.send(client.get(CHILD), {**FILLED, "service_area": str(own.id)}, to=CHILD)
    assert has_qr_code(made)


def test_links_of_other_places_are_neither_seen_nor_taken_back(client: CheckedClient) -> None:
    own, other = service_area("Own"), service_area("Other")
    everywhere = person(Role.quality_analyst)
    made = invite(
        Wanted(
            shipped_survey("learning-audit-child"), RespondentGroup.CHILD, Reader.CHILD,
            place=Place(other.id),
            label="Elsewhere",
        ),
        by=everywhere,
    )  # fmt: skip
    client.sign_in(person(Role.participation_officer, place=Place(own.id)).email)
    assert "Elsewhere" not in client.get("/invite").text
    client.post(f"/invite/{made.invitation.public_ref}/take-back", {}, expect=404)


@pytest.mark.parametrize(
    "role", [Role.practice_lead, Role.service_manager, Role.safeguarding_triage, Role.director]
)
def test_other_roles_do_not_make_links(client: CheckedClient, role: Role) -> None:
    client.sign_in(person(role).email)
    client.get("/invite", expect=403)
    client.get(CHILD, expect=403)


def test_the_list_asks_as_little_for_thirty_links_as_for_one(app: Flask, signed_in: CheckedClient) -> None:
    by = person(Role.quality_analyst)
    place = Place(service_area().id, locality().id)
    wanted = Wanted(shipped_survey("learning-audit-child"), RespondentGroup.CHILD, Reader.CHILD, place=place)
    invite(wanted, by=by)
    with counting() as for_one:
        signed_in.get("/invite")
    for _more in range(30):
        invite(wanted, by=by)
    with counting() as for_many:
        page = signed_in.get("/invite")
    assert len(for_many) == len(for_one)
    assert "Earlier ones" in page.links()
    assert len(signed_in.get(page.links()["Earlier ones"]).find_all("tr")) == 7


def test_on_a_phone_each_link_is_a_card_that_names_what_it_says(signed_in: CheckedClient) -> None:
    signed_in.send(signed_in.get(CHILD), FILLED, to=CHILD)
    page = signed_in.get("/invite")
    assert page.find_all("table", class_="table--cards")
    named = [cell.get("data-label") for cell in page.find_all("td") if cell.get("data-label")]
    assert named == ["Survey", "For", "Place", "Made on", "Used", "State"]
