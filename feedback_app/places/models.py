"""Service areas, localities, teams and the agencies beside them."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base


class Delivery(StrEnum):
    direct = "direct"
    commissioned = "commissioned"


class ServiceArea(Base):
    __tablename__ = "service_area"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    delivery: Mapped[Delivery] = mapped_column(default=Delivery.direct)
    retired_on: Mapped[date | None] = mapped_column(default=None)


class Locality(Base):
    __tablename__ = "locality"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))


class Team(Base):
    __tablename__ = "team"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    service_area_id: Mapped[int] = mapped_column(ForeignKey("service_area.id"))
    locality_id: Mapped[int] = mapped_column(ForeignKey("locality.id"))


class Agency(Base):
    __tablename__ = "agency"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(60))
