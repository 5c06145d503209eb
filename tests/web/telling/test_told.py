"""You said, we did: anybody can read it, in their language, and nothing in it tells who somebody is."""

from collections.abc import Iterator

import pytest

from feedback_app import clock
from feedback_app.dashboards.models import Drawing
from feedback_app.database import db
from feedback_app.people.roles import Role
from feedback_app.telling.models import ENGLISH, YouSaid
from feedback_app.telling.rules import Decision
from feedback_app.telling.tell import publish, write_words
from tests import factories
from tests.counting import counting
from tests.dashboards.factories import QUARTER
from tests.page import CheckedClient
from tests.telling import factories as made
from tests.telling.factories import DID, IN_TIME, SAID, figures, officer

PAGE = "/you-said-we-did"


@pytest.fixture(autouse=True)
def in_july() -> Iterator[None]:
    with clock.stopped_at(IN_TIME):
        yield


def also_in(it: YouSaid, language: str, said: str, did: str) -> None:
    write_words(it, language, said=said, did=did, by=officer(), seen=it.changes)
    publish(it, language, figures(), by=officer(), seen=it.changes)


@pytest.mark.requirement("SL-08")
def test_everybody_reads_what_was_said_and_done_without_signing_in_and_staff_find_it(
    client: CheckedClient,
) -> None:
    made.heard()
    made.told()
    start = client.get("/")
    page = client.get(start.links()["You said, we did: what has changed"])
    assert page.path == PAGE
    for words in ("April to June 2026", "You said", SAID, "We did", DID):
        assert words in page.text
    assert "How many answers spoke of this: 26" in page.text
    client.sign_in(factories.person(Role.service_manager).email)
    assert client.get(client.get("/telling").links()["What everybody can read"]).path == PAGE


def test_each_reads_it_in_their_own_language_or_is_told_that_it_is_in_english(client: CheckedClient) -> None:
    made.heard()
    also_in(made.told(), "ar", "العامل يتأخر دائمًا.", "يتصل العامل الآن عندما تتأخر الحافلة.")
    client.open("/language/ar")
    page = client.get(PAGE)
    assert "يتصل العامل الآن" in page.text
    assert SAID not in page.text
    client.open("/language/pl")
    words = client.get(PAGE).find_all("div", class_="words")
    assert [each.get("lang") for each in words] == ["en-GB", "en-GB"]


def test_what_cannot_be_done_is_said_with_its_reason(client: CheckedClient) -> None:
    made.heard()
    made.told(it=made.decided(decision=Decision.cannot))
    page = client.get(PAGE)
    assert "We could not do this. Here is why." in page.text
    assert "We did" not in [heading.text for heading in page.find_all("h2")]


def test_what_may_not_be_shown_any_longer_is_not_there(client: CheckedClient) -> None:
    made.heard()
    made.told()
    assert SAID in client.get(PAGE).text
    db.session.query(Drawing).delete()
    assert SAID not in client.get(PAGE).text


def test_it_can_be_narrowed_to_a_service_and_another_time(client: CheckedClient) -> None:
    at = made.heard()
    service = at.services[0]
    made.told()
    local = made.decided(decision=Decision.cannot, service_area_id=service.id)
    by = officer()
    write_words(local, ENGLISH, said="Only in one place.", did=DID, by=by, seen=local.changes)
    publish(local, ENGLISH, figures(service.slug), by=officer(), seen=local.changes)
    page = client.get(PAGE)
    assert SAID in page.text
    assert "Only in one place." in page.text
    narrowed = client.get(f"{PAGE}?period={QUARTER}&service={service.slug}")
    assert SAID not in narrowed.text
    assert "How many answers spoke of this: 14" in narrowed.text
    assert SAID in client.get(f"{PAGE}?period=never&service=nowhere&page=99").text


def test_before_anything_is_told_the_page_says_so(client: CheckedClient) -> None:
    assert "Nothing is here yet" in client.get(PAGE).text


def test_it_asks_the_database_little(client: CheckedClient) -> None:
    made.heard()
    made.told()
    client.get("/")
    with counting() as statements:
        client.get(PAGE)
    assert len(statements) == 3
