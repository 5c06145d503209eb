"""What was drawn for each quarter: protected tables only, and the topics found in answers no code covers."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base
from feedback_app.listening.store import Answer

RESPONSES = "responses"


class Shape(StrEnum):
    """What a table crosses; names of stages of the lattice, or a list of its own."""

    service_locality = "service_locality"
    service_group = "service_group"
    group_survey = "group_survey"
    group_valence = "group_valence"
    codes = "codes"
    together = "together"
    languages = "languages"
    readers = "readers"
    people = "people"
    asked = "asked"
    states = "states"


class Drawing(Base):
    """One quarter's figures. What they were drawn from is kept only to tell whether enough has changed."""

    __tablename__ = "drawing"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    quarter: Mapped[str] = mapped_column(String(12), unique=True)
    drawn_at: Mapped[datetime]
    responses: Mapped[int]
    codings: Mapped[int]
    last_coding: Mapped[int]
    steps: Mapped[int] = mapped_column(default=0, server_default=text("0"))


class DrawnTable(Base):
    """One protected table, as `SafeCounts.to_document` writes it; no raw count is ever stored here."""

    __tablename__ = "drawn_table"
    __table_args__ = (UniqueConstraint("drawing_id", "shape", "subject"),)
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    drawing_id: Mapped[int] = mapped_column(ForeignKey("drawing.id", ondelete="CASCADE"))
    shape: Mapped[Shape]
    subject: Mapped[str] = mapped_column(String(120))
    document: Mapped[str]


class Standing(StrEnum):
    """What a person decided about a topic."""

    offered = "offered"
    kept = "kept"
    dismissed = "dismissed"


class EmergingTopic(Base):
    """A group of answers that no code covers, with the words that tell it apart."""

    __tablename__ = "emerging_topic"
    __table_args__ = (
        CheckConstraint("(standing = 'offered') = (settled_by_id IS NULL)", name="settled_by_somebody"),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    quarter: Mapped[str] = mapped_column(String(12), index=True)
    words: Mapped[list[str]] = mapped_column(JSON)
    score: Mapped[float]
    is_new: Mapped[bool]
    found_at: Mapped[datetime]
    standing: Mapped[Standing] = mapped_column(default=Standing.offered)
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    settled_at: Mapped[datetime | None] = mapped_column(default=None)


class EmergingAnswer(Base):
    """An answer of a topic; the most typical has the lowest place."""

    __tablename__ = "emerging_answer"
    __table_args__ = (UniqueConstraint("topic_id", "place"),)
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("emerging_topic.id", ondelete="CASCADE"))
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"), index=True)
    place: Mapped[int]
    answer: Mapped[Answer] = relationship(init=False, lazy="raise")
