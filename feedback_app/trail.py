"""The append-only record of who did what, and when; never of what anyone said."""

from datetime import datetime
from enum import StrEnum
from typing import TypedDict

from sqlalchemy import ForeignKey, Index, String, event, insert
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from feedback_app import clock
from feedback_app.database import Base, db
from feedback_app.people.models import Person


class Did(StrEnum):
    received = "received"
    imported = "imported"
    concern_raised = "concern_raised"
    concern_acknowledged = "concern_acknowledged"
    concern_decided = "concern_decided"
    concern_handed_back = "concern_handed_back"
    concern_reopened = "concern_reopened"
    concern_escalated = "concern_escalated"
    severity_changed = "severity_changed"
    told_of_concern = "told_of_concern"
    telling_acknowledged = "telling_acknowledged"
    telling_answered = "telling_answered"
    read = "read"
    coded = "coded"
    uncoded = "uncoded"
    codebook_changed = "codebook_changed"
    codebook_change_undone = "codebook_change_undone"
    project_taken_out = "project_taken_out"
    project_brought_in = "project_brought_in"
    suggestion_settled = "suggestion_settled"
    engine_taught = "engine_taught"
    engine_chosen = "engine_chosen"
    suggested_again = "suggested_again"
    signed_in = "signed_in"
    sign_in_refused = "sign_in_refused"
    signed_out = "signed_out"
    audit_planned = "audit_planned"
    audit_changed = "audit_changed"
    audit_held = "audit_held"
    audit_signed_off = "audit_signed_off"
    request_raised = "request_raised"
    request_assigned = "request_assigned"
    attempt_recorded = "attempt_recorded"
    not_appropriate = "not_appropriate"
    refused_not_independent = "refused_not_independent"
    involvement_declared = "involvement_declared"
    independence_declared = "independence_declared"
    captured = "captured"
    reflected = "reflected"
    action_added = "action_added"
    learning_added = "learning_added"
    action_changed = "action_changed"
    theme_moved = "theme_moved"
    response_decided = "response_decided"
    report_compiled = "report_compiled"
    report_written = "report_written"
    report_approved = "report_approved"
    report_downloaded = "report_downloaded"
    translated = "translated"
    translation_taken_back = "translation_taken_back"
    memo_written = "memo_written"
    memo_removed = "memo_removed"
    colleague_asked = "colleague_asked"
    colleague_replied = "colleague_replied"
    question_withdrawn = "question_withdrawn"
    second_reading_drawn = "second_reading_drawn"
    second_reading_taken = "second_reading_taken"
    second_reading_finished = "second_reading_finished"
    agreement_proposed = "agreement_proposed"
    coding_agreed = "coding_agreed"
    invited = "invited"
    viewed = "viewed"


class TrailOnlyGrows(RuntimeError):
    """Nothing in the trail is ever changed or taken out."""


class Trail(Base):
    __tablename__ = "trail"
    __table_args__ = (Index("ix_trail_subject_subject_ref", "subject", "subject_ref"),)
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    did: Mapped[Did]
    subject: Mapped[str] = mapped_column(String(40))
    subject_ref: Mapped[str] = mapped_column(String(64))
    detail: Mapped[str] = mapped_column(String(200), default="")


class Line(TypedDict):
    """What a line of the trail says."""

    at: datetime
    person_id: int | None
    did: Did
    subject: str
    subject_ref: str
    detail: str


ONE_LINE = insert(Base.metadata.tables[Trail.__tablename__])


@event.listens_for(Trail, "before_update")
@event.listens_for(Trail, "before_delete")
def _refuse_change(_mapper: Mapper[Trail], _connection: Connection, _target: Trail) -> None:
    raise TrailOnlyGrows("The trail only grows.")


def note(
    did: Did,
    subject: str,
    subject_ref: str,
    *,
    by: Person | None = None,
    detail: str = "",
    at: datetime | None = None,
) -> None:
    """Add one line to the trail. `detail` carries references and choices, never people's words or names."""
    db.session.add(Trail(**_line(did, subject, subject_ref, by=by, detail=detail, at=at)))


def note_at_once(
    connection: Connection,
    did: Did,
    subject: str,
    subject_ref: str,
    *,
    by: Person | None = None,
    at: datetime | None = None,
) -> None:
    """Add one line now, in the transaction of this connection, without the session."""
    connection.execute(ONE_LINE, dict(_line(did, subject, subject_ref, by=by, detail="", at=at)))


def _line(
    did: Did, subject: str, subject_ref: str, *, by: Person | None, detail: str, at: datetime | None
) -> Line:
    return Line(
        at=at or clock.now(),
        person_id=by.id if by else None,
        did=did,
        subject=subject,
        subject_ref=subject_ref,
        detail=detail[:200],
    )
