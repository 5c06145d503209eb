"""What somebody told us of themselves after they had answered: a choice of a list, never words."""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base


class ToldOfSelf(Base):
    """One thing one person told of themselves. It has no time of its own, and no page shows a single one."""

    __tablename__ = "told_of_self"
    __table_args__ = (
        UniqueConstraint("response_id", "characteristic"),
        CheckConstraint("choice <> ''", name="told_something"),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"))
    characteristic: Mapped[str] = mapped_column(String(40))
    choice: Mapped[str] = mapped_column(String(60))
