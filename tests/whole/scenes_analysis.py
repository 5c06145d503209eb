"""An analysis of a quarter on its way: begun, written part by part, approved, and acted on."""

from contextlib import ExitStack

from feedback_app import clock
from feedback_app.reporting.analyse import add_point
from feedback_app.reporting.parts import points_of
from feedback_app.reporting.refusals import Part
from feedback_app.themes.load_codebook import load_codebook
from tests.page import CheckedClient, Page
from tests.reporting import analyses
from tests.reporting import factories as reporting
from tests.whole.scenes_reading import Opening


def _people(client: CheckedClient, time: ExitStack) -> reporting.People:
    time.enter_context(clock.stopped_at(reporting.WHEN))
    time.enter_context(analyses.asked_for(client.flask.application))
    load_codebook()
    people = reporting.people()
    client.sign_in(people.analyst.email)
    return people


def analysis_to_begin(client: CheckedClient, time: ExitStack) -> Page:
    _people(client, time)
    return client.get("/reports/new-analysis")


def part_to_write(client: CheckedClient, time: ExitStack) -> Page:
    people = _people(client, time)
    report = analyses.begun(people)
    add_point(report, Part.themes, analyses.POINT, by=people.analyst)
    return client.get(f"/reports/{report.public_ref}/parts/themes")


def point_to_settle(client: CheckedClient, time: ExitStack) -> Page:
    report = analyses.approved(_people(client, time))
    return client.get(f"/reports/{report.public_ref}/points/{points_of(report)[0].id}")


ANALYSIS: dict[Opening, tuple[str, ...]] = {
    analysis_to_begin: ("reports.new_analysis",),
    part_to_write: ("reports.part", "reports.add", "reports.take_point_out"),
    point_to_settle: ("reports.act", "reports.leave"),
}
