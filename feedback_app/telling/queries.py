"""Where the themes of a quarter stand, what waits for whom, and what everybody is told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from analysis.periods import Quarter, parse_quarter
from feedback_app.audits.follow_actions import ACTIONS_OF_AUDITS, theirs_to_follow
from feedback_app.database import db
from feedback_app.improvement.models import Action, Agreed
from feedback_app.improvement.queries import stage_now
from feedback_app.improvement.rules import Stage as ActionStage
from feedback_app.people.models import Person
from feedback_app.people.roles import Holding
from feedback_app.telling.models import ENGLISH, ToldWords, YouSaid, YouSaidAction
from feedback_app.telling.rules import Step
from feedback_app.trail import Trail

MOST_OFFERED = 100
Begun = dict[tuple[str, int | None, str], YouSaid]


def begun_in(quarters: Iterable[Quarter]) -> Begun:
    """Every cycle that was begun in these quarters, by quarter, service area and theme; words not loaded."""
    rows = db.session.scalars(select(YouSaid).where(YouSaid.quarter.in_([str(each) for each in quarters])))
    return {(it.quarter, it.service_area_id, it.theme): it for it in rows}


def cycle_of(quarter: Quarter, theme: str, service_area_id: int | None) -> YouSaid | None:
    """One cycle with its words and their writers, as it stands now."""
    return db.session.scalars(
        select(YouSaid)
        .where(
            YouSaid.quarter == str(quarter),
            YouSaid.theme == theme,
            YouSaid.service_area_id.is_not_distinct_from(service_area_id),
        )
        .options(selectinload(YouSaid.words).joinedload(ToldWords.written_by))
        .execution_options(populate_existing=True)
    ).one_or_none()


@dataclass(frozen=True)
class Linked:
    """An action that follows from what was said, how it stands, and whether this person may open it."""

    action: Action
    stage: ActionStage
    may_open: bool


def linked_to(it: YouSaid, person: Person) -> list[Linked]:
    """Its actions, the first due first."""
    rows = db.session.execute(
        select(Action, stage_now(), theirs_to_follow(person))
        .select_from(ACTIONS_OF_AUDITS)
        .join(YouSaidAction, YouSaidAction.action_id == Action.id)
        .where(YouSaidAction.you_said_id == it.id)
        .order_by(Action.due_on, Action.id)
    )
    return [Linked(action, ActionStage(stage), bool(seen)) for action, stage, seen in rows]


def actions_offered(it: YouSaid, person: Person) -> Sequence[Action]:
    """Agreed actions this person may follow and that are not linked yet, the newest hundred."""
    taken = select(YouSaidAction.action_id).where(YouSaidAction.you_said_id == it.id)
    return db.session.scalars(
        select(Action)
        .select_from(ACTIONS_OF_AUDITS)
        .where(Action.state == Agreed.agreed, theirs_to_follow(person), Action.id.not_in(taken))
        .order_by(Action.id.desc())
        .limit(MOST_OFFERED)
    ).all()


@dataclass(frozen=True)
class Happened:
    """One line of a theme's story; `about` is a language or an action's reference, where a step has one."""

    step: Step
    about: str
    at: datetime
    by_name: str


def history_of(it: YouSaid) -> list[Happened]:
    """What was done with it, oldest first."""
    rows = db.session.execute(
        select(Trail.detail, Trail.at, Person.name)
        .outerjoin(Person, Person.id == Trail.person_id)
        .where(Trail.subject == YouSaid.__tablename__, Trail.subject_ref == it.public_ref)
        .order_by(Trail.id)
    )
    return [
        Happened(Step(step), about, at, name or "")
        for (step, _colon, about), at, name in ((row[0].partition(": "), row[1], row[2]) for row in rows)
    ]


def to_publish(person: Person, held: Sequence[Holding]) -> tuple[int, YouSaid | None]:
    """How many texts written by others wait for this person to publish them, and the cycle of the oldest."""
    where = [
        ToldWords.published_at.is_(None),
        ToldWords.written_by_id != person.id,
        or_(ToldWords.language == ENGLISH, YouSaid.told_at.is_not(None)),
        within(held),
    ]
    waiting = select(ToldWords.id).join(YouSaid, YouSaid.id == ToldWords.you_said_id).where(*where)
    oldest = (
        select(YouSaid, func.count().over())
        .join(ToldWords, ToldWords.you_said_id == YouSaid.id)
        .where(ToldWords.id.in_(waiting))
        .options(joinedload(YouSaid.service_area))
        .order_by(ToldWords.id)
        .limit(1)
    )
    row = db.session.execute(oldest).first()
    return (row[1], row[0]) if row else (0, None)


def within(held: Sequence[Holding]) -> ColumnElement[bool]:
    """Cycles these holdings reach: none but the whole council's own reach the whole council."""
    reached = [each for each in held if each.locality_id is None]
    if any(each.service_area_id is None for each in reached):
        return YouSaid.id.is_not(None)
    return YouSaid.service_area_id.in_([each.service_area_id for each in reached])


def told_quarters() -> list[Quarter]:
    """Every quarter of which something is told, the newest first."""
    names = db.session.scalars(select(YouSaid.quarter).where(YouSaid.told_at.is_not(None)).distinct())
    return sorted((parse_quarter(name) for name in names), reverse=True)


def told_in(quarter: Quarter) -> Sequence[YouSaid]:
    """What is told of a quarter, with its published words and its service area, the first told first."""
    return (
        db.session.scalars(
            select(YouSaid)
            .join(ToldWords, ToldWords.you_said_id == YouSaid.id)
            .outerjoin(YouSaid.service_area)
            .where(
                YouSaid.quarter == str(quarter),
                YouSaid.told_at.is_not(None),
                ToldWords.published_at.is_not(None),
            )
            .options(contains_eager(YouSaid.words), contains_eager(YouSaid.service_area))
            .order_by(YouSaid.told_at, YouSaid.id, ToldWords.id)
            .execution_options(populate_existing=True)
        )
        .unique()
        .all()
    )
