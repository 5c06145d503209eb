"""What readers write to each other about an answer: notes for whoever codes it, questions to a colleague."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base
from feedback_app.themes.models import Code


class Memo(Base):
    """A note about an answer, or about one code on it; only people who may code it see it."""

    __tablename__ = "memo"
    __table_args__ = (CheckConstraint("words <> ''", name="words_are_never_empty"),)
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"), index=True)
    code_id: Mapped[int | None] = mapped_column(ForeignKey("code.id"), default=None)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str]
    written_at: Mapped[datetime]
    code: Mapped[Code | None] = relationship(init=False, lazy="raise")


class Asking(Base):
    """A question to one colleague about an answer, and what they say to it."""

    __tablename__ = "asking"
    __table_args__ = (
        CheckConstraint("asked_by_id <> asked_of_id", name="asked_of_somebody_else"),
        CheckConstraint("words <> ''", name="words_are_never_empty"),
        CheckConstraint("(reply IS NULL) = (replied_at IS NULL)", name="replied_at_some_time"),
        CheckConstraint("reply IS NULL OR withdrawn_at IS NULL", name="replied_or_withdrawn_never_both"),
        Index(
            "ix_asking_open",
            "asked_of_id",
            sqlite_where=text("reply IS NULL AND withdrawn_at IS NULL"),
            postgresql_where=text("reply IS NULL AND withdrawn_at IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_ref: Mapped[str] = mapped_column(String(32), unique=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_of_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str]
    asked_at: Mapped[datetime]
    reply: Mapped[str | None] = mapped_column(default=None)
    replied_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
