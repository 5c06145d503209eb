"""A month's themes, from the analyst who makes the digest to the practice lead who reads it."""

from collections.abc import Callable, Iterator

import pytest

from feedback_app import clock
from feedback_app.database import db
from feedback_app.people.roles import Role
from feedback_app.places.models import Team
from tests import factories
from tests.factories import PASSWORD
from tests.journeys.conftest import Site
from tests.journeys.visitor import Visitor
from tests.reporting import factories as make

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]


@pytest.fixture(autouse=True)
def after_the_quarter() -> Iterator[None]:
    with clock.stopped_at(make.WHEN):
        yield


def test_a_month_is_written_approved_and_read_by_a_team_on_a_phone_without_scripts(
    site: Site, visit: Visit
) -> None:
    with site.set_up():
        people = make.people()
        place = make.full_quarter(people.coder, each=12)[0]
        assert place.service_area_id
        assert place.locality_id
        db.session.add(
            Team(name="North team", service_area_id=place.service_area_id, locality_id=place.locality_id)
        )
        analyst, director = people.analyst.email, people.director.email
        reader = factories.person(Role.practice_lead).email

    ana = visit().sign_in(analyst, PASSWORD).go("/reports").press("Make a month's digest")
    ana.page.get_by_label("Which month?").select_option("2026-05")
    ana.look("digest-new").press("Make the digest").sees("20 or more")
    ana.press("Write the sections").write("Themes", "Kind workers matter most to children.")
    ana.write("Improvement required", "Fewer meetings in lesson time.")
    ana.write("Plans in place", "Reviews after school from September.").press("Save")
    ana.press("Send for approval").sees("Waits for approval")

    alex = visit().sign_in(director, PASSWORD).go("/reports")
    alex.page.get_by_role("link", name="Theme digest, May 2026").click()
    alex.check().press("Check and approve")
    alex.choose("I have read the whole report, and nobody can be recognised in it")
    alex.press("Approve and publish").sees("The report is frozen and can be downloaded.")

    lead = visit(phone=True, scripts=False).sign_in(reader, PASSWORD).go("/digests").look("digests-phone")
    lead.page.get_by_role("link", name="May 2026").click()
    lead.check().sees("Kind workers matter most to children.")
    lead.page.get_by_label("Read it for one team").select_option(label="North team")
    lead.press("Show").sees("Theme digest for North team").look("digest-phone")
