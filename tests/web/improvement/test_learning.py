"""The pages of learning: what is still to be shared, and the day those it is for were told."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from feedback_app import clock
from feedback_app.improvement.share import note_told
from feedback_app.people.roles import Place, Role
from tests import factories
from tests.counting import counting
from tests.improvement.factories import DUE, NOW, learning
from tests.page import CheckedClient, Page, text_of

DAY = {"told_on-day": "30", "told_on-month": "6", "told_on-year": "2026"}


@pytest.fixture(autouse=True)
def first_of_july() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


def titles(page: Page) -> list[str]:
    return [text_of(title) for title in page.find_all("h2", class_="card-row__title")]


def test_learning_not_shared_by_its_day_is_told_in_words_and_found(client: CheckedClient) -> None:
    learning(what="In time")
    late = learning(what="Late", share_by=DUE - timedelta(days=20))
    shared = learning(what="Shared")
    note_told(shared, told_on=clock.today(), by=factories.person())
    page = client.sign_in(factories.person(Role.quality_analyst).email).get("/learning")
    assert titles(page) == [late.what, "In time"]
    for words in ("1 is still to be shared", "1 was not shared by its day", "1 is shared"):
        assert words in page.links()
    assert "Overdue: not shared by its day" in page.text
    assert titles(client.get(page.links()["1 was not shared by its day"])) == ["Late"]
    assert titles(client.get("/learning?sharing=all&order=latest")) == ["In time", "Shared", "Late"]
    assert "No learning is here" in client.get("/learning?reach=partners").text


def test_only_learning_of_audits_within_reach_is_there(client: CheckedClient) -> None:
    mine, elsewhere = (Place(factories.service_area().id, factories.locality().id) for _each in range(2))
    learning(of=factories.audit(place=mine), what="Mine")
    far = learning(of=factories.audit(place=elsewhere), what="Far away")
    client.sign_in(factories.person(Role.service_manager, place=mine).email)
    assert titles(client.get("/learning")) == ["Mine"]
    client.get(f"/learning/{far.public_ref}", expect=404)


def test_a_manager_says_on_which_day_they_were_told_and_can_take_it_back(client: CheckedClient) -> None:
    it = learning()
    client.sign_in(factories.person(Role.service_manager, name="Rita Responsible").email)
    page = client.get(f"/learning/{it.public_ref}")
    wrong = client.send(page, {**DAY, "told_on-day": "2", "told_on-month": "7"}, to="/told")
    assert wrong.problems_shown() == ["This day has not come yet. Give the day it happened."]
    assert wrong.form_values("/told")["told_on-month"] == ["7"]
    for _press in range(2):
        told = client.send(page, dict(DAY), to="/told")
    assert "Shared on 30 June 2026" in told.text
    assert told.text.count("Shared, Rita Responsible") == 1
    other = client.send(page, {**DAY, "told_on-day": "29"}, to="/told", expect=409)
    assert "This was changed while you had the page open." in other.text
    client.send(told, {}, to="/not-told")
    assert it.told_on is None


def test_who_only_reads_learning_is_offered_no_button(client: CheckedClient) -> None:
    it = learning()
    client.sign_in(factories.person(Role.director).email)
    assert "Was it shared?" not in client.get(f"/learning/{it.public_ref}").text
    client.post(f"/learning/{it.public_ref}/told", dict(DAY), expect=403)


def test_the_list_costs_the_same_however_much_there_is(client: CheckedClient) -> None:
    client.sign_in(factories.person(Role.quality_analyst).email)
    learning()
    with counting() as few:
        client.get("/learning")
    for _each in range(12):
        learning()
    with counting() as many:
        client.get("/learning")
    assert len(many) == len(few)


def test_before_any_audit_the_page_says_what_will_stand_here(client: CheckedClient) -> None:
    client.sign_in(factories.person(Role.quality_analyst).email)
    assert "No learning yet" in client.get("/learning").text
