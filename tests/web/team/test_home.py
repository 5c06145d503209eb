"""The first page says what waits for this person, and what is most urgent about it."""

from datetime import UTC, datetime, timedelta

from feedback_app import clock
from feedback_app.people.roles import Place, Role
from feedback_app.safeguarding.models import Severity
from tests import factories
from tests.counting import counting
from tests.page import CheckedClient, Page, text_of
from tests.quotations.factories import proposed
from tests.safeguarding.factories import concern
from tests.themes.factories import answer

MONDAY = datetime(2026, 5, 11, 9, 0, tzinfo=UTC)


def tiles(page: Page) -> dict[str, str]:
    return {
        text_of(title): text_of(tile)
        for tile in page.find_all("li", class_="tile")
        for title in tile.iter("h2")
    }


def test_a_reader_sees_how_many_answers_wait_and_the_oldest_clock(client: CheckedClient) -> None:
    answer(said_at=MONDAY)
    answer(said_at=MONDAY + timedelta(days=1))
    with clock.stopped_at(MONDAY + timedelta(days=2)):
        client.sign_in(factories.person(Role.quality_analyst).email)
        shown = tiles(client.get("/team"))
    assert "2" in shown["Answers to read"]
    assert "Overdue since Tue 12 May" in shown["Answers to read"]


def test_a_quote_to_check_waits_for_a_second_person_and_not_for_whoever_proposed_it(
    client: CheckedClient,
) -> None:
    first, second = (factories.person(Role.quality_analyst) for _ in range(2))
    proposed(first)
    client.sign_in(second.email)
    assert "1" in tiles(client.get("/team"))["Quotes to check"]
    client.post("/sign-out", {})
    client.sign_in(first.email)
    assert "Quotes to check" not in tiles(client.get("/team"))


def test_each_role_sees_its_own_work_and_nothing_else(client: CheckedClient) -> None:
    concern(Severity.S1)
    client.sign_in(factories.person(Role.safeguarding_triage).email)
    shown = tiles(client.get("/team"))
    assert list(shown) == ["Concerns"]
    assert "1 urgent one nobody has taken." in shown["Concerns"]


def test_a_service_manager_sees_audits_to_chair_and_to_sign_off(client: CheckedClient) -> None:
    place = Place(factories.service_area().id, factories.locality().id)
    manager = factories.person(Role.service_manager, place=place)
    factories.audit(chair=manager, place=place)
    from feedback_app.audits.waiting import to_chair, to_sign_off

    assert (to_chair(manager).count, to_sign_off(manager).count) == (1, 0)
    assert "What waits for you" in client.sign_in(manager.email).get("/team").text


def test_somebody_with_no_role_cannot_open_it_and_an_administrator_hears_of_the_post(
    client: CheckedClient,
) -> None:
    client.sign_in(factories.person(Role.administrator).email)
    assert "Nothing waits for you" in client.get("/team").text


def test_the_page_costs_the_same_however_much_waits(client: CheckedClient) -> None:
    client.sign_in(factories.person(*Role).email)
    with counting() as few:
        client.get("/team")
    for _each in range(30):
        factories.response()
        concern()
    with counting() as many:
        client.get("/team")
    assert len(many) == len(few)


def test_somebody_signed_in_keeps_their_menu_where_a_page_is_refused_or_missing(
    client: CheckedClient,
) -> None:
    client.sign_in(factories.person(Role.quality_analyst).email)
    for path, status in (("/bottles", 403), ("/audits/nowhere", 404)):
        page = client.get(path, expect=status)
        assert page.links()["Go to my work"] == "/team"
        assert page.find_all("nav", aria_label="Main menu")
        assert "I don't feel safe" not in page.text
