"""Actions (dated, owned, about a case) and learning (insight for a team, a service or partners)."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base
from feedback_app.people.models import Person


class Origin(StrEnum):
    audit = "audit"
    bottle = "bottle"
    inspection = "inspection"
    report = "report"


class Agreed(StrEnum):
    """Proposed until the meeting or the quarter-end discussion agrees it (R-54)."""

    proposed = "proposed"
    agreed = "agreed"


class Reach(StrEnum):
    team = "team"
    service = "service"
    workforce = "workforce"
    partners = "partners"


class Action(Base):
    __tablename__ = "action"
    __table_args__ = (
        CheckConstraint("confirmed_by_id IS NULL OR done_on IS NOT NULL", name="confirmed_only_once_done"),
        CheckConstraint(
            "confirmed_by_id IS NULL OR confirmed_by_id <> owner_id", name="confirmed_by_another_person"
        ),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_ref: Mapped[str] = mapped_column(String(32), unique=True)
    what: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[date]
    origin: Mapped[Origin]
    state: Mapped[Agreed] = mapped_column(default=Agreed.proposed)
    made_at: Mapped[datetime]
    done_on: Mapped[date | None] = mapped_column(default=None)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    impact: Mapped[str] = mapped_column(default="")
    owner: Mapped[Person] = relationship(init=False, lazy="raise", foreign_keys=[owner_id])
    confirmed_by: Mapped[Person | None] = relationship(
        init=False, lazy="raise", foreign_keys=[confirmed_by_id], viewonly=True
    )


class Learning(Base):
    __tablename__ = "learning"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_ref: Mapped[str] = mapped_column(String(32), unique=True)
    what: Mapped[str]
    reach: Mapped[Reach]
    share_by: Mapped[date]
    state: Mapped[Agreed] = mapped_column(default=Agreed.proposed)
    made_at: Mapped[datetime]
    told_on: Mapped[date | None] = mapped_column(default=None)
