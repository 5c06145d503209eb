"""Single responses nobody has decided on in time, and one of them with what may come of it (LI-78)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from analysis.periods import Quarter
from feedback_app import clock
from feedback_app.audits.follow_actions import ACTIONS_OF_AUDITS, theirs_to_follow
from feedback_app.database import db
from feedback_app.improvement.models import Action, Agreed
from feedback_app.listening.store import Response
from feedback_app.people.models import Person
from feedback_app.people.roles import May
from feedback_app.places.models import Locality, ServiceArea
from feedback_app.safeguarding.models import Concern
from feedback_app.safeguarding.queries import OPEN
from feedback_app.telling.how_far import HowFar, TakenUp, how_far, is_used, taken_up
from feedback_app.telling.models import ResponseDecision, YouSaid
from feedback_app.telling.queries import MOST_OFFERED
from feedback_app.telling.rules import Decision, Outcome
from feedback_app.themes.queue import visible_to
from feedback_app.trail import Did, Trail

MOST_COUNTED = 1_000


@dataclass(frozen=True)
class Left:
    """One response: how far it has come, where it is from, if triage is looking at it, what was decided."""

    response: Response
    state: HowFar
    service_area: str
    locality: str
    has_open_concern: bool
    outcome: Outcome | None


@dataclass(frozen=True)
class LeftLying:
    """How many, a thousand at most (`is_more` beyond that), and the day the oldest came in."""

    count: int
    oldest: date | None

    @property
    def is_more(self) -> bool:
        return self.count >= MOST_COUNTED


def last_day_in_time(within_days: int) -> date:
    """What came in before this day has waited for more than so many days."""
    return clock.today() - timedelta(days=within_days)


def _left(person: Person, within_days: int, decided: Sequence[TakenUp]) -> list[ColumnElement[bool]]:
    return [
        Response.received_on < last_day_in_time(within_days),
        Response.withdrawn_at.is_(None),
        visible_to(person, May.tell_back),
        ~is_used(decided),
    ]


def left_lying(person: Person, within_days: int) -> LeftLying:
    """How much waits where this person decides, in two statements."""
    waiting = (
        select(Response.received_on)
        .where(*_left(person, within_days, taken_up()))
        .order_by(Response.received_on)
        .limit(MOST_COUNTED)
        .subquery()
    )
    row = db.session.execute(select(func.count(), func.min(waiting.c.received_on))).one()
    return LeftLying(row[0], row[1])


def list_left(person: Person, within_days: int, *, at_most: int, after: int = 0) -> list[Left]:
    """A page of them, the oldest first, with everything said; three statements for any length."""
    decided = taken_up()
    rows = db.session.execute(
        _wholly(decided)
        .where(*_left(person, within_days, decided))
        .order_by(Response.received_on, Response.id)
        .limit(at_most)
        .offset(after)
    ).all()
    return [_shown(*row) for row in rows]


def list_decided(person: Person, *, at_most: int, after: int = 0) -> list[Left]:
    """A page of what somebody decided on one by one, the latest first."""
    rows = db.session.execute(
        _wholly(taken_up())
        .where(
            ResponseDecision.id.is_not(None),
            Response.withdrawn_at.is_(None),
            visible_to(person, May.tell_back),
        )
        .order_by(ResponseDecision.decided_at.desc(), Response.id.desc())
        .limit(at_most)
        .offset(after)
    ).all()
    return [_shown(*row) for row in rows]


def one_to_decide(reference: str, person: Person) -> Left | None:
    """One response, waiting or decided; None when it is not there or not this person's to decide on."""
    row = db.session.execute(
        _wholly(taken_up())
        .where(
            Response.public_ref == reference,
            Response.withdrawn_at.is_(None),
            visible_to(person, May.tell_back),
        )
        .options(joinedload(Response.edition))
        .execution_options(populate_existing=True)
    ).first()
    return _shown(*row) if row else None


def _wholly(decided: Sequence[TakenUp]) -> Select[Response, str, str, str, bool, Outcome]:
    return (
        select(
            Response,
            how_far(decided),
            ServiceArea.name,
            Locality.name,
            _with_triage(),
            ResponseDecision.outcome,
        )
        .outerjoin(ServiceArea, ServiceArea.id == Response.service_area_id)
        .outerjoin(Locality, Locality.id == Response.locality_id)
        .outerjoin(ResponseDecision, ResponseDecision.response_id == Response.id)
        .options(selectinload(Response.answers))
    )


def _with_triage() -> ColumnElement[bool]:
    return exists().where(Concern.response_id == Response.id, Concern.status.in_(OPEN)).correlate(Response)


def _shown(
    response: Response,
    state: str,
    area: str | None,
    locality: str | None,
    has_open_concern: bool,
    outcome: Outcome | None,
) -> Left:
    return Left(response, HowFar(state), area or "", locality or "", has_open_concern, outcome)


def themes_to_take_it_up(response: Response, quarter: Quarter) -> Sequence[YouSaid]:
    """What was decided to act on in its quarter, for the whole council or its service area.

    Every such theme, whatever the response is coded with: a second reader must not learn its codes here.
    """
    return db.session.scalars(
        select(YouSaid)
        .where(
            YouSaid.quarter == str(quarter),
            YouSaid.decision == Decision.act,
            or_(YouSaid.service_area_id.is_(None), YouSaid.service_area_id == response.service_area_id),
        )
        .options(joinedload(YouSaid.service_area))
        .order_by(YouSaid.id)
    ).all()


def actions_to_take_it_up(response: Response, person: Person) -> Sequence[Action]:
    """Agreed actions this person may follow, the newest hundred; none for what was said without a name."""
    if response.anonymous:
        return ()
    return db.session.scalars(
        select(Action)
        .select_from(ACTIONS_OF_AUDITS)
        .where(Action.state == Agreed.agreed, theirs_to_follow(person))
        .order_by(Action.id.desc())
        .limit(MOST_OFFERED)
    ).all()


def led_to(decision: ResponseDecision) -> YouSaid | Action | None:
    """The theme or action a decision names."""
    if decision.you_said_id is not None:
        return db.session.get(YouSaid, decision.you_said_id)
    return None if decision.action_id is None else db.session.get(Action, decision.action_id)


@dataclass(frozen=True)
class Decided:
    """One line of what was decided about a response."""

    outcome: Outcome
    at: datetime
    by_name: str


def decided_before(response: Response) -> list[Decided]:
    """Every decision about it, oldest first: who and when, as the trail keeps it."""
    rows = db.session.execute(
        select(Trail.detail, Trail.at, Person.name)
        .outerjoin(Person, Person.id == Trail.person_id)
        .where(
            Trail.subject == "response",
            Trail.subject_ref == response.public_ref,
            Trail.did == Did.response_decided,
        )
        .order_by(Trail.id)
    )
    return [Decided(Outcome(detail), at, name or "") for detail, at, name in rows]
