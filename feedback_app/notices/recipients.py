"""Who a notice goes to: the person named, or everyone who holds the role in that place, never nobody."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from feedback_app.database import db
from feedback_app.notices.outbox import Notice
from feedback_app.people.models import Person, RoleHeld
from feedback_app.people.roles import Role


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
    """The people to tell.

    When nobody in reach holds the role, everyone who holds it anywhere; when nobody does, or the person named
    has left, the administrators. An unknown place is in everybody's reach.
    """
    if notice.to_person_id is not None:
        meant = _people(Person.id == notice.to_person_id)
    else:
        holders = _people(Person.roles.any(RoleHeld.role == notice.to_role))
        meant = tuple(person for person in holders if _reaches(person, notice))
        if holders and not meant:
            return Recipients(Found.out_of_reach, holders)
    if meant:
        return Recipients(Found.as_meant, meant)
    administrators = _people(Person.roles.any(RoleHeld.role == Role.administrator))
    return Recipients(Found.administrators if administrators else Found.nobody, administrators)


def _people(condition: object) -> tuple[Person, ...]:
    return tuple(db.session.scalars(select(Person).where(Person.active, condition).order_by(Person.id)))  # type: ignore[arg-type]


def _reaches(person: Person, notice: Notice) -> bool:
    return any(
        held.role == notice.to_role
        and (notice.service_area_id is None or held.service_area_id in {None, notice.service_area_id})
        and (notice.locality_id is None or held.locality_id in {None, notice.locality_id})
        for held in person.roles
    )
