"""What was drawn of a quarter by what people told of themselves: protected tables only."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base


class About(StrEnum):
    """What a table tells of a characteristic: who told, the themes they carry, or the codes of identity."""

    people = "people"
    themes = "themes"
    codes = "codes"


class ToldTable(Base):
    """One protected table of one characteristic, as `SafeCounts.to_document` writes it."""

    __tablename__ = "told_table"
    __table_args__ = (UniqueConstraint("drawing_id", "characteristic", "about"),)
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    drawing_id: Mapped[int] = mapped_column(ForeignKey("drawing.id", ondelete="CASCADE"))
    characteristic: Mapped[str] = mapped_column(String(40))
    about: Mapped[About]
    document: Mapped[str]
