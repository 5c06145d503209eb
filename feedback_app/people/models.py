"""People who sign in, the roles they hold, families they have been involved with, and their sign-ins."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base
from feedback_app.people.roles import Holding, Role


class Person(Base):
    """Someone who works here or inspects: never a child or parent who answers."""

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    job_title: Mapped[str] = mapped_column(String(120), default="")
    active: Mapped[bool] = mapped_column(default=True)
    roles: Mapped[list["RoleHeld"]] = relationship(
        default_factory=list, lazy="selectin", cascade="all, delete-orphan"
    )

    @property
    def holdings(self) -> tuple[Holding, ...]:
        return tuple(Holding(held.role, held.service_area_id, held.locality_id) for held in self.roles)


class RoleHeld(Base):
    __tablename__ = "role_held"
    __table_args__ = (UniqueConstraint("person_id", "role", "service_area_id", "locality_id"),)
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), init=False)
    role: Mapped[Role]
    service_area_id: Mapped[int | None] = mapped_column(ForeignKey("service_area.id"), default=None)
    locality_id: Mapped[int | None] = mapped_column(ForeignKey("locality.id"), default=None)


class InvolvementSource(StrEnum):
    registered = "registered"
    declared = "declared"


class Involvement(Base):
    """A person has, or has had, something to do with a family: they are not independent of it."""

    __tablename__ = "involvement"
    __table_args__ = (UniqueConstraint("person_id", "family_ref", "source"),)
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    family_ref: Mapped[str] = mapped_column(String(60), index=True)
    source: Mapped[InvolvementSource]
    noted_at: Mapped[datetime]


class SignIn(Base):
    """One browser signed in as one person, until it ends."""

    __tablename__ = "sign_in"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    person: Mapped[Person] = relationship(init=False, lazy="joined")


class SignInTry(Base):
    """A failed try, kept an hour, so that guessing is slow; the address is kept only as a digest."""

    __tablename__ = "sign_in_try"
    __table_args__ = (Index("ix_sign_in_try_who_tried_at", "who", "tried_at"),)
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    who: Mapped[str] = mapped_column(String(64))
    tried_at: Mapped[datetime]
