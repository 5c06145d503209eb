"""Answers with the same open suggestion, looked at together and accepted together by whoever looked.

Each is accepted on its own, exactly as on its own page; what somebody settled in the meantime is left alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager, joinedload

from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.people.roles import May
from feedback_app.themes.code import accept, take_back
from feedback_app.themes.guessing import look_at
from feedback_app.themes.machine import MachineReading
from feedback_app.themes.models import AgreedAnswer, Code, Coding, Suggestion, Theme
from feedback_app.themes.queue import visible_to
from feedback_app.themes.read import finish_all, open_again
from feedback_app.themes.suggest import NamedEngine, code_ids, keep, said_in_words, words_of
from feedback_app.translated.models import Translation

FEWEST_ALIKE = 2
LOOKED_AT_ONCE = 200


@dataclass(frozen=True)
class Alike:
    """A code with how many answers have it suggested and not settled."""

    code: Code
    theme: str
    answers: int


@dataclass(frozen=True)
class Suggested:
    """An answer with one open suggestion, and the translation it was made from, if it was."""

    suggestion: Suggestion
    answer: Answer
    translation: Translation | None


@dataclass(frozen=True)
class Taken:
    """What came of accepting several at once; `left_alone` were settled by somebody in the meantime."""

    coding_ids: tuple[int, ...]
    answers: tuple[Answer, ...]
    left_alone: int


def _open_to(person: Person) -> tuple[ColumnElement[bool], ...]:
    agreed = select(AgreedAnswer.id).where(AgreedAnswer.answer_id == Answer.id).exists()
    return (
        Suggestion.outcome.is_(None),
        Answer.first_read_at.is_(None),
        Answer.words.is_not(None),
        Response.withdrawn_at.is_(None),
        ~agreed,
        visible_to(person, May.code),
    )


def codes_alike(person: Person) -> list[Alike]:
    """Codes suggested for two unread answers or more, those with the most answers first."""
    rows = db.session.execute(
        select(Code, Theme.name, func.count())
        .select_from(Suggestion)
        .join(Code, Code.id == Suggestion.code_id)
        .join(Code.theme)
        .join(Answer, Answer.id == Suggestion.answer_id)
        .join(Answer.response)
        .where(*_open_to(person))
        .group_by(Code.id, Theme.name)
        .having(func.count() >= FEWEST_ALIKE)
        .order_by(func.count().desc(), Code.id)
    )
    return [Alike(*row) for row in rows]


def suggested_alike(code: Code, person: Person, *, at_most: int) -> list[Suggested]:
    """Unread answers with this code suggested, the likeliest first."""
    rows = db.session.execute(
        select(Suggestion, Answer, Translation)
        .join(Answer, Answer.id == Suggestion.answer_id)
        .join(Answer.response)
        .outerjoin(Translation, Translation.id == Suggestion.translation_id)
        .where(Suggestion.code_id == code.id, *_open_to(person))
        .options(
            contains_eager(Answer.response).joinedload(Response.edition),
            contains_eager(Answer.response).selectinload(Response.answers),
        )
        .order_by(Suggestion.score.desc(), Suggestion.id)
        .limit(at_most)
    )
    return [Suggested(*row) for row in rows]


def accept_alike(code: Code, suggestion_ids: Iterable[int], by: Person) -> Taken:
    """Accept these suggestions of one code."""
    wanted = sorted(set(suggestion_ids))
    rows = db.session.execute(
        select(Suggestion, Answer)
        .join(Answer, Answer.id == Suggestion.answer_id)
        .join(Answer.response)
        .where(Suggestion.id.in_(wanted), Suggestion.code_id == code.id, *_open_to(by))
        .options(joinedload(Suggestion.code), contains_eager(Answer.response).selectinload(Response.answers))
        .order_by(Suggestion.id)
    ).all()
    answers = tuple(answer for _suggestion, answer in rows)
    mine = (Coding.coder_id == by.id) & Coding.answer_id.in_([answer.id for answer in answers])
    before = set(db.session.scalars(select(Coding.id).where(mine)))
    made = [accept(suggestion, answer, by).coding for suggestion, answer in rows]
    new = tuple(coding.id for coding in made if coding and coding.id not in before)
    return Taken(new, answers, len(wanted) - len(rows))


def finish_alike(taken: Taken, by: Person) -> None:
    """These answers need no other code."""
    finish_all(taken.answers, by)


def take_back_alike(coding_ids: Sequence[int], by: Person) -> int:
    """Undo what was accepted together, and open those answers again; how many there were still to undo."""
    codings = db.session.scalars(
        select(Coding).where(Coding.id.in_(coding_ids), Coding.coder_id == by.id).order_by(Coding.id)
    ).all()
    for coding in codings:
        open_again(db.session.get_one(Answer, coding.answer_id), by)
        take_back(coding, by)
    return len(codings)


def suggest_for_unread(person: Person, named: NamedEngine) -> None:
    """Let the machine look at unread answers it has not seen yet, the oldest first, some at once."""
    said = words_of(
        said_in_words()
        .outerjoin(MachineReading, MachineReading.answer_id == Answer.id)
        .where(
            MachineReading.answer_id.is_(None), Answer.first_read_at.is_(None), visible_to(person, May.code)
        )
        .order_by(Response.received_on, Answer.id)
        .limit(LOOKED_AT_ONCE)
    )
    if said:
        session = db.session()
        keep(session, named.name, look_at(named.engine, said), code_ids(session))
