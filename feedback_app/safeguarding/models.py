"""A concern: possible harm noticed, the signs that raised it, and what a person decided."""

from datetime import datetime
from enum import StrEnum
from typing import NotRequired, TypedDict

from sqlalchemy import JSON, CheckConstraint, Enum, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base
from feedback_app.listening.store import Response
from feedback_app.people.models import Person


class Severity(StrEnum):
    """S1 immediate danger, S2 significant harm, S3 possible harm, S4 unhappy or unmet need."""

    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"


class RaisedBy(StrEnum):
    answer = "answer"
    button = "button"
    words = "words"
    person = "person"


class ConcernStatus(StrEnum):
    waiting = "waiting"
    acknowledged = "acknowledged"
    decided = "decided"


class Decision(StrEnum):
    referred = "referred"
    told_worker = "told_worker"
    allegation_route = "allegation_route"
    followed_up = "followed_up"
    no_harm = "no_harm"


class SignJson(TypedDict):
    """Why it was raised: the category, and where in which answer (no words are copied here).

    With `translation`, the place is in the translation of that answer with this number.
    """

    category: str
    severity: str
    question: str
    box: str
    start: int
    end: int
    translation: NotRequired[int]


class Concern(Base):
    """Possible harm noticed. `children` and `why` are written by the person who raised it in an audit, and
    `about_id` is the person who works here that it is about, who never sees it.

    `rung` is how far up the ladder somebody was told because it was left, `next_step_at` when the next rung
    is due, and `widened_at` since when everybody on triage sees it, wherever they work.
    """

    __tablename__ = "concern"
    __table_args__ = (
        CheckConstraint(
            "status <> 'decided' OR "
            "(decided_by_id IS NOT NULL AND decision IS NOT NULL AND decided_at IS NOT NULL)",
            name="decided_by_somebody",
        ),
        CheckConstraint(
            "status = 'waiting' OR acknowledged_by_id IS NOT NULL", name="acknowledged_by_somebody"
        ),
        CheckConstraint("status = 'decided' OR next_step_at IS NOT NULL", name="open_is_never_forgotten"),
        Index("ix_concern_status_severity_raised_at", "status", "severity", "raised_at"),
        Index("ix_concern_next_step_at", "next_step_at"),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_ref: Mapped[str] = mapped_column(String(32), unique=True)
    response_id: Mapped[int | None] = mapped_column(ForeignKey("response.id"), index=True, default=None)
    press_key: Mapped[str | None] = mapped_column(String(64), unique=True, default=None)
    survey: Mapped[str] = mapped_column(String(60), default="")
    service_area_id: Mapped[int | None] = mapped_column(ForeignKey("service_area.id"), default=None)
    locality_id: Mapped[int | None] = mapped_column(ForeignKey("locality.id"), default=None)
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"), default=None)
    raised_by: Mapped[RaisedBy]
    severity: Mapped[Severity]
    category: Mapped[str] = mapped_column(String(10), default="")
    signs: Mapped[list[SignJson]] = mapped_column(JSON, default_factory=list)
    status: Mapped[ConcernStatus] = mapped_column(default=ConcernStatus.waiting)
    raised_at: Mapped[datetime]
    acknowledge_by: Mapped[datetime]
    decide_by: Mapped[datetime]
    acknowledged_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    acknowledged_at: Mapped[datetime | None] = mapped_column(default=None)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    decision: Mapped[Decision | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")
    changes: Mapped[int] = mapped_column(default=0)
    rung: Mapped[int] = mapped_column(default=0)
    next_step_at: Mapped[datetime | None] = mapped_column(default=None)
    widened_at: Mapped[datetime | None] = mapped_column(default=None)
    children: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    raised_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    about_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    response: Mapped[Response | None] = relationship(init=False, lazy="raise")
    acknowledged_by: Mapped[Person | None] = relationship(
        init=False, lazy="raise", foreign_keys=[acknowledged_by_id]
    )
    decided_by: Mapped[Person | None] = relationship(init=False, lazy="raise", foreign_keys=[decided_by_id])
    raised_by_person: Mapped[Person | None] = relationship(
        init=False, lazy="raise", foreign_keys=[raised_by_person_id]
    )


def _severity(name: str) -> Enum:
    """A column of severities with a constraint of its own name, for a table that has two."""
    return Enum(
        Severity,
        name=name,
        native_enum=False,
        length=40,
        create_constraint=True,
        values_callable=lambda members: [member.value for member in members],
    )


class SeverityChange(Base):
    """Somebody looked and judged it more or less serious than it seemed; lowering always says why (R-36)."""

    __tablename__ = "severity_change"
    __table_args__ = (
        CheckConstraint("after <> before", name="a_change_changes_something"),
        CheckConstraint("after < before OR reason <> ''", name="lowered_only_with_a_reason"),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    concern_id: Mapped[int] = mapped_column(ForeignKey("concern.id"), index=True)
    before: Mapped[Severity] = mapped_column(_severity("before"))
    after: Mapped[Severity] = mapped_column(_severity("after"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="")
    by: Mapped[Person] = relationship(init=False, lazy="raise")


class StepReason(Base):
    """Why somebody decided a concern, opened it again or gave it back: kept beside the trail, which holds no
    words. The first reason of one kind of step belongs to the first such step, and so on.
    """

    __tablename__ = "step_reason"
    __table_args__ = (CheckConstraint("words <> ''", name="words_are_never_empty"),)
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    concern_id: Mapped[int] = mapped_column(ForeignKey("concern.id"), index=True)
    did: Mapped[str] = mapped_column(String(40))
    words: Mapped[str]
