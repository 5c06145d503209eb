"""What readers wrote to each other: the notes on an answer, and the questions that wait for somebody."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person, RoleHeld
from feedback_app.people.roles import May, Place, may
from feedback_app.themes.queue import visible_to
from feedback_app.themes.remarks import Asking, Memo


@dataclass(frozen=True)
class MemoBy:
    """A note, and who wrote it."""

    memo: Memo
    writer: str


@dataclass(frozen=True)
class AskingBetween:
    """A question, who asked it, who was asked, and the answer it is about."""

    asking: Asking
    asked_by: str
    asked_of: str
    answer: Answer


def memos_of(answer: Answer) -> list[MemoBy]:
    """The notes on an answer, in the order they were written."""
    rows = db.session.execute(
        select(Memo, Person.name)
        .join(Person, Person.id == Memo.person_id)
        .where(Memo.answer_id == answer.id)
        .options(joinedload(Memo.code))
        .order_by(Memo.id)
    )
    return [MemoBy(memo, name) for memo, name in rows]


def memo_called(memo_id: int, answer: Answer) -> Memo | None:
    """A note on this very answer."""
    return db.session.scalar(select(Memo).where(Memo.id == memo_id, Memo.answer_id == answer.id))


_Asker, _Asked = aliased(Person), aliased(Person)


def _askings(person: Person) -> Select[Asking, str, str, Answer]:
    return (
        select(Asking, _Asker.name, _Asked.name, Answer)
        .join(_Asker, _Asker.id == Asking.asked_by_id)
        .join(_Asked, _Asked.id == Asking.asked_of_id)
        .join(Answer, Answer.id == Asking.answer_id)
        .join(Answer.response)
        .join(Response.edition)
        .where(Asking.withdrawn_at.is_(None), Response.withdrawn_at.is_(None), visible_to(person, May.code))
        .options(contains_eager(Answer.response).contains_eager(Response.edition))
    )


def _found(statement: Select[Asking, str, str, Answer]) -> list[AskingBetween]:
    return [AskingBetween(*row) for row in db.session.execute(statement)]


def askings_of(answer: Answer, person: Person) -> list[AskingBetween]:
    """The questions colleagues asked each other about an answer, in their order."""
    return _found(_askings(person).where(Asking.answer_id == answer.id).order_by(Asking.id))


def asked_of_me(person: Person, *, at_most: int = 50) -> list[AskingBetween]:
    """Questions that wait for this person, the oldest first."""
    waiting = _askings(person).where(Asking.asked_of_id == person.id, Asking.reply.is_(None))
    return _found(waiting.order_by(Asking.asked_at, Asking.id).limit(at_most))


def asked_by_me(person: Person, *, at_most: int = 20) -> list[AskingBetween]:
    """Questions this person asked, the latest first, answered or not."""
    mine = _askings(person).where(Asking.asked_by_id == person.id)
    return _found(mine.order_by(Asking.asked_at.desc(), Asking.id.desc()).limit(at_most))


def questions_waiting(person: Person) -> int:
    """How many questions wait for this person."""
    waiting = _askings(person).where(Asking.asked_of_id == person.id, Asking.reply.is_(None))
    return db.session.scalar(waiting.with_only_columns(func.count())) or 0


def asking_called(reference: str, person: Person) -> Asking | None:
    """A question this person asked or was asked; None when it is not theirs."""
    return db.session.scalar(
        select(Asking).where(
            Asking.public_ref == reference,
            (Asking.asked_by_id == person.id) | (Asking.asked_of_id == person.id),
        )
    )


def asking_on(asking_id: int, answer: Answer) -> Asking | None:
    """A question about this very answer."""
    return db.session.scalar(select(Asking).where(Asking.id == asking_id, Asking.answer_id == answer.id))


def colleagues_for(answer: Answer, person: Person) -> Sequence[Person]:
    """Whoever else may code this answer, by name."""
    response = answer.response
    place = Place(response.service_area_id, response.locality_id)
    active = db.session.scalars(
        select(Person)
        .where(Person.active, Person.id != person.id, Person.roles.any(RoleHeld.id.is_not(None)))
        .order_by(Person.name, Person.id)
    )
    return [colleague for colleague in active if may(colleague.holdings, May.code, place)]
