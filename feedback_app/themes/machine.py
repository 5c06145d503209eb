"""What the machine made of an answer: which engine looked at it last, and the language it heard."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base


class MachineReading(Base):
    """One answer as an engine saw it; there also where it had nothing to suggest."""

    __tablename__ = "machine_reading"
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"), primary_key=True, autoincrement=False)
    engine: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(8))
    looked_at: Mapped[datetime]
