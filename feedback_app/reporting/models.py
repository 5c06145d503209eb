"""A report, what people wrote and chose for it, and the frozen snapshot of its figures and words."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from feedback_app.database import Base
from feedback_app.improvement.models import Action
from feedback_app.people.models import Person
from feedback_app.reporting.refusals import Part


class ReportKind(StrEnum):
    """What a report is: the figures of learning audits, or what people make of a quarter's figures."""

    learning_audits = "learning-audits"
    quarter_analysis = "quarter-analysis"


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
            "status <> 'approved' OR kind <> 'learning-audits' OR "
            "(themes_words <> '' AND improvement_words <> '' AND plans_words <> '')",
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


class ReportPart(Base):
    """One part of an analysis of a quarter: what people make of it, or why there is nothing to say.

    Whoever wrote it last stands here; everybody who did is in the trail. `changes` counts how often it was
    written, so that two people who write the same part at once lose nothing.
    """

    __tablename__ = "report_part"
    __table_args__ = (
        UniqueConstraint("report_id", "part"),
        CheckConstraint("words = '' OR why_empty = ''", name="written_or_empty_with_a_reason"),
        CheckConstraint(
            "(written_by_id IS NULL) = (words = '' AND why_empty = '')", name="written_by_somebody"
        ),
        CheckConstraint("(written_by_id IS NULL) = (written_at IS NULL)", name="written_one_day"),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    part: Mapped[Part]
    words: Mapped[str] = mapped_column(default="")
    why_empty: Mapped[str] = mapped_column(default="")
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    written_at: Mapped[datetime | None] = mapped_column(default=None)
    changes: Mapped[int] = mapped_column(default=0)


class ReportPoint(Base):
    """Something a part of an analysis asks a group to act on, and what became of it.

    The group makes it an action, or says why nothing follows from it.
    """

    __tablename__ = "report_point"
    __table_args__ = (
        CheckConstraint("words <> ''", name="says_something"),
        CheckConstraint("action_id IS NULL OR no_action_because = ''", name="acted_on_or_left"),
        CheckConstraint(
            "(settled_by_id IS NULL) = (action_id IS NULL AND no_action_because = '')",
            name="settled_by_somebody",
        ),
        CheckConstraint("(settled_by_id IS NULL) = (settled_at IS NULL)", name="settled_one_day"),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    part: Mapped[Part]
    words: Mapped[str]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"), unique=True, default=None)
    no_action_because: Mapped[str] = mapped_column(default="")
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
    action: Mapped[Action | None] = relationship(init=False, lazy="raise", viewonly=True)
    settled_by: Mapped[Person | None] = relationship(
        init=False, lazy="raise", foreign_keys=[settled_by_id], viewonly=True
    )


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
