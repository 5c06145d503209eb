"""Quotes on their way to a report: what is left out, by whom, and who checked it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base
from feedback_app.themes.models import Code


class QuotationState(StrEnum):
    proposed = "proposed"
    usable = "usable"
    sent_back = "sent_back"
    taken_back = "taken_back"


class Quotation(Base):
    """Some of what somebody said, as it may be published under one code. It goes with its answer.

    With a translation, the words are those of the translation, and so are the offsets.
    """

    __tablename__ = "quotation"
    __table_args__ = (
        UniqueConstraint("answer_id", "code_id", "starts_at", "ends_at"),
        CheckConstraint("starts_at >= 0 AND starts_at < ends_at", name="starts_before_it_ends"),
        CheckConstraint("text <> ''", name="text_is_never_empty"),
        CheckConstraint("state <> 'usable' OR checked_by_id IS NOT NULL", name="usable_is_checked"),
        CheckConstraint("(checked_by_id IS NULL) = (checked_at IS NULL)", name="checked_by_somebody"),
        CheckConstraint(
            "checked_by_id IS NULL OR checked_by_id <> made_by_id", name="checked_by_another_person"
        ),
        CheckConstraint("state <> 'sent_back' OR because <> ''", name="sent_back_says_why"),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_ref: Mapped[str] = mapped_column(String(32), unique=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"), index=True)
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"))
    starts_at: Mapped[int]
    ends_at: Mapped[int]
    text: Mapped[str]
    state: Mapped[QuotationState] = mapped_column(default=QuotationState.proposed)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    checked_at: Mapped[datetime | None] = mapped_column(default=None)
    because: Mapped[str] = mapped_column(default="")
    changes: Mapped[int] = mapped_column(default=0)
    translation_id: Mapped[int | None] = mapped_column(ForeignKey("translation.id"), default=None)
    code: Mapped[Code] = relationship(init=False, lazy="raise")
    gaps: Mapped[list["QuotationGap"]] = relationship(
        default_factory=list, lazy="raise", order_by="QuotationGap.starts_at", cascade="all, delete-orphan",
        passive_deletes=True,
    )  # fmt: skip


class QuotationGap(Base):
    """Words of the answer that are left out of a quote, and who left them out."""

    __tablename__ = "quotation_gap"
    __table_args__ = (
        UniqueConstraint("quotation_id", "starts_at", "ends_at"),
        CheckConstraint("starts_at >= 0 AND starts_at < ends_at", name="starts_before_it_ends"),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    quotation_id: Mapped[int] = mapped_column(ForeignKey("quotation.id", ondelete="CASCADE"), init=False)
    starts_at: Mapped[int]
    ends_at: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class QuotationHand(Base):
    """Somebody who proposed a quote or changed what is left out: never the one who checks it."""

    __tablename__ = "quotation_hand"
    __table_args__ = (UniqueConstraint("quotation_id", "person_id"),)
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    quotation_id: Mapped[int] = mapped_column(ForeignKey("quotation.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
