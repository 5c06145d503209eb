"""Searches kept so that no address carries their words, views with a name, and boards with excerpts."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base
from feedback_app.people.models import Person


class Search(Base):
    """Words somebody looked for and what they narrowed the list to; with a name it is a saved view."""

    __tablename__ = "search"
    __table_args__ = (
        CheckConstraint("NOT shared OR name IS NOT NULL", name="shared_has_a_name"),
        CheckConstraint("name IS NULL OR name <> ''", name="name_is_never_empty"),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_ref: Mapped[str] = mapped_column(String(32), unique=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    words: Mapped[str] = mapped_column(String(400), default="")
    narrowed: Mapped[str] = mapped_column(String(600), default="")
    name: Mapped[str | None] = mapped_column(String(80), default=None)
    shared: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]
    owner: Mapped[Person] = relationship(init=False, lazy="raise")


class Board(Base):
    """Excerpts laid out for a report; private to its maker, or shared with everybody who reads answers."""

    __tablename__ = "board"
    __table_args__ = (CheckConstraint("name <> ''", name="name_is_never_empty"),)
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_ref: Mapped[str] = mapped_column(String(32), unique=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    shared: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]
    owner: Mapped[Person] = relationship(init=False, lazy="raise")


class Pin(Base):
    """An excerpt on a board; one taken off stays, so that it can be put back. It goes with its answer."""

    __tablename__ = "pin"
    __table_args__ = (
        UniqueConstraint("board_id", "answer_id", "starts_at", "ends_at"),
        CheckConstraint("starts_at >= 0 AND starts_at < ends_at", name="starts_before_it_ends"),
        CheckConstraint("(removed_at IS NULL) = (removed_by_id IS NULL)", name="removed_by_somebody"),
        Index("ix_pin_answer_id", "answer_id"),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id"))
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"))
    starts_at: Mapped[int]
    ends_at: Mapped[int]
    heading: Mapped[str] = mapped_column(String(120), default="")
    note: Mapped[str] = mapped_column(default="")
    place: Mapped[int] = mapped_column(default=0)
    pinned_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    pinned_at: Mapped[datetime]
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    removed_at: Mapped[datetime | None] = mapped_column(default=None)
    changes: Mapped[int] = mapped_column(default=0)
