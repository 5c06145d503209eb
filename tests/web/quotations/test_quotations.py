"""A participation officer proposes a quote; somebody else reads it, and only then may a report use it."""

import pytest
from sqlalchemy import select

from feedback_app.database import db
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.quotations.models import Quotation, QuotationState
from tests import factories
from tests.page import CheckedClient, Page
from tests.quotations.factories import said_often
from tests.whole.hostile import TYPED

WORDS = "My worker Sarah took me to Skegness. She always asks me first."


@pytest.fixture
def officer(client: CheckedClient) -> Person:
    somebody = factories.person(Role.participation_officer, name="Petra")
    client.sign_in(somebody.email)
    return somebody


def sign_in_as(client: CheckedClient, who: Person) -> None:
    client.post("/sign-out", {})
    client.sign_in(who.email)


def proposing(client: CheckedClient, *, times: int = 5, may_quote: bool = True) -> Page:
    response, _place = said_often(WORDS, times=times, may_quote=may_quote)
    return client.get(f"/quotations/new/{response.public_ref}/LA1/well")


def proposed(client: CheckedClient) -> Page:
    return client.send(proposing(client), {}, to="start=0&end=62")


def the_quote() -> Quotation:
    db.session.expire_all()
    return db.session.scalars(select(Quotation)).one()


def test_names_and_places_are_pointed_out_with_why_and_left_out(
    client: CheckedClient, officer: Person
) -> None:
    page = proposing(client)
    assert "Sarah · name. It is a usual first name." in page.text or "Sarah · name." in page.text
    assert "Skegness · name. It has a capital" in page.text or "Skegness" in page.text

    after = client.send(page, {}, to="start=0&end=62")

    assert "My worker [name] took me to" in after.text
    assert "Skegness" not in the_quote().text
    assert the_quote().state is QuotationState.proposed


def test_a_person_adds_what_was_not_pointed_out(client: CheckedClient, officer: Person) -> None:
    after = client.send(proposing(client), {"more": "asks me\n"}, to="start=0&end=62")

    assert "She always [left out] first." in after.text


def test_words_that_are_not_there_are_said_and_kept_in_the_box(
    client: CheckedClient, officer: Person
) -> None:
    after = client.send(proposing(client), {"more": "Blackpool"}, to="start=0&end=62")

    assert "are not in this part" in after.text
    assert after.form_values("start=0&end=62")["more"] == ["Blackpool"]
    assert db.session.scalar(select(Quotation.id)) is None


def test_the_proposer_is_not_offered_the_check_and_a_colleague_is(
    client: CheckedClient, officer: Person
) -> None:
    page = proposed(client)
    assert "somebody else checks it" in page.text
    client.post(f"{page.path}/check", {"sure": "yes", "changes": the_quote().changes}, expect=409)
    assert the_quote().state is QuotationState.proposed
    sign_in_as(client, factories.person(Role.quality_analyst))

    opened = client.get(next(h for n, h in client.get("/quotations").links().items() if "My worker" in n))
    unticked = client.send(opened, {}, to="/check")
    assert "Tick the box" in unticked.text
    client.send(unticked, {"sure": "yes"}, to="/check")

    assert the_quote().state is QuotationState.usable
    assert "My worker [name]" in client.get("/quotations?state=usable").text


def test_what_changed_while_it_was_read_is_not_approved(client: CheckedClient, officer: Person) -> None:
    page = proposed(client)
    sign_in_as(client, factories.person(Role.quality_analyst))
    opened = client.get(page.path)
    sign_in_as(client, officer)
    client.send(client.get(f"{page.path}/change"), {"more": "asks"}, to="/change")
    sign_in_as(client, factories.person(Role.quality_analyst))

    stale = {name: values[0] for name, values in opened.form_values("/check").items() if name == "changes"}
    after = client.post(f"{page.path}/check", {**stale, "sure": "yes"}, expect=409)

    assert "Somebody changed this quote" in after.text
    assert the_quote().state is QuotationState.proposed


def test_it_is_sent_back_with_a_reason_and_comes_again(client: CheckedClient, officer: Person) -> None:
    page = proposed(client)
    sign_in_as(client, factories.person(Role.quality_analyst))
    empty = client.send(client.get(page.path), {"because": " "}, to="/send-back")
    assert "Say what should change." in empty.text
    client.send(empty, {"because": "The seaside is unusual"}, to="/send-back")
    sign_in_as(client, officer)

    assert "The seaside is unusual" in client.get(page.path).text
    client.send(client.get(f"{page.path}/change"), {}, to="/change")
    assert the_quote().state is QuotationState.proposed


def test_without_permission_the_reason_is_said(client: CheckedClient, officer: Person) -> None:
    page = proposing(client, may_quote=False)

    after = client.send(page, {}, to="start=0&end=62")

    assert "did not say that they may be quoted" in after.text
    assert db.session.scalar(select(Quotation.id)) is None


def test_where_too_few_said_it_the_reason_is_said(client: CheckedClient, officer: Person) -> None:
    after = client.send(proposing(client, times=3), {}, to="start=0&end=62")

    assert "Too few others" in after.text


def test_anybody_who_reads_may_stop_a_quote(client: CheckedClient, officer: Person) -> None:
    page = proposed(client)

    client.send(page, {}, to="/stop")

    assert the_quote().state is QuotationState.taken_back


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)
def test_whatever_is_sent_is_answered_calmly(
    client: CheckedClient, officer: Person, typed: str | bytes
) -> None:
    page = proposing(client)
    client.send(page, {"more": typed, "gap": [typed, "5-4-name", "0-99999-name"]}, to="start=0&end=62")
    page = client.get(page.path)
    client.send(page, {"code": typed}, to="end=62")


@pytest.mark.parametrize("address", ["?state=%00", "?page=x", "?page=-4", "?state=usable&page=999999999"])
def test_an_address_nobody_wrote_is_read_as_far_as_it_can_be(
    client: CheckedClient, officer: Person, address: str
) -> None:
    client.get("/quotations" + address)


def test_a_quote_of_a_place_one_does_not_reach_is_not_there(client: CheckedClient, officer: Person) -> None:
    page = proposed(client)
    elsewhere = Place(None, factories.locality().id)
    sign_in_as(client, factories.person(Role.quality_analyst, place=elsewhere))

    client.get(page.path, expect=404)
    assert "No quote is here" in client.get("/quotations").text
