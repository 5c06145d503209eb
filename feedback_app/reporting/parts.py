"""An analysis of a quarter as its rows have it: its parts, who wrote them and when, and its points."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from analysis.periods import Quarter, parse_period
from feedback_app import trail
from feedback_app.database import db
from feedback_app.people.models import Person
from feedback_app.profiles import profile
from feedback_app.profiles.profile import QuarterAnalysisRules
from feedback_app.reporting.document import Analysis, ReportDocument, Signed, WrittenPart
from feedback_app.reporting.find import newest_report, snapshot_of
from feedback_app.reporting.models import Report, ReportKind, ReportPart, ReportPoint
from feedback_app.reporting.refusals import Part

NOTED = "part: "


def rules_of(report: Report) -> QuarterAnalysisRules:
    """What the framework of an analysis calls it, and who acts on it."""
    rules = profile(report.framework).quarter_analysis
    assert rules is not None, "an analysis is only begun where the framework asks for one"
    return rules


def parts_of(report: Report) -> list[ReportPart]:
    """Its parts in the order they are read, as the database has them now; none in another kind of report."""
    rows = db.session.scalars(
        select(ReportPart).where(ReportPart.report_id == report.id).execution_options(populate_existing=True)
    )
    order = list(Part)
    return sorted(rows, key=lambda row: order.index(row.part))


def part_of(report: Report, part: Part) -> ReportPart:
    return next(row for row in parts_of(report) if row.part is part)


def empty_parts(report: Report) -> tuple[Part, ...]:
    """The parts nobody has written, nor said of why there is nothing to say (WS-45)."""
    return tuple(row.part for row in parts_of(report) if row.written_by_id is None)


def points_of(report: Report) -> list[ReportPoint]:
    """What it asks somebody to act on, part by part, in the order it was added."""
    rows = db.session.scalars(
        select(ReportPoint)
        .where(ReportPoint.report_id == report.id)
        .options(joinedload(ReportPoint.action), joinedload(ReportPoint.settled_by))
        .execution_options(populate_existing=True)
    )
    order = list(Part)
    return sorted(rows, key=lambda row: (order.index(row.part), row.id))


def writers_of(report: Report) -> dict[Part, tuple[Signed, ...]]:
    """Everybody who wrote each part, and when they last did, the first of them first."""
    rows = db.session.execute(
        select(trail.Trail.detail, Person.name, Person.job_title, func.max(trail.Trail.at))
        .join(Person, Person.id == trail.Trail.person_id)
        .where(
            trail.Trail.subject == "report",
            trail.Trail.subject_ref == report.public_ref,
            trail.Trail.did == trail.Did.report_written,
            trail.Trail.detail.startswith(NOTED),
        )
        .group_by(trail.Trail.detail, Person.id, Person.name, Person.job_title)
        .order_by(func.max(trail.Trail.at), Person.id)
    )
    found: dict[Part, tuple[Signed, ...]] = {}
    for detail, name, job_title, at in rows:
        part = Part(detail.removeprefix(NOTED))
        found[part] = (*found.get(part, ()), Signed(name=name, job_title=job_title, at=at))
    return found


def analysis_of(report: Report) -> Analysis:
    """The whole analysis as it stands."""
    rules, by, points = rules_of(report), writers_of(report), points_of(report)
    return Analysis(
        name=rules.name,
        goes_to=rules.goes_to,
        version=report.version,
        parts=tuple(
            WrittenPart(
                part=row.part,
                words=row.words,
                why_empty=row.why_empty,
                points=tuple(point.words for point in points if point.part is row.part),
                by=by.get(row.part, ()),
            )
            for row in parts_of(report)
        ),
    )


def carried_by(report: Report) -> Analysis | None:
    """What the document of a report carries: an analysis itself, or for the report of a quarter the approved
    one of that quarter (WS-46), without parts while there is none; nothing where no framework asks for it.
    """
    if report.kind is ReportKind.quarter_analysis:
        return analysis_of(report)
    quarter, rules = parse_period(report.period), profile(report.framework).quarter_analysis
    if rules is None or not isinstance(quarter, Quarter):
        return None
    return approved_analysis(quarter) or Analysis(name=rules.name, goes_to=rules.goes_to)


def approved_analysis(quarter: Quarter) -> Analysis | None:
    """The newest approved analysis of a quarter, from its frozen snapshot, with who approved it."""
    newest = newest_report(quarter, approved=True, kind=ReportKind.quarter_analysis)
    snapshot = snapshot_of(newest) if newest else None
    if snapshot is None:
        return None
    document = ReportDocument.model_validate_json(snapshot.document)
    assert document.analysis is not None, "the snapshot of an analysis has it"
    return document.analysis.model_copy(update={"approved_by": document.approved_by})
