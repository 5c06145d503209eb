"""A draw of coded answers, each second reading in it, and what every reader made of it, kept for good."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base
from feedback_app.themes.models import Code, Valence


class Outcome(StrEnum):
    """Whether both readers gave an answer the very same codes."""

    alike = "alike"
    differs = "differs"


class Whose(StrEnum):
    """Who gave a code: a reader, somebody who proposes how to settle it, or both in the end."""

    first = "first"
    second = "second"
    proposed = "proposed"
    agreed = "agreed"


class SampleDraw(Base):
    """One draw of a quarter's coded answers: an answer is in it when its digest is at most `cutoff`."""

    __tablename__ = "second_reading_draw"
    __table_args__ = (
        UniqueConstraint("quarter", "number"),
        CheckConstraint("drawn > 0 AND drawn <= pool", name="drawn_from_a_pool"),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    quarter: Mapped[str] = mapped_column(String(10))
    number: Mapped[int]
    seed: Mapped[str] = mapped_column(String(64))
    pool: Mapped[int]
    drawn: Mapped[int]
    cutoff: Mapped[str] = mapped_column(String(64))
    drawn_at: Mapped[datetime]
    drawn_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class SecondReading(Base):
    """An answer drawn to be read again by somebody else; codes given are kept apart from every coding."""

    __tablename__ = "second_reading"
    __table_args__ = (
        CheckConstraint(
            "second_reader_id IS NULL OR second_reader_id <> first_reader_id", name="two_different_people"
        ),
        CheckConstraint("(second_reader_id IS NULL) = (taken_at IS NULL)", name="taken_by_somebody"),
        CheckConstraint("finished_at IS NULL OR second_reader_id IS NOT NULL", name="finished_by_somebody"),
        CheckConstraint("(finished_at IS NULL) = (outcome IS NULL)", name="finished_with_an_outcome"),
        CheckConstraint("(agreed_at IS NULL) = (agreed_by_id IS NULL)", name="agreed_by_somebody"),
        CheckConstraint("agreed_at IS NULL OR outcome = 'differs'", name="only_what_differs_is_agreed"),
        CheckConstraint(
            "agreed_at IS NULL OR (agreed_by_id <> first_reader_id AND agreed_by_id <> second_reader_id)"
            " OR (proposed_by_id IS NOT NULL AND proposed_by_id <> agreed_by_id)",
            name="agreed_by_a_third_person_or_by_both",
        ),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_ref: Mapped[str] = mapped_column(String(32), unique=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("second_reading_draw.id"), index=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"), unique=True)
    first_reader_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    second_reader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    taken_at: Mapped[datetime | None] = mapped_column(default=None)
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
    outcome: Mapped[Outcome | None] = mapped_column(default=None)
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    agreed_at: Mapped[datetime | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")
    changes: Mapped[int] = mapped_column(default=0)


class ReadingCode(Base):
    """A code given to words in a second reading, by whom it says; readers' own are never changed after."""

    __tablename__ = "reading_code"
    __table_args__ = (
        UniqueConstraint(
            "second_reading_id", "whose", "code_id", "starts_at", "ends_at", name="uq_reading_code_given_once"
        ),
        CheckConstraint("starts_at >= 0 AND starts_at < ends_at", name="starts_before_it_ends"),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    second_reading_id: Mapped[int] = mapped_column(ForeignKey("second_reading.id"))
    whose: Mapped[Whose]
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"))
    starts_at: Mapped[int]
    ends_at: Mapped[int]
    valence: Mapped[Valence]
    code: Mapped[Code] = relationship(init=False, lazy="raise")
