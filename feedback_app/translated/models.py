"""Every translation ever written of an answer; the latest that was not taken back is the one in use."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base


class TranslatedBy(StrEnum):
    """What kind of translator made it (R-39e)."""

    person = "person"
    machine = "machine"


class Translation(Base):
    """One answer in English, and who made it so. It goes with its answer; a correction is another row.

    `from_language` (ISO 639-1) is the language the translator says it is in; `translator` is a person's name
    or a service; `written_by_id` is whoever put it here.
    """

    __tablename__ = "translation"
    __table_args__ = (
        UniqueConstraint("answer_id", "number"),
        CheckConstraint("number > 0", name="numbered_from_one"),
        CheckConstraint("words <> ''", name="words_are_never_empty"),
        CheckConstraint("translator <> ''", name="somebody_made_it"),
        CheckConstraint("from_language <> 'en'", name="english_is_never_translated"),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"))
    number: Mapped[int]
    from_language: Mapped[str] = mapped_column(String(8))
    words: Mapped[str]
    translated_by: Mapped[TranslatedBy]
    translator: Mapped[str] = mapped_column(String(120))
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None] = mapped_column(default=None)
