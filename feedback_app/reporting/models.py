"""A report, the quotes and audit themes chosen for it, and the frozen snapshot of its figures and words."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from feedback_app.database import Base
from feedback_app.people.models import Person


class ReportKind(StrEnum):
    learning_audits = "learning-audits"


class ReportStatus(StrEnum):
    draft = "draft"
    waiting = "waiting"
    approved = "approved"


class SnapshotIsFrozen(RuntimeError):
    """A published snapshot is never changed; compile a new report instead."""


class Report(Base):
    """One account of one quarter or month. A correction is a new version; the old one stays as it was."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("kind", "quarter", "version"),
        CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> compiled_by_id", name="approved_by_another_person"
        ),
        CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> sent_by_id", name="approved_by_another_than_sent_it"
        ),
        CheckConstraint("status = 'draft' OR sent_by_id IS NOT NULL", name="sent_by_somebody"),
        CheckConstraint(
            "status <> 'approved' OR (approved_by_id IS NOT NULL AND approved_at IS NOT NULL)",
            name="approved_by_somebody",
        ),
        CheckConstraint(
            "status <> 'approved' OR (themes_words <> '' AND improvement_words <> '' AND plans_words <> '')",
            name="approved_has_its_three_sections",
        ),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_ref: Mapped[str] = mapped_column(String(32), unique=True)
    kind: Mapped[ReportKind]
    period: Mapped[str] = mapped_column("quarter", String(12), index=True)
    version: Mapped[int] = mapped_column(default=1)
    framework: Mapped[str] = mapped_column(String(60))
    compiled_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    compiled_at: Mapped[datetime]
    compiled: Mapped[str] = mapped_column(deferred=True)
    status: Mapped[ReportStatus] = mapped_column(default=ReportStatus.draft)
    themes_words: Mapped[str] = mapped_column(default="")
    improvement_words: Mapped[str] = mapped_column(default="")
    plans_words: Mapped[str] = mapped_column(default="")
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    sent_back_because: Mapped[str] = mapped_column(default="")
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    approved_at: Mapped[datetime | None] = mapped_column(default=None)
    changes: Mapped[int] = mapped_column(default=0)
    compiled_by: Mapped[Person] = relationship(init=False, lazy="raise", foreign_keys=[compiled_by_id])
    approved_by: Mapped[Person | None] = relationship(init=False, lazy="raise", foreign_keys=[approved_by_id])


class ReportQuote(Base):
    """Words somebody allowed us to quote, shortened, and checked by the person who approves."""

    __tablename__ = "report_quote"
    __table_args__ = (
        UniqueConstraint("report_id", "answer_id", "theme"),
        CheckConstraint("(checked_by_id IS NULL) = (checked_at IS NULL)", name="checked_by_somebody"),
        CheckConstraint(
            "checked_by_id IS NULL OR checked_by_id <> chosen_by_id", name="checked_by_another_person"
        ),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"))
    theme: Mapped[str] = mapped_column(String(20))
    words: Mapped[str]
    chosen_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    chosen_at: Mapped[datetime]
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    checked_at: Mapped[datetime | None] = mapped_column(default=None)


class ReportTheme(Base):
    """A theme that a person also found in the quarter's audits: their notes, actions and learning."""

    __tablename__ = "report_theme"
    __table_args__ = (UniqueConstraint("report_id", "theme"),)
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    theme: Mapped[str] = mapped_column(String(20))


class Snapshot(Base):
    """The frozen document of a report: canonical JSON text and its SHA-256 digest."""

    __tablename__ = "snapshot"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), unique=True)
    document: Mapped[str]
    digest: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]


@event.listens_for(Snapshot, "before_update")
@event.listens_for(Snapshot, "before_delete")
def _refuse_change(_mapper: Mapper[Snapshot], _connection: Connection, _target: Snapshot) -> None:
    raise SnapshotIsFrozen("A published snapshot is never changed.")
