"""Say what a theme shows, and decide what will be done about it, or why nothing can."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from analysis.periods import Quarter
from feedback_app import clock
from feedback_app.database import db
from feedback_app.people.models import Person
from feedback_app.people.tokens import new_reference
from feedback_app.telling.models import YouSaid
from feedback_app.telling.move import move, note
from feedback_app.telling.refusals import ChangedMeanwhile, NothingWritten, NotNext
from feedback_app.telling.rules import Decision, Stage, Step, stage_of


def analyse(quarter: Quarter, theme: str, service_area_id: int | None, *, found: str, by: Person) -> YouSaid:
    """Begin the cycle with what was found. Raises NothingWritten, or ChangedMeanwhile if others began it."""
    if not (found := found.strip()):
        raise NothingWritten
    it = YouSaid(
        public_ref=new_reference(), quarter=str(quarter), theme=theme, service_area_id=service_area_id,
        found=found, analysed_at=clock.now(), analysed_by_id=by.id,
    )  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(it)
    except IntegrityError:
        return _begun(quarter, theme, service_area_id, found)
    note(it, Step.analysed, by)
    return it


def _begun(quarter: Quarter, theme: str, service_area_id: int | None, found: str) -> YouSaid:
    """What stands there already, when it says the same: a form sent twice."""
    it = db.session.scalars(
        select(YouSaid).where(
            YouSaid.quarter == str(quarter),
            YouSaid.theme == theme,
            YouSaid.service_area_id.is_not_distinct_from(service_area_id),
        )
    ).one()
    if it.found != found:
        raise ChangedMeanwhile
    return it


def analyse_again(it: YouSaid, *, found: str, by: Person, seen: int) -> None:
    """Say better what was found. Raises NothingWritten, NotNext once decided, or ChangedMeanwhile."""
    if not (found := found.strip()):
        raise NothingWritten
    if it.found == found:
        return
    if stage_of(it) is not Stage.analysed:
        raise NotNext
    move(it, Step.analysed, by=by, seen=seen, found=found)


def decide(it: YouSaid, decision: Decision, *, reason: str, by: Person, seen: int) -> None:
    """Decide, with the reason in words for children and families (LI-78); again, until it is done or told.

    Raises NothingWritten, NotNext or ChangedMeanwhile.
    """
    if not (reason := reason.strip()):
        raise NothingWritten
    if (it.decision, it.reason) == (decision, reason):
        return
    if stage_of(it) not in (Stage.analysed, Stage.decided):
        raise NotNext
    step = Step.decided_to_act if decision is Decision.act else Step.decided_not_to
    move(
        it, step, by=by, seen=seen,
        decision=decision, reason=reason, decided_at=clock.now(), decided_by_id=by.id,
    )  # fmt: skip
