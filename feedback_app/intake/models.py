"""An import on the pages: which file, which map, how far it is, and what came of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base


class ImportStatus(StrEnum):
    """Looked at but not begun, under way, finished, or stopped by a person or by the file."""

    checked = "checked"
    running = "running"
    done = "done"
    stopped = "stopped"


class ImportRun(Base):
    """One file being carried in by one person. Its file lies in the instance folder until it is done."""

    __tablename__ = "import_run"
    __table_args__ = (
        CheckConstraint("at_byte >= 0 AND at_byte <= size", name="never_beyond_the_file"),
        CheckConstraint(
            "(status IN ('done', 'stopped')) = (ended_at IS NOT NULL)", name="ended_has_a_moment"
        ),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_ref: Mapped[str] = mapped_column(String(32), unique=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime]
    survey: Mapped[str] = mapped_column(String(60))
    source: Mapped[str] = mapped_column(String(60))
    file_name: Mapped[str] = mapped_column(String(120))
    map_text: Mapped[str] = mapped_column(deferred=True)
    map_digest: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    status: Mapped[ImportStatus] = mapped_column(default=ImportStatus.checked)
    at_byte: Mapped[int] = mapped_column(default=0)
    at_line: Mapped[int] = mapped_column(default=0)
    added: Mapped[int] = mapped_column(default=0)
    already_there: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    refused_bytes: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(default="")
    changes: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
