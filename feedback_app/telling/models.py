"""The cycle of a theme in a quarter, what people are told of it, and decisions about single responses."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base
from feedback_app.people.models import Person
from feedback_app.places.models import ServiceArea
from feedback_app.telling.rules import Decision, Outcome

ENGLISH = "en_GB"


class YouSaid(Base):
    """One theme of one quarter, for the whole council or one service area, from its analysis on.

    `theme` and `quarter` are written as drawn figures write them. A theme that was only heard has no row yet.
    `reason` says in words for children and families what will happen, or why nothing can. `changes` counts
    the moves, so that two people never move it over each other.
    """

    __tablename__ = "you_said"
    __table_args__ = (
        UniqueConstraint("quarter", "theme", "service_area_id"),
        Index(
            "ix_you_said_one_for_the_whole_council",
            "quarter",
            "theme",
            unique=True,
            sqlite_where=text("service_area_id IS NULL"),
            postgresql_where=text("service_area_id IS NULL"),
        ),
        CheckConstraint("found <> ''", name="analysed_with_what_was_found"),
        CheckConstraint(
            "(decision IS NULL AND decided_at IS NULL AND decided_by_id IS NULL) OR "
            "(decision IS NOT NULL AND decided_at IS NOT NULL AND decided_by_id IS NOT NULL)",
            name="decided_by_somebody_one_day",
        ),
        CheckConstraint("decision IS NULL OR reason <> ''", name="decided_with_a_reason"),
        CheckConstraint("acted_at IS NULL OR coalesce(decision, '') = 'act'", name="acted_only_as_decided"),
        CheckConstraint(
            "told_at IS NULL OR acted_at IS NOT NULL OR coalesce(decision, '') = 'cannot'",
            name="told_only_once_acted_or_impossible",
        ),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_ref: Mapped[str] = mapped_column(String(32), unique=True)
    quarter: Mapped[str] = mapped_column(String(12))
    theme: Mapped[str] = mapped_column(String(20))
    service_area_id: Mapped[int | None] = mapped_column(ForeignKey("service_area.id"))
    found: Mapped[str]
    analysed_at: Mapped[datetime]
    analysed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    decision: Mapped[Decision | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    acted_at: Mapped[datetime | None] = mapped_column(default=None)
    told_at: Mapped[datetime | None] = mapped_column(default=None)
    changes: Mapped[int] = mapped_column(default=0)
    words: Mapped[list["ToldWords"]] = relationship(
        init=False, lazy="raise", order_by="ToldWords.id", viewonly=True
    )
    service_area: Mapped[ServiceArea | None] = relationship(init=False, lazy="raise")


class ToldWords(Base):
    """What people are told, in one language: written by one person, published by another."""

    __tablename__ = "you_said_words"
    __table_args__ = (
        UniqueConstraint("you_said_id", "language"),
        CheckConstraint("said <> '' AND did <> ''", name="both_halves_are_written"),
        CheckConstraint(
            "(published_at IS NULL AND published_by_id IS NULL) OR "
            "(published_at IS NOT NULL AND published_by_id IS NOT NULL)",
            name="published_by_somebody_one_day",
        ),
        CheckConstraint(
            "published_by_id IS NULL OR published_by_id <> written_by_id", name="published_by_another_person"
        ),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    you_said_id: Mapped[int] = mapped_column(ForeignKey("you_said.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(8))
    said: Mapped[str]
    did: Mapped[str]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[datetime | None] = mapped_column(default=None)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    written_by: Mapped[Person] = relationship(
        init=False, lazy="raise", foreign_keys=[written_by_id], viewonly=True
    )


class YouSaidAction(Base):
    """An action that follows from what was said."""

    __tablename__ = "you_said_action"
    you_said_id: Mapped[int] = mapped_column(ForeignKey("you_said.id", ondelete="CASCADE"), primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), primary_key=True, index=True)


class ResponseDecision(Base):
    """What somebody decided about one response (LI-78): `words` say it in brief, or why nothing was done.

    The latest decision only; who decided before, and when, is in the trail. `changes` counts from one.
    """

    __tablename__ = "response_decision"
    __table_args__ = (
        UniqueConstraint("response_id"),
        CheckConstraint("outcome <> 'no_action' OR words <> ''", name="no_action_says_why"),
        CheckConstraint(
            "outcome = 'taken_up' OR (you_said_id IS NULL AND action_id IS NULL)",
            name="only_what_was_taken_up_led_somewhere",
        ),
        CheckConstraint(
            "outcome <> 'taken_up' OR words <> '' OR you_said_id IS NOT NULL OR action_id IS NOT NULL",
            name="taken_up_says_how",
        ),
        CheckConstraint("you_said_id IS NULL OR action_id IS NULL", name="led_to_one_thing"),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"))
    outcome: Mapped[Outcome]
    words: Mapped[str]
    decided_at: Mapped[datetime]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    you_said_id: Mapped[int | None] = mapped_column(ForeignKey("you_said.id"), default=None)
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"), default=None)
    changes: Mapped[int] = mapped_column(default=1)
