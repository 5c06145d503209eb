"""The pages of actions: found, done by the owner, confirmed or sent back by somebody else."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from feedback_app import clock
from feedback_app.database import db
from feedback_app.improvement.finish import mark_of, take_done_back
from feedback_app.improvement.models import Agreed
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.places.models import Locality, ServiceArea
from tests import factories
from tests.counting import counting
from tests.improvement.factories import CHANGED, DUE, NOW, action, done, learning
from tests.page import CheckedClient, Page, text_of

YESTERDAY = (NOW - timedelta(days=1)).date()
DAY = {"done_on-day": "30", "done_on-month": "6", "done_on-year": "2026"}


@pytest.fixture(autouse=True)
def first_of_july() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


def rows(page: Page) -> list[str]:
    return [text_of(row) for row in page.find_all("li", class_="card-row")]


def titles(page: Page) -> list[str]:
    return [text_of(title) for title in page.find_all("h2", class_="card-row__title")]


def a_place() -> Place:
    return Place(factories.service_area().id, factories.locality().id)


def manager(place: Place | None = None, name: str = "") -> Person:
    return factories.person(Role.service_manager, place=place, name=name)


def test_ones_own_actions_come_first_and_then_by_the_day_they_are_due(client: CheckedClient) -> None:
    me = manager()
    action(what="Later, somebody's", due_on=DUE)
    action(what="Sooner, somebody's", due_on=DUE - timedelta(days=5))
    action(me, what="Mine, last", due_on=DUE + timedelta(days=60))
    action(me, what="Mine, only proposed", state=Agreed.proposed)
    page = client.sign_in(me.email).get("/actions")
    assert titles(page) == ["Mine, last", "Sooner, somebody's", "Later, somebody's"]
    assert "Yours" in rows(page)[0]
    turned = client.get(page.links()["Show the latest first"])
    assert titles(turned) == ["Mine, last", "Later, somebody's", "Sooner, somebody's"]


def test_counts_and_overdue_are_said_in_words(client: CheckedClient) -> None:
    me = manager()
    action(due_on=YESTERDAY, what="Late one"), action(), action(), done()
    page = client.sign_in(me.email).get("/actions")
    for words in ("1 is overdue", "2 are open", "1 is done and waits to be confirmed"):
        assert words in page.links()
    assert "Overdue" in rows(page)[0]
    assert titles(client.get(page.links()["1 is overdue"])) == ["Late one"]


def test_the_list_holds_what_is_within_reach_and_what_one_owns_and_nothing_else(
    client: CheckedClient,
) -> None:
    here, elsewhere = a_place(), a_place()
    me = manager(here)
    action(of=factories.audit(place=here), what="Within reach")
    action(me, of=factories.audit(place=elsewhere), what="Mine, far away")
    out_of_reach = action(of=factories.audit(place=elsewhere), what="Out of reach")
    client.sign_in(me.email)
    assert titles(client.get("/actions")) == ["Mine, far away", "Within reach"]
    assert client.get(f"/actions/{out_of_reach.public_ref}", expect=404).status == 404


def test_an_owner_who_may_not_open_the_audit_is_told_its_name_without_a_link(client: CheckedClient) -> None:
    lead = factories.person(Role.practice_lead)
    it = action(lead, of=(audit := factories.audit()))
    page = client.sign_in(lead.email).get(f"/actions/{it.public_ref}")
    assert audit.title in page.text
    assert f"/audits/{audit.public_ref}" not in page.links().values()
    client.post("/sign-out", {})
    page = client.sign_in(manager().email).get("/actions")
    assert f"/audits/{audit.public_ref}" in page.links().values()


def test_filters_narrow_by_place_owner_stage_origin_and_audit(client: CheckedClient) -> None:
    place, olu = a_place(), factories.person(Role.practice_lead, name="Olu Owner")
    audit = factories.audit(place=place)
    area = db.session.get_one(ServiceArea, place.service_area_id).slug
    locality = db.session.get_one(Locality, place.locality_id).slug
    action(olu, of=audit, what="Olu's")
    action(what="Another's")
    client.sign_in(manager().email)
    for asked in (f"whose={olu.id}", f"service={area}", f"locality={locality}", f"audit={audit.public_ref}"):
        assert titles(client.get(f"/actions?{asked}")) == ["Olu's"], asked
    assert len(titles(client.get("/actions?origin=audit"))) == 2
    for asked in ("origin=bottle", "stage=confirmed", "whose=mine"):
        page = client.get(f"/actions?{asked}")
        assert titles(page) == []
        assert "No action is here" in page.text, asked


def test_an_audit_leads_to_its_own_actions_and_learning_and_from_there_to_all(client: CheckedClient) -> None:
    audit = factories.audit()
    done(of=audit), learning(of=audit, what="Ask first"), action(what="Another audit's")
    client.sign_in(manager().email)
    page = client.get(f"/audits/{audit.public_ref}")
    actions = client.get(page.links()["See how far the agreed actions are"])
    assert titles(actions) == ["Ring the school"]
    assert len(titles(client.get(actions.links()["Show the actions of every audit"]))) == 2
    assert titles(client.get(page.links()["See whether the agreed learning is shared"])) == ["Ask first"]


def test_who_has_no_action_to_follow_hears_what_will_stand_here(client: CheckedClient) -> None:
    client.sign_in(factories.person(Role.practice_lead).email)
    assert "No actions yet" in client.get("/actions").text


def test_the_list_costs_the_same_however_many_there_are_and_comes_in_pages(client: CheckedClient) -> None:
    client.sign_in(manager().email)
    action(), done()
    with counting() as few:
        client.get("/actions")
    for _each in range(15):
        action(), done()
    with counting() as many:
        page = client.get("/actions")
    assert len(many) == len(few)
    assert len(rows(page)) == 25
    assert len(rows(client.get(page.links()["Later page"]))) == 7


@pytest.mark.requirement("NB-42", "R-56")
def test_the_owner_says_what_changed_and_a_manager_of_the_place_confirms_it(client: CheckedClient) -> None:
    place, olu = a_place(), factories.person(Role.practice_lead, name="Olu Owner")
    it = action(olu, of=factories.audit(place=place))
    page = client.sign_in(olu.email).get(f"/actions/{it.public_ref}")
    page = client.send(page, {**DAY, "impact": CHANGED}, to="/done")
    assert "Done, waits to be confirmed" in page.text
    client.post(f"/actions/{it.public_ref}/confirm", {"seen": mark_of(it)}, expect=403)
    client.post("/sign-out", {})
    rita = manager(place, "Rita Responsible")
    page = client.sign_in(rita.email).get("/actions?stage=done")
    page = client.get(page.links()["Ring the school"])
    assert CHANGED in page.text
    page = client.send(page, {}, to="/confirm")
    assert "Confirmed by Rita Responsible" in page.text
    assert it.confirmed_by_id == rita.id


def test_a_manager_who_owns_it_cannot_confirm_it(client: CheckedClient) -> None:
    it = done(me := manager())
    page = client.sign_in(me.email).get(f"/actions/{it.public_ref}")
    assert "Confirm that it is done" not in page.text
    page = client.post(f"/actions/{it.public_ref}/confirm", {"seen": mark_of(it)}, expect=409)
    assert "Somebody other than the owner must confirm" in page.text


def test_a_manager_of_another_place_cannot_confirm_an_action_they_may_see(client: CheckedClient) -> None:
    me = manager(a_place())
    it = done(of=factories.audit(chair=me, place=a_place()))
    page = client.sign_in(me.email).get(f"/actions/{it.public_ref}")
    assert "Confirm that it is done" not in page.text
    client.post(f"/actions/{it.public_ref}/confirm", {"seen": mark_of(it)}, expect=403)
    assert it.confirmed_by_id is None


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"impact": " "}, "Say what changed for the child or family, even if it is little."),
        ({"done_on-day": "2", "done_on-month": "7"}, "This day has not come yet. Give the day it happened."),
        ({"done_on-day": "31"}, "Type a real date, like 27 3 2026."),
    ],
)
def test_a_mistake_is_said_and_what_was_typed_stays(
    client: CheckedClient, wrong: dict[str, object], says: str
) -> None:
    it = action(me := factories.person(Role.practice_lead))
    page = client.sign_in(me.email).get(f"/actions/{it.public_ref}")
    sent = {**DAY, "impact": CHANGED, **wrong}
    page = client.send(page, sent, to="/done")
    assert page.problems_shown() == [says]
    kept = page.form_values("/done")
    assert kept["impact"] == [sent["impact"]]
    assert kept["done_on-day"] == [sent["done_on-day"]]
    assert it.done_on is None


def test_pressed_twice_it_is_done_once_and_told_kindly(client: CheckedClient) -> None:
    it = action(me := factories.person(Role.practice_lead))
    page = client.sign_in(me.email).get(f"/actions/{it.public_ref}")
    for _press in range(2):
        again = client.send(page, {**DAY, "impact": CHANGED}, to="/done")
    story = [text_of(line) for line in again.find_all("ol", class_="history")[0].iter("li")]
    assert len([line for line in story if "Marked as done" in line]) == 1


def test_words_from_an_older_page_are_not_kept_over_newer_ones_and_not_lost(client: CheckedClient) -> None:
    it = action(me := factories.person(Role.practice_lead))
    page = client.sign_in(me.email).get(f"/actions/{it.public_ref}")
    client.send(page, {**DAY, "impact": CHANGED}, to="/done")
    older = client.send(page, {**DAY, "impact": "Other words."}, to="/done", expect=409)
    assert "This was changed while you had the page open." in older.text
    assert "Other words." in older.text
    assert it.impact == CHANGED


def test_nobody_confirms_words_that_changed_while_they_read(client: CheckedClient) -> None:
    it = done(owner := factories.person(Role.practice_lead))
    page = client.sign_in(manager().email).get(f"/actions/{it.public_ref}")
    take_done_back(it, by=owner, seen=mark_of(it))
    page = client.send(page, {}, to="/confirm", expect=409)
    assert "The owner has not said yet that it is done." in page.text
    assert it.confirmed_by_id is None


def test_sent_back_the_owner_sees_by_whom_and_why_and_their_words_are_there(client: CheckedClient) -> None:
    it = done(owner := factories.person(Role.practice_lead))
    page = client.sign_in(manager(name="Rita Responsible").email).get(f"/actions/{it.public_ref}")
    assert client.send(page, {}, to="/send-back").problems_shown() == ["Choose one."]
    page = client.send(page, {"because": "unfinished"}, to="/send-back")
    assert "The action is open again. Its owner is told, and sees why." in page.text
    client.post("/sign-out", {})
    listed = client.sign_in(owner.email).get("/actions")
    assert "Sent back to its owner" in rows(listed)[0]
    page = client.get(f"/actions/{it.public_ref}")
    assert "Rita Responsible sent it back. Part of it is still to be done." in page.text
    assert page.form_values("/done")["impact"] == [CHANGED]


def test_the_owner_takes_it_back_until_it_is_confirmed(client: CheckedClient) -> None:
    it = done(owner := factories.person(Role.practice_lead))
    page = client.sign_in(owner.email).get(f"/actions/{it.public_ref}")
    client.send(page, {}, to="/not-done")
    assert it.done_on is None


@pytest.mark.requirement("NB-41")
def test_supervision_is_stamped_with_its_date_and_name(client: CheckedClient) -> None:
    it = action(owner := factories.person(Role.practice_lead, name="Olu Owner"))
    page = client.sign_in(owner.email).get(f"/actions/{it.public_ref}")
    page = client.send(page, {}, to="/supervision")
    assert "1 July 2026: Recorded in supervision notes, Olu Owner" in page.text


def test_who_may_neither_do_nor_confirm_it_reads_on_and_changes_nothing(client: CheckedClient) -> None:
    it = action()
    client.sign_in(factories.person(Role.quality_analyst).email)
    page = client.get(f"/actions/{it.public_ref}")
    assert [form.get("action") for form in page.forms() if "/actions/" in form.get("action", "")] == []
    fields = {**DAY, "impact": CHANGED, "seen": mark_of(it)}
    assert CHANGED in client.post(f"/actions/{it.public_ref}/done", dict(fields), expect=409).text
    client.post(f"/actions/{it.public_ref}/supervision", {}, expect=403)
    assert it.done_on is None


def test_my_work_says_what_to_finish_and_what_to_confirm(client: CheckedClient) -> None:
    me = manager()
    action(me, due_on=date(2026, 6, 26)), done()
    page = client.sign_in(me.email).get("/team")
    tiles = {
        text_of(tile): text_of(each)
        for each in page.find_all("li", class_="tile")
        for tile in each.iter("h2")
    }
    assert "Overdue since Fri 26 Jun" in tiles["Actions to finish"]
    assert "1" in tiles["Actions to confirm"]
    assert page.links()["Actions"] == "/actions"
