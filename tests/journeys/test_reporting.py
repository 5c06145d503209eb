"""A quarter's report, from the figures to the file somebody reads."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from feedback_app import clock
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


def test_an_analyst_writes_a_report_and_the_director_approves_it(
    site: Site, visit: Visit, tmp_path: Path
) -> None:
    with site.set_up():
        people = make.people()
        make.full_quarter(people.coder)
        audit = make.held_audit()
        make.action(audit)
        make.learning(audit)
        analyst, director = people.analyst.email, people.director.email

    ana = visit().sign_in(analyst, PASSWORD).go("/reports/new")
    ana.page.get_by_label("Which quarter?").select_option(make.QUARTER)
    ana.press("Compile the report").sees("Draft, not approved. Please do not pass it on.")
    ana.press("Write the sections").write("Themes", "Kind workers matter most to children.")
    ana.write("Improvement required", "Fewer meetings in lesson time.")
    ana.write("Plans in place", "Reviews after school from September.")
    ana.choose("Meetings, reviews and conferences").look("reports-write")
    ana.press("Save").sees("Kind workers matter most to children.")
    ana.press("Choose quotes").look("reports-quotes").press("Use this quote").sees(
        "The quote is in the report."
    )
    ana.page.get_by_role("link", name="Learning audits").first.click()
    ana.check().press("Send for approval").sees("Waits for approval")
    ana.look("reports-one")

    alex = visit().sign_in(director, PASSWORD).go("/reports").look("reports-listed")
    alex.page.get_by_role("link", name="Learning audits").first.click()
    alex.check().press("Check and approve").look("reports-approve")
    alex.page.get_by_role("checkbox").first.check()
    alex.choose("I have read the whole report, and nobody can be recognised in it")
    alex.press("Approve and publish").sees("The report is frozen and can be downloaded.")

    with alex.page.expect_download() as taken:
        alex.page.get_by_role("link", name="Download as a web page").click()
    file = tmp_path / taken.value.suggested_filename
    taken.value.save_as(file)
    reader = visit()
    reader.address = "file://"
    reader.page.goto(file.as_uri())
    reader.check().sees("Kind workers matter most to children.").look("reports-exported")
