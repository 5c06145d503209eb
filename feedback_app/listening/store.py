"""Responses and answers: what was said, once sent. Only `intake` writes here."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base
from feedback_app.listening.models import CaptureJson, Channel, Edition


class Response(Base):
    """Everything one person said once."""

    __tablename__ = "response"
    __table_args__ = (
        CheckConstraint(
            "captured_by_id IS NULL OR channel IN ('phone', 'visit', 'paper', 'group')",
            name="self_completed_has_no_capturer",
        ),
        CheckConstraint(
            "channel NOT IN ('phone', 'visit') OR (captured_by_id IS NOT NULL AND exact_words IS NOT NULL)",
            name="captured_has_a_capturer",
        ),
        CheckConstraint("NOT anonymous OR received_at IS NULL", name="anonymous_has_no_clock_time"),
        CheckConstraint(
            "NOT anonymous OR (invitation_id IS NULL AND captured_by_id IS NULL)",
            name="anonymous_is_joined_to_nobody",
        ),
        CheckConstraint("anonymous OR received_at IS NOT NULL", name="named_has_a_clock_time"),
        Index("ix_response_survey_received_on", "survey", "received_on"),
        Index("ix_response_received_on", "received_on"),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_ref: Mapped[str] = mapped_column(String(32), unique=True)
    idempotency_key: Mapped[str] = mapped_column(String(64), unique=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    survey: Mapped[str] = mapped_column(String(60))
    anonymous: Mapped[bool]
    respondent_group: Mapped[str] = mapped_column(String(30))
    reader: Mapped[str] = mapped_column(String(30))
    language: Mapped[str] = mapped_column(String(10))
    channel: Mapped[Channel]
    received_on: Mapped[date]
    received_at: Mapped[datetime | None]
    service_area_id: Mapped[int | None] = mapped_column(ForeignKey("service_area.id"), default=None)
    locality_id: Mapped[int | None] = mapped_column(ForeignKey("locality.id"), default=None)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), default=None)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), default=None)
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"), index=True, default=None)
    captured_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    exact_words: Mapped[bool | None] = mapped_column(default=None)
    capture: Mapped[CaptureJson | None] = mapped_column(JSON(none_as_null=True), default=None)
    may_quote: Mapped[bool] = mapped_column(default=False)
    may_contact: Mapped[bool] = mapped_column(default=False)
    may_publish: Mapped[bool] = mapped_column(default=False)
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    answers: Mapped[list["Answer"]] = relationship(
        default_factory=list, back_populates="response", lazy="raise", order_by="Answer.id"
    )
    edition: Mapped[Edition] = relationship(init=False, lazy="raise")


class Answer(Base):
    """One thing said: a choice ticked, or words in a box; asked but left blank is one row with neither."""

    __tablename__ = "answer"
    __table_args__ = (
        CheckConstraint("choice IS NULL OR words IS NULL", name="a_choice_or_words_never_both"),
        CheckConstraint("words IS NULL OR words <> ''", name="words_are_never_empty"),
        Index("ix_answer_question_choice", "question", "choice"),
        Index(
            "ix_answer_unread",
            "response_id",
            sqlite_where=text("words IS NOT NULL AND first_read_at IS NULL"),
            postgresql_where=text("words IS NOT NULL AND first_read_at IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"), index=True, init=False)
    question: Mapped[str] = mapped_column(String(40))
    box: Mapped[str] = mapped_column(String(20), default="")
    choice: Mapped[str | None] = mapped_column(String(60), default=None)
    words: Mapped[str | None] = mapped_column(default=None)
    first_read_at: Mapped[datetime | None] = mapped_column(default=None)
    response: Mapped[Response] = relationship(init=False, back_populates="answers", lazy="raise")


class Reading(Base):
    """Who read what was said, and when."""

    __tablename__ = "reading"
    __table_args__ = (UniqueConstraint("answer_id", "person_id"),)
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    read_at: Mapped[datetime]
