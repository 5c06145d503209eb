"""An audit, who takes part, what the chair noted, and the actions and learning that came of it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from feedback_app.audits.refusals import LearningAuditHasNoGrade
from feedback_app.database import Base
from feedback_app.improvement.models import Action, Learning
from feedback_app.people.models import Person
from feedback_app.places.models import Locality, ServiceArea
from feedback_app.safeguarding.models import Concern
from feedback_app.safeguarding.who_is_told import AboutWhom


class AuditType(StrEnum):
    learning = "learning"
    random_sampling = "random_sampling"
    themed = "themed"
    collaborative = "collaborative"
    practice_observation = "practice_observation"
    learning_visit = "learning_visit"


class AuditStatus(StrEnum):
    planned = "planned"
    held = "held"
    signed_off = "signed_off"


class Area(StrEnum):
    """The four things a learning audit meeting talks about (Nottinghamshire QMF 2019, learning audits)."""

    positives = "positives"
    challenges = "challenges"
    differently = "differently"
    next_steps = "next_steps"


class Audit(Base):
    __tablename__ = "audit"
    __table_args__ = (
        CheckConstraint("type <> 'learning' OR overall_grade IS NULL", name="learning_audit_has_no_grade"),
        CheckConstraint("chair_id <> responsible_id", name="chair_is_not_responsible_for_the_case"),
        CheckConstraint(
            "status <> 'signed_off' OR (signed_off_by_id = responsible_id AND signed_off_at IS NOT NULL)",
            name="signed_off_by_the_responsible_service_manager",
        ),
        CheckConstraint(
            "status <> 'signed_off' OR feedback_complete OR why_not_complete <> ''",
            name="missing_feedback_has_a_reason",
        ),
        CheckConstraint("status = 'planned' OR held_on IS NOT NULL", name="held_audit_has_a_day"),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_ref: Mapped[str] = mapped_column(String(32), unique=True)
    type: Mapped[AuditType]
    title: Mapped[str] = mapped_column(String(160))
    framework: Mapped[str] = mapped_column(String(60))
    quarter: Mapped[str] = mapped_column(String(12), index=True)
    service_area_id: Mapped[int] = mapped_column(ForeignKey("service_area.id"))
    locality_id: Mapped[int] = mapped_column(ForeignKey("locality.id"))
    family_ref: Mapped[str] = mapped_column(String(60))
    meeting_at: Mapped[datetime]
    chair_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    responsible_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    planned_at: Mapped[datetime]
    planned_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    why_late: Mapped[str] = mapped_column(default="")
    status: Mapped[AuditStatus] = mapped_column(default=AuditStatus.planned)
    held_on: Mapped[date | None] = mapped_column(default=None)
    overall_grade: Mapped[str | None] = mapped_column(String(40), default=None)
    signed_off_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    signed_off_at: Mapped[datetime | None] = mapped_column(default=None)
    feedback_complete: Mapped[bool] = mapped_column(default=False)
    why_not_complete: Mapped[str] = mapped_column(default="")
    changes: Mapped[int] = mapped_column(default=0)
    chair: Mapped[Person] = relationship(init=False, lazy="raise", foreign_keys=[chair_id])
    responsible: Mapped[Person] = relationship(init=False, lazy="raise", foreign_keys=[responsible_id])
    service_area: Mapped[ServiceArea] = relationship(init=False, lazy="raise")
    locality: Mapped[Locality] = relationship(init=False, lazy="raise")

    @validates("overall_grade")
    def _refuse_a_grade(self, _name: str, grade: str | None) -> str | None:
        if grade is not None and self.type is AuditType.learning:
            raise LearningAuditHasNoGrade
        return grade


class AuditNote(Base):
    """What the chair wrote under one of the four areas."""

    __tablename__ = "audit_note"
    __table_args__ = (UniqueConstraint("audit_id", "area"),)
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    area: Mapped[Area]
    words: Mapped[str]


class AuditAction(Base):
    __tablename__ = "audit_action"
    __table_args__ = (UniqueConstraint("audit_id", "action_id"),)
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), index=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), init=False)
    action: Mapped[Action] = relationship(lazy="raise")


class AuditLearning(Base):
    __tablename__ = "audit_learning"
    __table_args__ = (UniqueConstraint("audit_id", "learning_id"),)
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), index=True)
    learning_id: Mapped[int] = mapped_column(ForeignKey("learning.id"), init=False)
    learning: Mapped[Learning] = relationship(lazy="raise")


class AuditConcern(Base):
    """A concern somebody raised in this audit, and whom it is about.

    The name and address of a worker or carer named in it are kept so that they are told nothing (R-37).
    """

    __tablename__ = "audit_concern"
    __table_args__ = (UniqueConstraint("concern_id"),)
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), index=True)
    concern_id: Mapped[int] = mapped_column(ForeignKey("concern.id"), init=False)
    about: Mapped[AboutWhom]
    about_name: Mapped[str] = mapped_column(String(120), default="")
    about_address: Mapped[str] = mapped_column(String(254), default="")
    concern: Mapped[Concern] = relationship(lazy="raise")
