"""Agreed learning after its audits: how far it is shared, listed, found and counted."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, join

from feedback_app.audits.follow import Asked, Listed
from feedback_app.audits.models import Audit, AuditLearning
from feedback_app.audits.queries import ON_A_PAGE, visible_to
from feedback_app.database import db
from feedback_app.improvement.models import Agreed, Learning, Reach
from feedback_app.improvement.queries import sharing_now
from feedback_app.improvement.rules import Sharing
from feedback_app.people.models import Person
from feedback_app.people.roles import May, Place, may
from feedback_app.places.models import Locality, ServiceArea

LEARNING_OF_AUDITS = (
    join(Learning, AuditLearning, AuditLearning.learning_id == Learning.id)
    .join(Audit, Audit.id == AuditLearning.audit_id)
    .join(ServiceArea, ServiceArea.id == Audit.service_area_id)
    .join(Locality, Locality.id == Audit.locality_id)
)


@dataclass(frozen=True)
class LearningAsked(Asked[Sharing]):
    """What the list of learning is narrowed to; reach none means for everybody."""

    reach: Reach | None = None


@dataclass(frozen=True)
class LearningFollowed:
    """One piece of learning, how far it is shared, and the audit it came from."""

    learning: Learning
    sharing: Sharing
    audit: Audit


def list_learning(person: Person, asked: LearningAsked) -> Listed[LearningFollowed, Sharing]:
    """By the day it is to be shared; two statements however much there is."""
    where, sharing_of_each = [_theirs(person), *asked.conditions()], sharing_now().label("sharing")
    if asked.reach:
        where.append(Learning.reach == asked.reach)
    counted = select(sharing_of_each, func.count()).select_from(LEARNING_OF_AUDITS).where(*where)
    numbers = {
        Sharing(sharing): number for sharing, number in db.session.execute(counted.group_by(sharing_of_each))
    }
    if asked.how_far:
        where.append(sharing_now().in_(asked.how_far))
    rows = db.session.execute(
        _wholly()
        .where(*where)
        .order_by(Learning.share_by.desc() if asked.latest_first else Learning.share_by.asc(), Learning.id)
        .limit(ON_A_PAGE)
        .offset(asked.after)
    )
    found = (LearningFollowed(learning, Sharing(sharing), audit) for learning, sharing, audit in rows)
    return Listed(tuple(found), numbers, asked.total(numbers))


def _theirs(person: Person) -> ColumnElement[bool]:
    return (Learning.state == Agreed.agreed) & visible_to(person)


def _wholly() -> Select[Learning, str, Audit]:
    return (
        select(Learning, sharing_now(), Audit)
        .select_from(LEARNING_OF_AUDITS)
        .options(contains_eager(Audit.service_area), contains_eager(Audit.locality))
    )


def learning_followed_by(person: Person, public_ref: str) -> LearningFollowed | None:
    """The learning with this reference, when this person may see its audit."""
    row = db.session.execute(_wholly().where(Learning.public_ref == public_ref, _theirs(person))).first()
    return LearningFollowed(row[0], Sharing(row[1]), row[2]) if row else None


def may_share(followed: LearningFollowed, person: Person) -> bool:
    """Who plans or chairs audits there says that learning was passed on."""
    place = Place(followed.audit.service_area_id, followed.audit.locality_id)
    return may(person.holdings, May.share_learning, place)
