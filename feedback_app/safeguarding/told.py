"""Who was told of a concern, when it left, and what they answered; and what one person was told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from feedback_app.database import db
from feedback_app.notices import Delivery, Notice
from feedback_app.notices.recipients import holders
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.safeguarding.escalation import Escalation
from feedback_app.safeguarding.models import Concern
from feedback_app.safeguarding.queries import not_about, visible_to
from feedback_app.safeguarding.who_is_told import Told


@dataclass(frozen=True)
class ByName:
    """Somebody told by name, and when the first e-mail to them left; None while it waits."""

    escalation: Escalation
    sent_at: datetime | None


def told_by_name(concern: Concern) -> list[ByName]:
    """Everybody told by name, in the order they were told."""
    sent = (
        select(Notice.subject_ref, func.min(Notice.sent_at).label("at"))
        .where(Notice.subject == "escalation")
        .group_by(Notice.subject_ref)
        .subquery()
    )
    rows = db.session.execute(
        select(Escalation, sent.c.at)
        .outerjoin(sent, sent.c.subject_ref == Escalation.public_ref)
        .where(Escalation.concern_id == concern.id)
        .options(joinedload(Escalation.noted_by))
        .order_by(Escalation.id)
    )
    return [ByName(escalation, at) for escalation, at in rows]


@dataclass(frozen=True)
class Emailed:
    """Somebody on triage to whom an e-mail about it left, and when the first did."""

    name: str
    at: datetime


def emailed_about(concern: Concern) -> list[Emailed]:
    """Everybody who was sent an e-mail because of their role, the first first."""
    first = func.min(Delivery.sent_at)
    rows = db.session.execute(
        select(Person.name, first)
        .join(Delivery, Delivery.person_id == Person.id)
        .join(Notice, Notice.id == Delivery.notice_id)
        .where(Notice.subject == "concern", Notice.subject_ref == concern.public_ref)
        .group_by(Person.id, Person.name)
        .order_by(first, Person.name)
    )
    return [Emailed(name, at) for name, at in rows]


def told_to(person: Person, *, at_most: int) -> Sequence[Escalation]:
    """What this person was told by name: what they have not acknowledged first, the newest first."""
    return db.session.scalars(
        select(Escalation)
        .join(Escalation.concern)
        .where(Escalation.to_person_id == person.id)
        .options(contains_eager(Escalation.concern).joinedload(Concern.acknowledged_by))
        .order_by(Escalation.acknowledged_at.is_not(None), Escalation.id.desc())
        .limit(at_most)
    ).all()


@dataclass(frozen=True)
class ToAcknowledge:
    """How many concerns somebody was told of and has not acknowledged, and by when the first must be."""

    count: int
    first_due: datetime | None


def to_acknowledge(person: Person) -> ToAcknowledge:
    """What this person was told by name and has not said they know; a leader's ends when it is dealt with."""
    count, due = db.session.execute(
        select(func.count(), func.min(Escalation.acknowledge_by))
        .join(Escalation.concern)
        .where(
            Escalation.to_person_id == person.id,
            Escalation.acknowledged_at.is_(None),
            or_(Escalation.told != Told.leader, Escalation.remind_at.is_not(None)),
        )
    ).one()
    return ToAcknowledge(count, due)


def telling_called(reference: str, person: Person) -> Escalation | None:
    """One telling, for the person told, whoever raised the concern, and triage; None for everybody else."""
    return db.session.scalar(
        select(Escalation)
        .join(Escalation.concern)
        .where(
            Escalation.public_ref == reference,
            not_about(person),
            or_(
                Escalation.to_person_id == person.id,
                Concern.raised_by_person_id == person.id,
                visible_to(person),
            ),
        )
        .options(
            contains_eager(Escalation.concern).options(
                joinedload(Concern.acknowledged_by),
                joinedload(Concern.decided_by),
                joinedload(Concern.raised_by_person),
            ),
            joinedload(Escalation.noted_by),
        )
        .execution_options(populate_existing=True)
    )


def on_triage_for(concern: Concern) -> list[str]:
    """The names of those whom to ring: on triage for its place, or anywhere when nobody is."""
    place = Place(concern.service_area_id, concern.locality_id)
    found = holders(Role.safeguarding_triage, place, but_not=concern.about_id)
    return [person.name for person in found.people]
