"""What the chair writes down: notes by area, whether feedback was reflected, and the day of the meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from feedback_app import clock, trail
from feedback_app.audits.link import link_what_came
from feedback_app.audits.models import Area, Audit, AuditNote, AuditStatus, AuditType
from feedback_app.audits.refusals import (
    AlreadySignedOff,
    ChangedMeanwhile,
    ContextMissing,
    LearningAuditHasNoGrade,
    MeetingNotYet,
    NotTheChair,
)
from feedback_app.audits.requests import AuditFeedback, Reflected
from feedback_app.database import db
from feedback_app.people.models import Person
from feedback_app.people.tokens import digest


def refuse_unless_writing(audit: Audit, person: Person) -> None:
    """Raise NotTheChair or AlreadySignedOff unless this person may write in this audit now."""
    if person.id not in (audit.chair_id, audit.responsible_id):
        raise NotTheChair
    if audit.status is AuditStatus.signed_off:
        raise AlreadySignedOff


def write_notes(audit: Audit, notes: Mapping[Area, str], *, seen: int, by: Person) -> None:
    """Keep the notes. `seen` is the audit's change counter when the page was opened.

    Raises ChangedMeanwhile when somebody saved since then; the caller keeps what was typed.
    """
    refuse_unless_writing(audit, by)
    if seen != audit.changes:
        raise ChangedMeanwhile
    kept = notes_of(audit)
    for area, words in notes.items():
        if area in kept:
            kept[area].words = words
        elif words.strip():
            db.session.add(AuditNote(audit_id=audit.id, area=area, words=words))
    audit.changes += 1
    trail.note(trail.Did.audit_changed, "audit", audit.public_ref, by=by, detail="notes")


def notes_of(audit: Audit) -> dict[Area, AuditNote]:
    """The notes by area; an area without a note has no row."""
    rows = db.session.scalars(select(AuditNote).where(AuditNote.audit_id == audit.id))
    return {row.area: row for row in rows}


@dataclass(frozen=True)
class Consideration:
    """Whether the meeting's views reflected one piece of feedback, and its context (NB-39)."""

    reflected: Reflected
    context: str


def stamp(feedback: AuditFeedback | None) -> str:
    """A mark of what is noted now about one piece of feedback: another mark means somebody changed it."""
    if feedback is None or feedback.reflected is None:
        return ""
    return digest(f"{feedback.reflected.value} {feedback.context}")[:16]


def consider(audit: Audit, response_id: int, said: Consideration, *, seen: str, by: Person) -> AuditFeedback:
    """Note whether the meeting reflected this feedback; `seen` is its stamp when the page was opened.

    Raises ContextMissing when no context is given, ChangedMeanwhile when somebody else noted it since, and
    KeyError when this audit has no such response.
    """
    refuse_unless_writing(audit, by)
    if said.reflected is not Reflected.not_discussed and not said.context.strip():
        raise ContextMissing
    linked = {feedback.response_id: feedback for feedback in link_what_came(audit)}[response_id]
    if stamp(linked) != seen:
        raise ChangedMeanwhile
    linked.reflected = said.reflected
    linked.context = said.context.strip()
    trail.note(trail.Did.reflected, "audit", audit.public_ref, by=by, detail=said.reflected.value)
    return linked


def mark_held(audit: Audit, held_on: date, *, by: Person) -> None:
    """The meeting took place. Raises MeetingNotYet for a day to come."""
    refuse_unless_writing(audit, by)
    if held_on > clock.today():
        raise MeetingNotYet
    audit.status = AuditStatus.held
    audit.held_on = held_on
    trail.note(trail.Did.audit_held, "audit", audit.public_ref, by=by)


def grade(audit: Audit, overall: str, *, by: Person) -> None:
    """Set the overall grade. Raises LearningAuditHasNoGrade for a learning audit (NB-44, R-04)."""
    if audit.type is AuditType.learning:
        raise LearningAuditHasNoGrade
    refuse_unless_writing(audit, by)
    audit.overall_grade = overall
    trail.note(trail.Did.audit_changed, "audit", audit.public_ref, by=by, detail="grade")
