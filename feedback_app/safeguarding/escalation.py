"""One person told of a concern by name, and whether and what they answered."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base
from feedback_app.people.models import Person
from feedback_app.safeguarding.models import Concern
from feedback_app.safeguarding.who_is_told import Told


class Escalation(Base):
    """Told by name: somebody who signs in here, or somebody outside by their e-mail address.

    When it was sent stands with its notices (`subject` escalation). Until it is acknowledged it is sent again
    at `remind_at`. `noted_by` is who wrote the acknowledgement or the answer down.
    """

    __tablename__ = "escalation"
    __table_args__ = (
        CheckConstraint("name <> '' AND address <> ''", name="told_somebody"),
        CheckConstraint("answer = '' OR acknowledged_at IS NOT NULL", name="an_answer_is_an_acknowledgement"),
        CheckConstraint("acknowledged_at IS NULL OR remind_at IS NULL", name="acknowledged_is_left_alone"),
        Index("ix_escalation_remind_at", "remind_at"),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_ref: Mapped[str] = mapped_column(String(32), unique=True)
    concern_id: Mapped[int] = mapped_column(ForeignKey("concern.id"), index=True)
    told: Mapped[Told]
    to_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(254))
    made_at: Mapped[datetime]
    acknowledge_by: Mapped[datetime]
    remind_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None] = mapped_column(default=None)
    answer: Mapped[str] = mapped_column(default="")
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    concern: Mapped[Concern] = relationship(init=False, lazy="raise")
    noted_by: Mapped[Person | None] = relationship(init=False, lazy="raise", foreign_keys=[noted_by_id])
