"""Feedback asked for before an audit: who is to be heard, by whom, what was tried, and what came of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.audits.models import Audit
from feedback_app.database import Base
from feedback_app.listening.models import Draft, Invitation
from feedback_app.listening.store import Response
from feedback_app.people.models import Person


class AttemptOutcome(StrEnum):
    no_answer = "no_answer"
    call_back = "call_back"
    declined = "declined"
    spoke = "spoke"


class Reflected(StrEnum):
    yes = "yes"
    partly = "partly"
    no = "no"
    not_discussed = "not_discussed"


class FeedbackRequest(Base):
    """One voice to be heard for one audit; either tried for, or judged not appropriate by a named person."""

    __tablename__ = "feedback_request"
    __table_args__ = (
        UniqueConstraint("audit_id", "respondent_group", "who"),
        CheckConstraint(
            "appropriate OR (why_not <> '' AND decided_by <> '')", name="not_appropriate_says_why_and_who"
        ),
        CheckConstraint(
            "NOT independence_declared OR practice_lead_id IS NOT NULL", name="only_a_practice_lead_declares"
        ),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_ref: Mapped[str] = mapped_column(String(32), unique=True)
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), index=True)
    respondent_group: Mapped[str] = mapped_column(String(30))
    who: Mapped[str] = mapped_column(String(80))
    survey: Mapped[str] = mapped_column(String(60))
    reader: Mapped[str] = mapped_column(String(30))
    raised_at: Mapped[datetime]
    preferred_language: Mapped[str] = mapped_column(String(10), default="en_GB")
    safe_contact: Mapped[str] = mapped_column(default="")
    practice_lead_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True, default=None)
    independence_declared: Mapped[bool] = mapped_column(default=False)
    register_checked: Mapped[bool] = mapped_column(default=False)
    appropriate: Mapped[bool] = mapped_column(default=True)
    why_not: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[str] = mapped_column(String(120), default="")
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"), unique=True, default=None)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft.id"), unique=True, default=None)
    response_id: Mapped[int | None] = mapped_column(ForeignKey("response.id"), unique=True, default=None)
    audit: Mapped[Audit] = relationship(init=False, lazy="raise")
    practice_lead: Mapped[Person | None] = relationship(init=False, lazy="raise")
    draft: Mapped[Draft | None] = relationship(init=False, lazy="raise")
    invitation: Mapped[Invitation | None] = relationship(init=False, lazy="raise")
    attempts: Mapped[list["Attempt"]] = relationship(
        default_factory=list, lazy="raise", order_by="Attempt.tried_at"
    )


class Attempt(Base):
    __tablename__ = "attempt"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    feedback_request_id: Mapped[int] = mapped_column(ForeignKey("feedback_request.id"), index=True)
    outcome: Mapped[AttemptOutcome]
    tried_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str] = mapped_column(String(500), default="")
    by: Mapped[Person] = relationship(init=False, lazy="raise")


class AuditFeedback(Base):
    """A response that stands beside an audit, and whether the meeting's views reflected it."""

    __tablename__ = "audit_feedback"
    __table_args__ = (
        UniqueConstraint("audit_id", "response_id"),
        CheckConstraint(
            "reflected IS NULL OR reflected = 'not_discussed' OR context <> ''", name="reflected_has_context"
        ),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), index=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"), index=True)
    linked_at: Mapped[datetime]
    after_meeting: Mapped[bool] = mapped_column(default=False)
    reflected: Mapped[Reflected | None] = mapped_column(default=None)
    context: Mapped[str] = mapped_column(default="")
    main_points: Mapped[str] = mapped_column(default="")
    response: Mapped[Response] = relationship(init=False, lazy="raise")
