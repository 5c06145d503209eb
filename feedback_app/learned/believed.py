"""Where the machine may be believed: per code, what it suggested, what people made of it, and what it missed.

These figures are of the machine, counted from answers their reader may open one by one anyway: the queries
are narrowed to what the person may code, and nobody else is shown them. So they are plain counts, not
SafeCounts; they go into no report, and a share of fewer than ten is not said at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, and_, case, exists, func, select

from analysis.trends import Interval, Share, wilson
from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.people.roles import May
from feedback_app.themes.machine import MachineReading
from feedback_app.themes.models import Code, CodedAnswer, Coding, Outcome, Suggestion, Theme
from feedback_app.themes.queue import visible_to

ENOUGH = 10
MOSTLY, HALF = 0.75, 0.5


class Belief(StrEnum):
    """What the interval around a share of right suggestions allows to say."""

    mostly_right = "mostly_right"
    more_right_than_wrong = "more_right_than_wrong"
    not_sure = "not_sure"
    more_wrong_than_right = "more_wrong_than_right"
    too_few = "too_few"


@dataclass(frozen=True, slots=True)
class Within:
    """What is counted: answers finished from `since` to `before`, looked at by one engine or by any ("")."""

    engine: str = ""
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class OfCode:
    """One code over finished answers: `accepted` were suggested and given, `missed` given but not suggested.

    `left` were suggested, and the reader neither gave the code nor declined it.
    """

    slug: str
    name: str
    theme: str
    suggested: int
    accepted: int
    declined: int
    missed: int

    @property
    def left(self) -> int:
        return self.suggested - self.accepted - self.declined

    @property
    def right(self) -> Share:
        """Of what was suggested, how much people agreed with."""
        return Share(self.accepted, self.suggested)

    @property
    def found(self) -> Share:
        """Of what people gave, how much had been suggested."""
        return Share(self.accepted, self.accepted + self.missed)

    @property
    def belief(self) -> Belief:
        return belief_in(self.right)


def said_of(share: Share) -> Interval | None:
    """Between what and what a share may be; None when it rests on too few to say."""
    return wilson(share) if share.base >= ENOUGH else None


def belief_in(right: Share) -> Belief:
    """What may be said for certain, by the end of the interval that speaks against it."""
    interval = said_of(right)
    if interval is None:
        return Belief.too_few
    if interval.low >= MOSTLY:
        return Belief.mostly_right
    if interval.low >= HALF:
        return Belief.more_right_than_wrong
    return Belief.more_wrong_than_right if interval.high <= HALF else Belief.not_sure


def by_code(person: Person, within: Within) -> list[OfCode]:
    """Every code that was suggested or given, in the order of the codebook; three statements in all."""
    finished = finished_answers(person, within).subquery()
    by_engine = [Suggestion.engine == within.engine] if within.engine else []
    given = exists().where(
        Coding.answer_id == Suggestion.answer_id, Coding.code_id == Suggestion.code_id, Coding.counts
    )
    turned_down = and_(~given, Suggestion.outcome == Outcome.declined)
    suggested = db.session.execute(
        select(
            Suggestion.code_id,
            func.count(Suggestion.answer_id.distinct()),
            func.count(case((given, Suggestion.answer_id)).distinct()),
            func.count(case((turned_down, Suggestion.answer_id)).distinct()),
        )
        .join(finished, finished.c.answer_id == Suggestion.answer_id)
        .where(*by_engine)
        .group_by(Suggestion.code_id)
    )
    counts = {code_id: (made, right, wrong) for code_id, made, right, wrong in suggested}
    was_suggested = exists().where(
        Suggestion.answer_id == Coding.answer_id, Suggestion.code_id == Coding.code_id, *by_engine
    )
    missed = dict(
        db.session.execute(
            select(Coding.code_id, func.count(Coding.answer_id.distinct()))
            .join(finished, finished.c.answer_id == Coding.answer_id)
            .where(Coding.counts, ~was_suggested)
            .group_by(Coding.code_id)
        ).all()
    )
    return [
        OfCode(code.slug, code.name, theme, *counts.get(code.id, (0, 0, 0)), missed.get(code.id, 0))
        for code, theme in _codes(counts.keys() | missed.keys())
    ]


def finished_answers(person: Person, within: Within) -> Select[int]:
    """Answers the machine had looked at before the first person finished them."""
    first = func.min(CodedAnswer.finished_at)
    wanted = (
        select(Answer.id.label("answer_id"))
        .join(Answer.response)
        .join(CodedAnswer, CodedAnswer.answer_id == Answer.id)
        .join(MachineReading, MachineReading.answer_id == Answer.id)
        .where(Response.withdrawn_at.is_(None), visible_to(person, May.code))
        .group_by(Answer.id, MachineReading.looked_at)
        .having(MachineReading.looked_at <= first)
    )
    if within.engine:
        wanted = wanted.where(MachineReading.engine == within.engine)
    if within.since:
        wanted = wanted.having(first >= within.since)
    if within.before:
        wanted = wanted.having(first < within.before)
    return wanted


def _codes(ids: set[int]) -> Sequence[tuple[Code, str]]:
    rows = db.session.execute(
        select(Code, Theme.name).join(Code.theme).where(Code.id.in_(ids)).order_by(Theme.id, Code.id)
    )
    return [(code, theme) for code, theme in rows]
