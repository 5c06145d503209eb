"""Who a notice goes to: the person named, or everyone who holds the role in that place, never nobody."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, select

from feedback_app.database import db
from feedback_app.notices.outbox import Notice
from feedback_app.people.models import Person, RoleHeld
from feedback_app.people.roles import Place, Role


class Found(StrEnum):
    """How far we had to look for somebody to tell."""

    as_meant = "as_meant"
    out_of_reach = "out_of_reach"
    administrators = "administrators"
    nobody = "nobody"


@dataclass(frozen=True)
class Recipients:
    found: Found
    people: tuple[Person, ...] = ()


def recipients_of(notice: Notice) -> Recipients:
    """The people to tell: the person named, or those who hold the role; see `holders`."""
    if notice.to_person_id is None:
        assert notice.to_role is not None, "a notice to an address has no people"
        place = Place(notice.service_area_id, notice.locality_id)
        return holders(notice.to_role, place, but_not=notice.except_person_id)
    meant = _people(Person.id == notice.to_person_id)
    return Recipients(Found.as_meant, meant) if meant else _administrators(notice.except_person_id)


def holders(role: Role, place: Place, *, but_not: int | None = None) -> Recipients:
    """Everyone who holds this role there, but never the person who must not be told.

    When nobody in reach holds the role, everyone who holds it anywhere; when nobody does, or the person named
    has left, the administrators. An unknown place is in everybody's reach.
    """
    everyone = _people(Person.roles.any(RoleHeld.role == role), but_not)
    there = tuple(person for person in everyone if _reaches(person, role, place))
    if there:
        return Recipients(Found.as_meant, there)
    return Recipients(Found.out_of_reach, everyone) if everyone else _administrators(but_not)


def _administrators(but_not: int | None) -> Recipients:
    found = _people(Person.roles.any(RoleHeld.role == Role.administrator), but_not)
    return Recipients(Found.administrators if found else Found.nobody, found)


def _people(condition: ColumnElement[bool], but_not: int | None = None) -> tuple[Person, ...]:
    found = select(Person).where(Person.active, condition).order_by(Person.id)
    return tuple(person for person in db.session.scalars(found) if person.id != but_not)


def _reaches(person: Person, role: Role, place: Place) -> bool:
    return any(
        held.role == role
        and (place.service_area_id is None or held.service_area_id in {None, place.service_area_id})
        and (place.locality_id is None or held.locality_id in {None, place.locality_id})
        for held in person.roles
    )
