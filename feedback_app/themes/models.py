"""Codebooks, and the two things done with them: suggestions by a machine and codings by a person."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, MappedAsDataclass, mapped_column, relationship

from analysis.codebook import TellsOf
from feedback_app.database import Base


class Outcome(StrEnum):
    accepted = "accepted"
    declined = "declined"


class Valence(StrEnum):
    well = "well"
    not_so_good = "not_so_good"
    mixed = "mixed"
    unsaid = "unsaid"


class CodebookEdition(Base):
    """The codebook in use; each change in effect gives it a new version, and what it said before is kept.

    `changes` counts them, so that two people never change it over each other.
    """

    __tablename__ = "codebook"
    __table_args__ = (UniqueConstraint("name", "version"),)
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    version: Mapped[str] = mapped_column(String(20))
    published_on: Mapped[date | None] = mapped_column(default=None)
    changes: Mapped[int] = mapped_column(default=0, server_default=text("0"))


class Theme(Base):
    __tablename__ = "theme"
    __table_args__ = (UniqueConstraint("codebook_id", "slug"),)
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    codebook_id: Mapped[int] = mapped_column(ForeignKey("codebook.id"))
    slug: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    meaning: Mapped[str]
    maps: Mapped[dict[str, list[str]]] = mapped_column(
        JSON, default_factory=dict, server_default=text("'{}'")
    )
    guid: Mapped[str | None] = mapped_column(String(36), unique=True, index=True, default=None)
    codes: Mapped[list["Code"]] = relationship(
        default_factory=list, back_populates="theme", lazy="raise", order_by="Code.id"
    )


class Code(Base):
    """`guid` is what another program knew the code by when it came from there."""

    __tablename__ = "code"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), index=True, init=False)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    include: Mapped[str] = mapped_column(default="")
    exclude: Mapped[str] = mapped_column(default="")
    example: Mapped[str] = mapped_column(default="")
    meaning: Mapped[str] = mapped_column(default="", server_default=text("''"))
    more_examples: Mapped[list[str]] = mapped_column(JSON, default_factory=list, server_default=text("'[]'"))
    keywords: Mapped[list[str]] = mapped_column(JSON, default_factory=list, server_default=text("'[]'"))
    tells_of: Mapped[TellsOf | None] = mapped_column(default=None)
    guid: Mapped[str | None] = mapped_column(String(36), unique=True, index=True, default=None)
    retired_on: Mapped[date | None] = mapped_column(default=None)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("code.id"), default=None)
    theme: Mapped[Theme] = relationship(init=False, back_populates="codes", lazy="raise")


class InTranslation(MappedAsDataclass, kw_only=True):
    """Where in a translation somebody pointed; `starts_at:ends_at` are then all of the answer's own words.

    Nobody knows which of the words said became which of the translation, so none of them is singled out.
    """

    translation_id: Mapped[int | None] = mapped_column(ForeignKey("translation.id"), default=None)
    translation_starts_at: Mapped[int | None] = mapped_column(default=None)
    translation_ends_at: Mapped[int | None] = mapped_column(default=None)


POINTS_INTO_A_TRANSLATION = (
    "(translation_id IS NULL AND translation_starts_at IS NULL AND translation_ends_at IS NULL) OR "
    "(translation_id IS NOT NULL AND translation_starts_at IS NOT NULL AND translation_ends_at IS NOT NULL "
    "AND translation_starts_at >= 0 AND translation_starts_at < translation_ends_at)"
)


class Suggestion(InTranslation, Base):
    """A machine's guess: never counted, never shown as a finding, until a person settles it."""

    __tablename__ = "suggestion"
    __table_args__ = (
        UniqueConstraint("answer_id", "code_id", "engine"),
        CheckConstraint("starts_at >= 0 AND starts_at < ends_at", name="starts_before_it_ends"),
        CheckConstraint("(outcome IS NULL) = (settled_by_id IS NULL)", name="settled_by_somebody"),
        CheckConstraint(POINTS_INTO_A_TRANSLATION, name="points_into_a_translation"),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"))
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"), index=True)
    starts_at: Mapped[int]
    ends_at: Mapped[int]
    score: Mapped[float]
    because: Mapped[str] = mapped_column(String(400))
    engine: Mapped[str] = mapped_column(String(60))
    outcome: Mapped[Outcome | None] = mapped_column(default=None)
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
    code: Mapped[Code] = relationship(init=False, lazy="raise")


class Coding(InTranslation, Base):
    """A person's decision that these words are about this code. Offsets are Python code points.

    `counts` is false once two readers agreed on something else: reports and figures leave it out.
    """

    __tablename__ = "coding"
    __table_args__ = (
        UniqueConstraint("answer_id", "code_id", "coder_id", "starts_at", "ends_at"),
        CheckConstraint("starts_at >= 0 AND starts_at < ends_at", name="starts_before_it_ends"),
        CheckConstraint(POINTS_INTO_A_TRANSLATION, name="points_into_a_translation"),
        Index("ix_coding_code_id_answer_id", "code_id", "answer_id"),
        Index(
            "ix_coding_counted_code_id_answer_id",
            "code_id",
            "answer_id",
            sqlite_where=text("counts"),
            postgresql_where=text("counts"),
        ),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"))
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"))
    coder_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    starts_at: Mapped[int]
    ends_at: Mapped[int]
    valence: Mapped[Valence]
    made_at: Mapped[datetime]
    counts: Mapped[bool] = mapped_column(default=True, server_default=true())
    code: Mapped[Code] = relationship(init=False, lazy="raise")


class CodedAnswer(Base):
    """An answer a person has finished coding, even when no code fits it."""

    __tablename__ = "coded_answer"
    __table_args__ = (UniqueConstraint("answer_id", "coder_id"),)
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"), index=True)
    coder_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    finished_at: Mapped[datetime]


class AgreedAnswer(Base):
    """An answer whose codes were agreed after a second reading: nobody changes them alone any more."""

    __tablename__ = "agreed_answer"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"), unique=True)
    agreed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    agreed_at: Mapped[datetime]


class Opening(Base):
    """Who has an answer open to code it, so that two people are not sent to the same one."""

    __tablename__ = "opening"
    __table_args__ = (UniqueConstraint("answer_id", "person_id"),)
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime]
