"""Write the analysis of a quarter: several people, part by part, and the points others are to act on."""

from sqlalchemy import delete, select, update

from feedback_app import clock, trail
from feedback_app.database import db, rows_changed
from feedback_app.people.models import Person
from feedback_app.reporting.models import Report, ReportPart, ReportPoint, ReportStatus
from feedback_app.reporting.parts import NOTED, part_of
from feedback_app.reporting.refusals import (
    ChangedMeanwhile,
    NeitherWordsNorReason,
    NoLongerADraft,
    Part,
    PointIsEmpty,
)


def write_part(report: Report, part: Part, words: str, why_empty: str, *, by: Person, seen: int) -> None:
    """Keep what people make of one part, or why there is nothing to say; `seen` is its `changes` on the page.

    Writing again what stands there adds nothing. Raises NoLongerADraft, NeitherWordsNorReason, or
    ChangedMeanwhile when somebody else wrote this part since; nothing is overwritten then.
    """
    _refuse_unless_draft(report)
    words, why_empty = words.strip(), why_empty.strip()
    if bool(words) == bool(why_empty):
        raise NeitherWordsNorReason
    now = part_of(report, part)
    if (now.words, now.why_empty) == (words, why_empty):
        return
    is_draft = select(Report.id).where(Report.id == report.id, Report.status == ReportStatus.draft).exists()
    changed = rows_changed(
        update(ReportPart)
        .where(ReportPart.id == now.id, ReportPart.changes == seen, is_draft)
        .values(
            words=words,
            why_empty=why_empty,
            written_by_id=by.id,
            written_at=clock.now(),
            changes=ReportPart.changes + 1,
        )
    )
    if not changed:
        raise ChangedMeanwhile
    trail.note(trail.Did.report_written, "report", report.public_ref, by=by, detail=f"{NOTED}{part}")


def add_point(report: Report, part: Part, words: str, *, by: Person) -> None:
    """Something the readers are asked to act on; the same words twice in a part add nothing.

    Raises NoLongerADraft or PointIsEmpty.
    """
    _refuse_unless_draft(report)
    if not (words := words.strip()):
        raise PointIsEmpty
    same = (ReportPoint.report_id == report.id, ReportPoint.part == part, ReportPoint.words == words)
    if db.session.scalar(select(ReportPoint.id).where(*same)):
        return
    db.session.add(
        ReportPoint(report_id=report.id, part=part, words=words, made_by_id=by.id, made_at=clock.now())
    )
    trail.note(trail.Did.report_written, "report", report.public_ref, by=by, detail="point added")
    db.session.flush()


def take_out_point(report: Report, point_id: int, *, by: Person) -> None:
    """Take a point out of a draft; nothing happens when it is out already. Raises NoLongerADraft."""
    _refuse_unless_draft(report)
    chosen = (ReportPoint.id == point_id) & (ReportPoint.report_id == report.id)
    db.session.execute(delete(ReportPoint).where(chosen))
    trail.note(trail.Did.report_written, "report", report.public_ref, by=by, detail="point taken out")


def _refuse_unless_draft(report: Report) -> None:
    """Asked of the row itself, and held: nobody writes in what somebody else sends at this moment."""
    db.session.flush()
    db.session.refresh(report, attribute_names=["status"], with_for_update=True)
    if report.status is not ReportStatus.draft:
        raise NoLongerADraft
