"""Agreed actions after their audits: which a person may follow, how each stands, and what waits."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, outerjoin

from feedback_app.audits.follow import Asked, Listed
from feedback_app.audits.models import Audit, AuditAction
from feedback_app.audits.queries import ON_A_PAGE, visible_to, within_reach
from feedback_app.database import db
from feedback_app.improvement.models import Action, Agreed, Origin
from feedback_app.improvement.queries import ActionsWaiting, sent_back_among, stage_now
from feedback_app.improvement.rules import Stage
from feedback_app.people.models import Person
from feedback_app.people.roles import May, Place, may
from feedback_app.places.models import Locality, ServiceArea

ACTIONS_OF_AUDITS = (
    outerjoin(Action, AuditAction, AuditAction.action_id == Action.id)
    .outerjoin(Audit, Audit.id == AuditAction.audit_id)
    .outerjoin(ServiceArea, ServiceArea.id == Audit.service_area_id)
    .outerjoin(Locality, Locality.id == Audit.locality_id)
)


@dataclass(frozen=True)
class ActionsAsked(Asked[Stage]):
    """What the list of actions is narrowed to; owner_id none means everybody's."""

    owner_id: int | None = None
    origin: Origin | None = None


@dataclass(frozen=True)
class Followed:
    """One action, how it stands, and its audit, which not every owner may open."""

    action: Action
    stage: Stage
    audit: Audit | None
    may_open_audit: bool
    was_sent_back: bool = False

    @property
    def place(self) -> Place:
        """Where the action belongs: nowhere in particular without an audit."""
        return Place(self.audit.service_area_id, self.audit.locality_id) if self.audit else Place()


def theirs_to_follow(person: Person) -> ColumnElement[bool]:
    """Agreed actions this person owns, and those of audits they may see."""
    return and_(Action.state == Agreed.agreed, or_(Action.owner_id == person.id, visible_to(person)))


def list_actions(person: Person, asked: ActionsAsked) -> Listed[Followed, Stage]:
    """What this person has still to do first, then by the day it is due; three statements for any length."""
    where, stage_of_each = [theirs_to_follow(person), *asked.conditions()], stage_now().label("stage")
    if asked.owner_id:
        where.append(Action.owner_id == asked.owner_id)
    if asked.origin:
        where.append(Action.origin == asked.origin)
    counted = select(stage_of_each, func.count()).select_from(ACTIONS_OF_AUDITS).where(*where)
    numbers = {Stage(stage): number for stage, number in db.session.execute(counted.group_by(stage_of_each))}
    if asked.how_far:
        where.append(stage_now().in_(asked.how_far))
    rows = db.session.execute(
        _wholly(person)
        .where(*where)
        .order_by(
            case((and_(Action.owner_id == person.id, Action.done_on.is_(None)), 0), else_=1),
            Action.due_on.desc() if asked.latest_first else Action.due_on.asc(),
            Action.id,
        )
        .limit(ON_A_PAGE)
        .offset(asked.after)
    ).all()
    sent_back = sent_back_among(action.public_ref for action, *_rest in rows)
    found = (
        Followed(action, Stage(stage), audit, bool(seen), action.public_ref in sent_back)
        for action, stage, audit, seen in rows
    )
    return Listed(tuple(found), numbers, asked.total(numbers))


def _wholly(person: Person) -> Select[Action, str, Audit | None, bool]:
    return (
        select(Action, stage_now(), Audit, visible_to(person))
        .select_from(ACTIONS_OF_AUDITS)
        .options(
            joinedload(Action.owner),
            joinedload(Action.confirmed_by),
            contains_eager(Audit.service_area),
            contains_eager(Audit.locality),
        )
    )


def action_followed_by(person: Person, public_ref: str) -> Followed | None:
    """The action with this reference, when this person may follow it."""
    row = db.session.execute(
        _wholly(person)
        .where(Action.public_ref == public_ref, theirs_to_follow(person))
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        return None
    action, stage, audit, seen = row
    return Followed(
        action, Stage(stage), audit, bool(seen), action.public_ref in sent_back_among([public_ref])
    )


def owners_followed_by(person: Person) -> list[Person]:
    """Everybody who owns an action this person may follow, by name."""
    owners = select(Action.owner_id).select_from(ACTIONS_OF_AUDITS).where(theirs_to_follow(person))
    return list(db.session.scalars(select(Person).where(Person.id.in_(owners)).order_by(Person.name)))


def may_confirm(followed: Followed, person: Person) -> bool:
    """A manager whose role reaches the action's place, and never its owner (NB-42)."""
    return followed.action.owner_id != person.id and may(person.holdings, May.confirm_actions, followed.place)


def to_confirm(person: Person) -> ActionsWaiting:
    """Actions of others, done and not yet confirmed, where this person may confirm them."""
    row = db.session.execute(
        select(func.count(), func.min(Action.due_on))
        .select_from(ACTIONS_OF_AUDITS)
        .where(
            Action.state == Agreed.agreed,
            Action.owner_id != person.id,
            stage_now() == Stage.done.value,
            within_reach(person, May.confirm_actions),
        )
    ).one()
    return ActionsWaiting(row[0], row[1])
