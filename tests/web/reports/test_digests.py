"""The theme digests as people make and read them: a month for teams, a quarter for the board."""

from collections.abc import Iterator

import pytest

from feedback_app import clock
from feedback_app.database import db
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.places.models import Team
from tests import factories
from tests.counting import counting
from tests.page import CheckedClient, Page
from tests.reporting import factories as make

WORDS = {"themes": "Kind workers matter most.", "improvement": "Fewer meetings.", "plans": "After school."}


@pytest.fixture(autouse=True)
def after_the_quarter() -> Iterator[None]:
    with clock.stopped_at(make.WHEN):
        yield


@pytest.fixture
def staff(app: object) -> make.People:
    found = make.people()
    make.full_quarter(found.coder, each=12)
    return found


def made(client: CheckedClient, by: Person, month: str = "2026-05") -> Page:
    client.sign_in(by.email)
    return client.send(client.get("/reports/new-digest"), {"month": month}, to="/reports/new-digest")


def issued(client: CheckedClient, staff: make.People) -> Page:
    page = made(client, staff.analyst)
    page = client.send(client.get(f"{page.path}/write"), dict(WORDS), to="/write")
    page = client.send(page, {}, to="/send")
    client.post("/sign-out", {})
    client.sign_in(staff.director.email)
    page = client.send(client.get(f"{page.path}/approve"), {"nobody_recognised": "y"}, to="/approve")
    client.post("/sign-out", {})
    return page


@pytest.mark.requirement("SL-20")
def test_a_month_is_made_approved_by_somebody_else_and_read_by_a_practice_lead(
    client: CheckedClient, staff: make.People
) -> None:
    made_page = issued(client, staff)
    client.sign_in(factories.person(Role.practice_lead).email)

    listed = client.get("/digests")
    page = client.get(next(href for name, href in listed.links().items() if name == "May 2026"))

    assert "For teams" in listed.text
    assert "20 or more" in page.text
    assert "Kind workers matter most." in page.text
    assert "She is kind and funny" not in page.text
    for form in ("html", "docx"):
        file = client.open(f"{page.path}/{form}")
        assert file.status_code == 200
        assert f"theme-digest-2026-05.{form}" in file.headers["Content-Disposition"]
    client.get(made_page.path, expect=403)


def test_a_team_chooses_itself_and_reads_what_its_place_said_last(
    client: CheckedClient, staff: make.People
) -> None:
    page = issued(client, staff)
    area, place = factories.service_area("Family help"), factories.locality("East")
    team = Team(name="East team", service_area_id=area.id, locality_id=place.id)
    db.session.add(team)
    db.session.flush()
    client.sign_in(factories.person(Role.practice_lead).email)
    reference = page.path.rsplit("/", 1)[1]

    own = client.get(f"/digests/{reference}?team={team.id}")
    nobody = client.get(f"/digests/{reference}?team=nonsense")

    assert f"Theme digest for {team.name}" in own.text
    assert "Your place" in own.text
    assert "Theme digest for teams" in nobody.text


def test_somebody_with_one_place_is_offered_only_its_teams(client: CheckedClient, staff: make.People) -> None:
    page = issued(client, staff)
    area = factories.service_area("Family help")
    here, there = factories.locality("East"), factories.locality("West")
    for name, place in (("East team", here), ("West team", there)):
        db.session.add(Team(name=name, service_area_id=area.id, locality_id=place.id))
    db.session.flush()
    manager = factories.person(Role.service_manager, place=Place(area.id, here.id))
    client.sign_in(manager.email)

    shown = client.get(f"/digests/{page.path.rsplit('/', 1)[1]}")

    assert "East team" in shown.text
    assert "West team" not in shown.text


def test_the_board_reads_the_short_form_of_the_report_of_a_quarter(
    client: CheckedClient, staff: make.People
) -> None:
    client.sign_in(staff.analyst.email)
    page = client.send(client.get("/reports/new"), {"quarter": make.QUARTER}, to="/reports/new")
    reference = page.path.rsplit("/", 1)[1]
    client.get(f"/digests/{reference}", expect=404)
    page = client.send(client.get(f"{page.path}/write"), dict(WORDS), to="/write")
    client.send(page, {}, to="/send")
    client.post("/sign-out", {})
    client.sign_in(staff.director.email)
    client.send(client.get(f"{page.path}/approve"), {"nobody_recognised": "y"}, to="/approve")

    board = client.get(f"/digests/{reference}")

    assert "Theme digest for the board" in board.text
    assert "Themes quarter by quarter" in board.text
    assert "Read it for one team" not in board.text
    assert f"/reports/{reference}" in board.links().values()


def test_a_month_is_not_made_twice(client: CheckedClient, staff: make.People) -> None:
    issued(client, staff)

    again = made(client, staff.analyst)

    assert "The digest of this month is issued." in again.text


def test_a_month_under_way_is_opened_and_one_that_is_not_over_is_refused(
    client: CheckedClient, staff: make.People
) -> None:
    under_way = made(client, staff.analyst, "2026-06")
    form = client.get("/reports/new-digest")

    assert client.send(form, {"month": "2026-06"}, to="/reports/new-digest").path == under_way.path
    assert client.send(form, {"month": "2026-07"}, to="/reports/new-digest").path == "/reports/new-digest"


def test_a_month_has_no_page_for_quotes(client: CheckedClient, staff: make.People) -> None:
    page = made(client, staff.analyst)

    assert "Choose quotes" not in page.text
    client.get(f"{page.path}/quotes", expect=404)


def test_nobody_has_made_a_digest_yet(client: CheckedClient, app: object) -> None:
    client.sign_in(factories.person(Role.practice_lead).email)

    assert "No digests yet" in client.get("/digests").text


def test_a_list_of_digests_asks_the_same_few_questions_however_many_there_are(
    client: CheckedClient, staff: make.People
) -> None:
    issued(client, staff)
    client.sign_in(factories.person(Role.practice_lead).email)
    with counting() as statements:
        client.get("/digests")

    assert len(statements) <= 5


def test_a_new_digest_stands_on_the_first_page(client: CheckedClient, staff: make.People) -> None:
    client.sign_in(factories.person(Role.practice_lead).email)
    assert "New theme digests" not in client.get("/team").text
    client.post("/sign-out", {})
    issued(client, staff)
    client.sign_in(factories.person(Role.practice_lead).email)

    assert "New theme digests" in client.get("/team").text
