"""Which audits somebody may see, found and listed."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true
from sqlalchemy.orm import joinedload

from feedback_app.audits.models import Audit, AuditStatus
from feedback_app.audits.requests import FeedbackRequest
from feedback_app.database import db
from feedback_app.people.models import Person, RoleHeld
from feedback_app.people.roles import May, Place, Role, may, reach
from feedback_app.places.models import Locality, ServiceArea

ON_A_PAGE = 25


def within_reach(person: Person, deed: May) -> ColumnElement[bool]:
    """Audits in the places where this person's roles allow the deed."""
    allowed: list[ColumnElement[bool]] = []
    for held in reach(person.holdings, deed):
        where: list[ColumnElement[bool]] = [true()]
        if held.service_area_id is not None:
            where.append(Audit.service_area_id == held.service_area_id)
        if held.locality_id is not None:
            where.append(Audit.locality_id == held.locality_id)
        allowed.append(and_(*where))
    return or_(false(), *allowed)


def visible_to(person: Person) -> ColumnElement[bool]:
    """Audits in the places this person's roles reach, and those they chair or are responsible for."""
    if not may(person.holdings, May.see_audits):
        return false()
    return or_(
        within_reach(person, May.see_audits), Audit.chair_id == person.id, Audit.responsible_id == person.id
    )


class Sort(StrEnum):
    """How the list is put in order; each is also offered the other way round."""

    meeting = "meeting"
    by_title = "title"
    service = "service"
    status = "status"


ORDER = {
    Sort.meeting: Audit.meeting_at,
    Sort.by_title: func.lower(Audit.title),
    Sort.service: ServiceArea.name,
    Sort.status: Audit.status,
}


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to and how it is sorted; it all stands in the address."""

    quarter: str = ""
    service: str = ""
    status: AuditStatus | None = None
    sort: Sort = Sort.meeting
    descending: bool = True
    page: int = 1


@dataclass(frozen=True)
class Listed:
    """One page of the list, with how many voices of each audit are in."""

    audits: list[Audit]
    answered: dict[int, tuple[int, int]]
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // ON_A_PAGE))


def list_audits(person: Person, asked: Asked) -> Listed:
    """The audits this person may see, narrowed and sorted; three statements however many there are."""
    where = [visible_to(person)]
    if asked.quarter:
        where.append(Audit.quarter == asked.quarter)
    if asked.service:
        where.append(ServiceArea.slug == asked.service)
    if asked.status:
        where.append(Audit.status == asked.status)
    total = db.session.scalar(select(func.count()).select_from(Audit).join(Audit.service_area).where(*where))
    column = ORDER[asked.sort]
    rows = db.session.scalars(
        select(Audit)
        .join(Audit.service_area)
        .where(*where)
        .options(joinedload(Audit.service_area), joinedload(Audit.locality), joinedload(Audit.chair))
        .order_by(column.desc() if asked.descending else column.asc(), Audit.id.desc())
        .limit(ON_A_PAGE)
        .offset((max(1, asked.page) - 1) * ON_A_PAGE)
    )
    audits = list(rows)
    return Listed(audits, _answered(audits), total or 0)


def _answered(audits: list[Audit]) -> dict[int, tuple[int, int]]:
    counted = db.session.execute(
        select(FeedbackRequest.audit_id, func.count(FeedbackRequest.response_id), func.count())
        .where(FeedbackRequest.audit_id.in_([audit.id for audit in audits]))
        .group_by(FeedbackRequest.audit_id)
    )
    return {audit_id: (answered, asked) for audit_id, answered, asked in counted.all()}


def audit_seen_by(person: Person, public_ref: str) -> Audit | None:
    """The audit with this reference, if this person may see it."""
    return db.session.scalar(
        select(Audit)
        .where(Audit.public_ref == public_ref, visible_to(person))
        .options(
            joinedload(Audit.service_area),
            joinedload(Audit.locality),
            joinedload(Audit.chair),
            joinedload(Audit.responsible),
        )
    )


def quarters_seen_by(person: Person) -> list[str]:
    """The quarters that have audits this person may see, newest first."""
    return list(
        db.session.scalars(
            select(Audit.quarter).where(visible_to(person)).distinct().order_by(Audit.quarter.desc())
        )
    )


def places() -> tuple[list[ServiceArea], list[Locality]]:
    """Every service area still in use, and every locality."""
    areas = select(ServiceArea).where(ServiceArea.retired_on.is_(None)).order_by(ServiceArea.name)
    return list(db.session.scalars(areas)), list(db.session.scalars(select(Locality).order_by(Locality.name)))


def people_with(role: Role) -> list[Person]:
    """Everybody at work here who holds this role somewhere, by name."""
    return list(
        db.session.scalars(
            select(Person)
            .where(Person.active, Person.id.in_(select(RoleHeld.person_id).where(RoleHeld.role == role)))
            .order_by(Person.name)
        )
    )


def practice_leads_for(audit: Audit) -> list[Person]:
    """Practice leads who work where this audit is."""
    place = Place(audit.service_area_id, audit.locality_id)
    return [lead for lead in people_with(Role.practice_lead) if may(lead.holdings, May.capture, place)]
