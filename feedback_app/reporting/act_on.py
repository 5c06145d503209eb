"""Act on the points of an approved analysis: each becomes an action, or somebody says why none follows."""

from datetime import date

from sqlalchemy import update

from feedback_app import clock, trail
from feedback_app.database import db, rows_changed
from feedback_app.improvement.add import add_action, agree
from feedback_app.improvement.models import Action, Origin
from feedback_app.people.models import Person
from feedback_app.reporting.models import Report, ReportPoint, ReportStatus
from feedback_app.reporting.refusals import NeitherWordsNorReason, NotApprovedYet, SettledAlready


def make_action(
    report: Report, point: ReportPoint, *, what: str, owner: Person | None, due_on: date, by: Person
) -> Action:
    """An agreed action for practice development that follows from a point, owned and dated (WS-46).

    Raises NotApprovedYet, SettledAlready, or what adding an action refuses.
    """
    _refuse_unless_approved(report)
    with db.session.begin_nested():
        action = add_action(
            what, owner=owner, due_on=due_on, already_in_a_plan=False, origin=Origin.report, by=by
        )
        agree(action, by=by)
        db.session.flush()
        _settle(point, by, action_id=action.id)
    trail.note(trail.Did.action_added, "report", report.public_ref, by=by, detail=action.public_ref)
    return action


def leave_point(report: Report, point: ReportPoint, because: str, *, by: Person) -> None:
    """Nothing follows from a point, and why.

    Raises NotApprovedYet, NeitherWordsNorReason or SettledAlready.
    """
    _refuse_unless_approved(report)
    if not because.strip():
        raise NeitherWordsNorReason
    _settle(point, by, no_action_because=because.strip())
    trail.note(trail.Did.action_changed, "report", report.public_ref, by=by, detail="point left")


def _refuse_unless_approved(report: Report) -> None:
    if report.status is not ReportStatus.approved:
        raise NotApprovedYet


def _settle(point: ReportPoint, by: Person, **outcome: int | str) -> None:
    """Only as nobody settled it: of two people at the same moment one is told."""
    unsettled = (ReportPoint.id == point.id, ReportPoint.settled_by_id.is_(None))
    settled = {"settled_by_id": by.id, "settled_at": clock.now()}
    if not rows_changed(update(ReportPoint).where(*unsettled).values(**settled, **outcome)):
        raise SettledAlready
