"""The answers behind a figure: those where a code was agreed with, declined, left alone or missed."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import aliased, contains_eager

from feedback_app.database import db
from feedback_app.learned.believed import OfCode, Within, finished_answers
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.places.models import Locality, ServiceArea
from feedback_app.second_reading.blind import may_see_codings
from feedback_app.themes.models import Code, Coding, Outcome, Suggestion


class Fate(StrEnum):
    """What became of one code at one answer."""

    suggested = "suggested"
    agreed = "agreed"
    declined = "declined"
    left = "left"
    missed = "missed"


@dataclass(frozen=True)
class Behind:
    """A finished answer with where it is from; `guess` is what the machine said, None where it missed it."""

    answer: Answer
    service_area: str
    locality: str
    guess: Suggestion | None


def number_of(found: OfCode, fate: Fate) -> int:
    """How many answers a figure stands for."""
    numbers = {
        Fate.suggested: found.suggested,
        Fate.agreed: found.accepted,
        Fate.declined: found.declined,
        Fate.left: found.left,
        Fate.missed: found.missed,
    }
    return numbers[fate]


def answers_behind(
    person: Person, within: Within, code: Code, fate: Fate, *, at_most: int, after: int = 0
) -> Sequence[Behind]:
    """The answers a figure was counted from, the newest first, without those to be read again blind."""
    guess = aliased(Suggestion)
    rows = db.session.execute(
        _behind(person, within, code, fate)
        .with_only_columns(Answer, ServiceArea.name, Locality.name, guess)
        .join(Answer.response)
        .join(Response.edition)
        .outerjoin(ServiceArea, ServiceArea.id == Response.service_area_id)
        .outerjoin(Locality, Locality.id == Response.locality_id)
        .outerjoin(guess, guess.id == _newest_guess(code, within))
        .options(contains_eager(Answer.response).contains_eager(Response.edition))
        .order_by(Response.received_on.desc(), Answer.id.desc())
        .limit(at_most)
        .offset(after)
    )
    return [Behind(answer, area or "", place or "", said) for answer, area, place, said in rows]


def counted_behind(person: Person, within: Within, code: Code, fate: Fate) -> int:
    """How many of the answers behind a figure this person may look at."""
    some = _behind(person, within, code, fate).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def _behind(person: Person, within: Within, code: Code, fate: Fate) -> Select[int]:
    finished = finished_answers(person, within).subquery()
    return (
        select(Answer.id)
        .join(finished, finished.c.answer_id == Answer.id)
        .where(*_fared(code, within, fate), may_see_codings(Answer.id, person))
    )


def _newest_guess(code: Code, within: Within) -> ColumnElement[int]:
    newest = select(func.max(Suggestion.id)).where(*_suggested(code, within)).correlate(Answer)
    return newest.scalar_subquery()


def _suggested(code: Code, within: Within) -> list[ColumnElement[bool]]:
    by_engine = [Suggestion.engine == within.engine] if within.engine else []
    return [Suggestion.answer_id == Answer.id, Suggestion.code_id == code.id, *by_engine]


def _fared(code: Code, within: Within, fate: Fate) -> list[ColumnElement[bool]]:
    given = exists().where(Coding.answer_id == Answer.id, Coding.code_id == code.id, Coding.counts)
    suggested = exists().where(*_suggested(code, within))
    declined = exists().where(*_suggested(code, within), Suggestion.outcome == Outcome.declined)
    match fate:
        case Fate.suggested:
            return [suggested]
        case Fate.agreed:
            return [suggested, given]
        case Fate.declined:
            return [suggested, ~given, declined]
        case Fate.left:
            return [suggested, ~given, ~declined]
        case Fate.missed:
            return [given, ~suggested]
