"""What was changed in the codebook, with enough to undo it, and wording that is not published yet."""

from datetime import datetime
from enum import StrEnum
from typing import TypedDict

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base
from feedback_app.people.models import Person


class ChangeKind(StrEnum):
    published = "published"
    renamed = "renamed"
    retired = "retired"
    merged = "merged"
    divided = "split"
    brought_in = "brought_in"


Cell = str | int | float | bool | None
RowJson = dict[str, Cell]
WordingJson = dict[str, str | list[str] | dict[str, list[str]] | None]


class UndoJson(TypedDict, total=False):
    """What a change must be undone with: ids, whole rows that were taken out, and wording as it was."""

    code: str
    into: str
    new_themes: list[str]
    new_codes: list[str]
    before: dict[str, WordingJson]
    after: dict[str, WordingJson]
    moved: list[int]
    stayed: list[int]
    sorted_to: int
    dropped: list[RowJson]
    suggestions_moved: list[int]
    suggestions_dropped: list[RowJson]
    drafts: list[RowJson]


class CodebookChange(Base):
    """One change in effect: who made it, which version it made, and how to undo it.

    `touches` are the short names of the codes and themes it is about; `document` is the whole codebook as
    it stood afterwards.
    """

    __tablename__ = "codebook_change"
    __table_args__ = (
        CheckConstraint("(undone_at IS NULL) = (undone_by_id IS NULL)", name="undone_by_somebody"),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_ref: Mapped[str] = mapped_column(String(32), unique=True)
    codebook_id: Mapped[int] = mapped_column(ForeignKey("codebook.id"), index=True)
    kind: Mapped[ChangeKind]
    version: Mapped[str] = mapped_column(String(20))
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    touches: Mapped[list[str]] = mapped_column(JSON)
    counted: Mapped[dict[str, int]] = mapped_column(JSON)
    to_undo: Mapped[UndoJson] = mapped_column(JSON, deferred=True)
    document: Mapped[str] = mapped_column(deferred=True)
    undone_at: Mapped[datetime | None] = mapped_column(default=None)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    made_by: Mapped[Person | None] = relationship(init=False, lazy="raise", foreign_keys=[made_by_id])
    undone_by: Mapped[Person | None] = relationship(init=False, lazy="raise", foreign_keys=[undone_by_id])


class DraftedEntry(Base):
    """New wording of a theme or code, in effect once it is published; `before` is None for a new one.

    A theme has no `theme_slug`. `before` is what the wording was when the draft was begun, so that
    publishing changes only what the draft changed.
    """

    __tablename__ = "drafted_entry"
    __table_args__ = (UniqueConstraint("codebook_id", "slug"),)
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    codebook_id: Mapped[int] = mapped_column(ForeignKey("codebook.id"))
    slug: Mapped[str] = mapped_column(String(40))
    theme_slug: Mapped[str] = mapped_column(String(20))
    wording: Mapped[WordingJson] = mapped_column(JSON)
    before: Mapped[WordingJson | None] = mapped_column(JSON(none_as_null=True))
    guid: Mapped[str | None] = mapped_column(String(36), default=None)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    changes: Mapped[int] = mapped_column(default=0)
    made_by: Mapped[Person | None] = relationship(init=False, lazy="raise")
