"""Find the digests that are ready to read, the teams they are for, and lay one out for whom it is."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select

from feedback_app import clock
from feedback_app.database import db
from feedback_app.people.models import Person
from feedback_app.people.roles import May, Place, may
from feedback_app.places.models import Locality, ServiceArea, Team
from feedback_app.reporting.blocks import Laid
from feedback_app.reporting.document import ReportDocument
from feedback_app.reporting.find import reports
from feedback_app.reporting.lay_out_analysis import lay_out_analysis
from feedback_app.reporting.lay_out_digest import TeamPlace, lay_out_for_the_board, lay_out_month
from feedback_app.reporting.models import Report, ReportKind, ReportStatus

NEW_FOR = timedelta(days=28)
READERS = (May.see_reports, May.approve_reports, May.capture)
OF_A_MONTH = "____-__"


def digests() -> list[Report]:
    """Every approved account once: of a quarter only its newest version; the newest period first."""
    newest: dict[tuple[ReportKind, str], Report] = {}
    for report in reports():
        newest.setdefault((report.kind, report.period), report)
    return list(newest.values())


def new_digests() -> int:
    """How many digests of a month were approved in the last four weeks."""
    wanted = select(func.count(Report.id)).where(
        Report.kind == ReportKind.learning_audits,
        Report.status == ReportStatus.approved,
        Report.period.like(OF_A_MONTH),
        Report.approved_at > clock.now() - NEW_FOR,
    )
    return db.session.scalar(wanted) or 0


def teams() -> list[tuple[int, TeamPlace, Place]]:
    """Every team by name, with what its place is called."""
    rows = db.session.execute(
        select(Team.id, Team.name, ServiceArea.name, Locality.name, Team.service_area_id, Team.locality_id)
        .join(ServiceArea, ServiceArea.id == Team.service_area_id)
        .join(Locality, Locality.id == Team.locality_id)
        .order_by(Team.name)
    )
    return [
        (number, TeamPlace(name, area, locality), Place(area_id, locality_id))
        for number, name, area, locality, area_id, locality_id in rows
    ]


def teams_of(person: Person) -> list[tuple[int, TeamPlace]]:
    """The teams whose digest somebody reads: all of them, or those of the places their role reaches."""
    return [
        (number, team)
        for number, team, place in teams()
        if any(may(person.holdings, deed, place) for deed in READERS)
    ]


def lay_out_digest(document: ReportDocument, team: TeamPlace | None = None) -> Laid:
    """A month for its teams or for one of them, a quarter for the board; an analysis as it is."""
    if document.is_an_analysis:
        return lay_out_analysis(document)
    return lay_out_month(document, team) if document.is_of_a_month else lay_out_for_the_board(document)


def team_called(name: str, among: Sequence[TeamPlace]) -> TeamPlace | None:
    """The team of this name, however it is written."""
    wanted = " ".join(name.split()).casefold()
    return next((team for team in among if team.team.casefold() == wanted), None)
