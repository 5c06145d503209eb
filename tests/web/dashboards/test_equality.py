"""The equality breakdown as an analyst, a participation officer and a director meet it."""

import pytest

from feedback_app.people.roles import Role
from tests import factories
from tests.counting import counting
from tests.dashboards.factories import QUARTER
from tests.equality.quarter import a_quarter_that_told
from tests.page import CheckedClient

ADDRESS = f"/dashboards/equality?period={QUARTER}&of="
MAY_SEE = (Role.quality_analyst, Role.participation_officer, Role.director)


@pytest.mark.requirement("LI-30")
@pytest.mark.parametrize("role", MAY_SEE)
def test_what_people_speak_of_stands_beside_what_they_told_of_themselves(
    client: CheckedClient, role: Role
) -> None:
    a_quarter_that_told()
    client.sign_in(factories.person(role).email)
    page = client.get(ADDRESS + "AY.gender")
    assert "9 of 18 (50%)" in page.text
    assert "6 of 12 (50%)" in page.text
    assert "Culture, faith, race and food" in page.text
    assert "I use another word c" in page.text
    assert "Not asked, or did not tell us" in page.text
    assert [svg for svg in page.root.iter() if (svg.get("aria-label") or "").startswith("Gender, April")]
    assert "Equality" in client.get("/dashboards").links()


def test_a_characteristic_nobody_told_of_is_too_few_to_say(client: CheckedClient) -> None:
    a_quarter_that_told()
    client.sign_in(factories.person(Role.quality_analyst).email)
    page = client.get(ADDRESS + "AY.faith")
    assert "Too few to say" in page.text
    assert "Christian" not in page.text


def test_an_unknown_characteristic_shows_the_first(client: CheckedClient) -> None:
    a_quarter_that_told()
    client.sign_in(factories.person(Role.quality_analyst).email)
    assert "Age" in [heading.text for heading in client.get(ADDRESS + "🙂").find_all("h2")]


def test_who_manages_a_service_does_not_see_it(client: CheckedClient) -> None:
    a_quarter_that_told()
    client.sign_in(factories.person(Role.service_manager).email)
    assert client.get(ADDRESS, expect=403).status == 403
    assert "Equality" not in client.get("/dashboards").links()


def test_somebody_of_one_place_sees_no_figures_of_the_whole_council(client: CheckedClient) -> None:
    a_quarter_that_told()
    area = factories.service_area()
    place = factories.Place(area.id, None)
    client.sign_in(factories.person(Role.quality_analyst, place=place).email)
    page = client.get(ADDRESS + "AY.gender")
    assert "for the whole council only" in page.text
    assert "of 18" not in page.text


def test_the_page_asks_the_database_as_often_however_many_told(client: CheckedClient) -> None:
    a_quarter_that_told()
    client.sign_in(factories.person(Role.quality_analyst).email)
    with counting() as statements:
        client.get(ADDRESS + "AY.gender")
    assert len(statements) <= 7


def test_before_anything_is_drawn_the_page_says_so(client: CheckedClient) -> None:
    client.sign_in(factories.person(Role.director).email)
    assert "No figures yet" in client.get("/dashboards/equality").text
