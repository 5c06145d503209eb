"""The queue of answers waiting to be read: oldest first, within a person's reach, narrowed as they wish."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true, tuple_
from sqlalchemy.orm import InstrumentedAttribute, aliased, contains_eager

from analysis.language import ENGLISH
from feedback_app import clock
from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.people.roles import Holding, May, reach
from feedback_app.places.models import Locality, ServiceArea
from feedback_app.themes.machine import MachineReading
from feedback_app.themes.models import CodedAnswer, Opening
from feedback_app.themes.read import OPEN_FOR
from feedback_app.translated.models import Translation
from feedback_app.translated.queries import is_in_use, is_translated
from surveys.definition import Kind, is_free_text
from surveys.library import shipped


class InLanguage(StrEnum):
    """Answers not in English: all of them, or those nobody has translated."""

    not_english = "not_english"
    untranslated = "untranslated"


@dataclass(frozen=True)
class Narrowed:
    """What a list is narrowed to; empty means everything. `finished` shows those this person has finished."""

    language: InLanguage | None = None
    survey: str = ""
    group: str = ""
    service_area_id: int | None = None
    locality_id: int | None = None
    finished: bool = False


@dataclass(frozen=True)
class Unread:
    """How many answers wait, and the day the oldest of them came in."""

    count: int
    oldest: date | None


@dataclass(frozen=True)
class InQueue:
    """An answer in the list, with where it is from, who has it open now, its language and its translation.

    `heard` is the language a machine recognised, "" before one has looked.
    """

    answer: Answer
    service_area: str
    locality: str
    opened_by: str
    heard: str
    translation: Translation | None


@cache
def not_said_in_words() -> tuple[str, ...]:
    """Questions whose answers are stored as words but are numbers or dates, which nobody needs to read."""
    return tuple(
        question.id
        for survey in shipped().values()
        for question in survey.questions()
        if not is_free_text(question)
    )


@cache
def not_in_sentences() -> tuple[str, ...]:
    """Questions answered by a name, a number or a date, which nobody needs to code."""
    questions = (question for survey in shipped().values() for question in survey.questions())
    return tuple(q.id for q in questions if not is_free_text(q) or q.kind is Kind.SHORT_TEXT)


def visible_to(person: Person, deed: May = May.read_answers) -> ColumnElement[bool]:
    """The responses this person may read."""
    return or_(false(), *(_reached(holding) for holding in reach(person.holdings, deed)))


def _reached(holding: Holding) -> ColumnElement[bool]:
    return and_(
        _in(Response.service_area_id, holding.service_area_id), _in(Response.locality_id, holding.locality_id)
    )


def _in(column: InstrumentedAttribute[int | None], wanted: int | None) -> ColumnElement[bool]:
    return true() if wanted is None else column == wanted


def _said(person: Person, narrowed: Narrowed) -> list[ColumnElement[bool]]:
    """What people said in words, read or not, within this person's reach."""
    conditions = [
        Answer.words.is_not(None),
        Answer.question.not_in(not_said_in_words()),
        Response.withdrawn_at.is_(None),
        visible_to(person),
        _in(Response.service_area_id, narrowed.service_area_id),
        _in(Response.locality_id, narrowed.locality_id),
    ]
    if narrowed.survey:
        conditions.append(Response.survey == narrowed.survey)
    if narrowed.group:
        conditions.append(Response.respondent_group == narrowed.group)
    if narrowed.language:
        conditions.append(_is_not_in_english())
    if narrowed.language is InLanguage.untranslated:
        conditions.append(~is_translated())
    return conditions


def _is_not_in_english() -> ColumnElement[bool]:
    """As a machine recognised it or a translator says; before anybody has looked, as the person was asked."""
    seen = aliased(MachineReading)
    looked = exists().where(seen.answer_id == Answer.id)
    other = exists().where(seen.answer_id == Answer.id, seen.language != ENGLISH)
    return or_(other, is_translated(), and_(~looked, Response.language.not_like(f"{ENGLISH}%")))


def _listed(person: Person, narrowed: Narrowed) -> list[ColumnElement[bool]]:
    mine = (CodedAnswer.answer_id == Answer.id) & (CodedAnswer.coder_id == person.id)
    state = exists().where(mine) if narrowed.finished else Answer.first_read_at.is_(None)
    return [*_said(person, narrowed), state]


ORDER = (Response.received_on, Response.id, Answer.id)


def unread(person: Person, narrowed: Narrowed = Narrowed()) -> Unread:
    """How much waits for this person, in one statement."""
    row = db.session.execute(
        select(func.count(), func.min(Response.received_on))
        .select_from(Answer)
        .join(Answer.response)
        .where(*_listed(person, narrowed))
    ).one()
    return Unread(row[0], row[1])


def in_queue(person: Person, narrowed: Narrowed, *, at_most: int, after: int = 0) -> Sequence[InQueue]:
    """A page of the list: unread answers the oldest first, or finished ones the latest first."""
    order = [column.desc() for column in ORDER] if narrowed.finished else list(ORDER)
    opened = (
        select(func.min(Person.name))
        .join(Opening, Opening.person_id == Person.id)
        .where(
            Opening.answer_id == Answer.id,
            Opening.person_id != person.id,
            Opening.opened_at > clock.now() - OPEN_FOR,
        )
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Answer, ServiceArea.name, Locality.name, opened, MachineReading.language, Translation)
        .join(Answer.response)
        .join(Response.edition)
        .outerjoin(MachineReading, MachineReading.answer_id == Answer.id)
        .outerjoin(Translation, and_(Translation.answer_id == Answer.id, is_in_use()))
        .outerjoin(ServiceArea, ServiceArea.id == Response.service_area_id)
        .outerjoin(Locality, Locality.id == Response.locality_id)
        .where(*_listed(person, narrowed))
        .options(contains_eager(Answer.response).contains_eager(Response.edition))
        .order_by(*order)
        .limit(at_most)
        .offset(after)
    ).all()
    return [
        InQueue(answer, area or "", locality or "", by or "", heard or "", translation)
        for answer, area, locality, by, heard, translation in rows
    ]


def next_unread(person: Person, narrowed: Narrowed, *, after: Answer | None = None) -> Answer | None:
    """The next unread answer nobody else has open; from the beginning again when the end is reached."""
    open_elsewhere = exists().where(
        Opening.answer_id == Answer.id,
        Opening.person_id != person.id,
        Opening.opened_at > clock.now() - OPEN_FOR,
    )
    statement = (
        select(Answer)
        .join(Answer.response)
        .where(*_said(person, narrowed), Answer.first_read_at.is_(None))
        .options(contains_eager(Answer.response))
        .order_by(*ORDER)
        .limit(1)
    )
    if after is None:
        return db.session.scalar(statement.where(~open_elsewhere)) or db.session.scalar(statement)
    others = statement.where(Answer.id != after.id)
    later = others.where(tuple_(*ORDER) > tuple_(after.response.received_on, after.response_id, after.id))
    return (
        db.session.scalar(later.where(~open_elsewhere))
        or db.session.scalar(others.where(~open_elsewhere))
        or db.session.scalar(others)
    )


def one_before(person: Person, narrowed: Narrowed, answer: Answer) -> Answer | None:
    """The answer just before this one in the order of the queue, read or not."""
    return db.session.scalar(
        select(Answer)
        .join(Answer.response)
        .where(
            *_said(person, narrowed),
            tuple_(*ORDER) < tuple_(answer.response.received_on, answer.response_id, answer.id),
        )
        .options(contains_eager(Answer.response))
        .order_by(*(column.desc() for column in ORDER))
        .limit(1)
    )
