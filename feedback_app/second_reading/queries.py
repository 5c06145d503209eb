"""What the pages of second reading show, narrowed to what a person may reach."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from analysis.periods import Quarter
from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.people.roles import May
from feedback_app.second_reading.blind import to_read_blind
from feedback_app.second_reading.models import Outcome, ReadingCode, SampleDraw, SecondReading
from feedback_app.themes.models import Code
from feedback_app.themes.queue import visible_to


@dataclass(frozen=True)
class Standing:
    """How far the second reading of a quarter has come; all of it, wherever it was said."""

    drawn: int
    read: int
    alike: int
    differs: int
    agreed: int


@dataclass(frozen=True)
class ReadTwice:
    """A second reading with its answer."""

    reading: SecondReading
    answer: Answer


def _readings() -> Select[SecondReading, Answer]:
    return (
        select(SecondReading, Answer)
        .join(Answer, Answer.id == SecondReading.answer_id)
        .join(Answer.response)
        .join(Response.edition)
        .where(Response.withdrawn_at.is_(None))
    )


def standing(quarter: Quarter) -> Standing:
    """How many answers were drawn, read, read alike, differ, and are agreed since."""

    def counted(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    row = db.session.execute(
        select(
            func.count(),
            counted(SecondReading.finished_at.is_not(None)),
            counted(SecondReading.outcome == Outcome.alike),
            counted(SecondReading.outcome == Outcome.differs),
            counted(SecondReading.agreed_at.is_not(None)),
        )
        .select_from(SecondReading)
        .join(SampleDraw, SampleDraw.id == SecondReading.draw_id)
        .join(Answer, Answer.id == SecondReading.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(SampleDraw.quarter == str(quarter), Response.withdrawn_at.is_(None))
    ).one()
    return Standing(*map(int, row))


def waiting_to_read(person: Person) -> int:
    """How many answers this person could read a second time now."""
    waiting = to_read_blind(person).subquery()
    return db.session.scalar(select(func.count()).select_from(waiting)) or 0


def reading_called(reference: str, person: Person) -> ReadTwice | None:
    """A second reading with its answer and edition; None when it is not there or out of reach."""
    row = db.session.execute(
        _readings()
        .where(SecondReading.public_ref == reference, visible_to(person, May.code))
        .options(
            contains_eager(Answer.response).contains_eager(Response.edition),
            contains_eager(Answer.response).selectinload(Response.answers),
        )
    ).one_or_none()
    return ReadTwice(*row) if row else None


def codes_of(reading: SecondReading) -> Sequence[ReadingCode]:
    """Every code given in a second reading, by everybody, in the order of the words."""
    return db.session.scalars(
        select(ReadingCode)
        .where(ReadingCode.second_reading_id == reading.id)
        .options(joinedload(ReadingCode.code).joinedload(Code.theme))
        .order_by(ReadingCode.starts_at, ReadingCode.ends_at, ReadingCode.id)
    ).all()


def in_moderation(person: Person, *, at_most: int = 50, after: int = 0) -> list[ReadTwice]:
    """Readings that differ and are not settled, those that wait for this person's word first."""
    is_reader = or_(SecondReading.first_reader_id == person.id, SecondReading.second_reader_id == person.id)
    waits_for_me = and_(
        is_reader, SecondReading.proposed_by_id.is_not(None), SecondReading.proposed_by_id != person.id
    )
    rows = db.session.execute(
        _readings()
        .where(
            SecondReading.outcome == Outcome.differs,
            SecondReading.agreed_at.is_(None),
            visible_to(person, May.code),
        )
        .options(contains_eager(Answer.response).contains_eager(Response.edition))
        .order_by(case((waits_for_me, 0), else_=1), SecondReading.finished_at, SecondReading.id)
        .limit(at_most)
        .offset(after)
    )
    return [ReadTwice(*row) for row in rows]


def kept_from(answer: Answer, person: Person) -> SecondReading | None:
    """The second reading this person is doing of an answer: its codings are not theirs to see meanwhile."""
    return db.session.scalar(
        select(SecondReading).where(
            SecondReading.answer_id == answer.id,
            SecondReading.second_reader_id == person.id,
            SecondReading.finished_at.is_(None),
        )
    )


def reading_now(answer: Answer) -> int | None:
    """Who reads this answer a second time at the moment: not somebody to be asked about it."""
    return db.session.scalar(
        select(SecondReading.second_reader_id).where(
            SecondReading.answer_id == answer.id, SecondReading.finished_at.is_(None)
        )
    )


def name_of(person_id: int | None) -> str:
    """A colleague's name; nothing for nobody."""
    if person_id is None:
        return ""
    return db.session.scalar(select(Person.name).where(Person.id == person_id)) or ""
