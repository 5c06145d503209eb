"""Write a note for whoever codes an answer, ask one colleague about it, and answer what was asked.

Notes and questions are only ever added: two people at the same answer never lose each other's words.
"""

from sqlalchemy import ColumnElement, delete, select, update

from feedback_app import clock, notices, trail
from feedback_app.database import db, rows_changed
from feedback_app.listening.store import Answer
from feedback_app.notices import NoticeKind
from feedback_app.people.models import Person
from feedback_app.people.roles import May, Place, may
from feedback_app.people.tokens import new_reference
from feedback_app.themes.refusals import AlreadyReplied, CannotAnswer, NothingWritten, NotYours
from feedback_app.themes.remarks import Asking, Memo


def write_memo(answer: Answer, words: str, by: Person, *, code_id: int | None = None) -> Memo:
    """Keep a note about an answer, or one code on it; sent twice it is one. Raises NothingWritten."""
    said = _words(words)
    same = select(Memo).where(
        Memo.answer_id == answer.id, Memo.person_id == by.id, Memo.words == said, _is(code_id)
    )
    found = db.session.scalar(same)
    if found is not None:
        return found
    memo = Memo(answer_id=answer.id, code_id=code_id, person_id=by.id, words=said, written_at=clock.now())
    db.session.add(memo)
    db.session.flush()
    trail.note(trail.Did.memo_written, "answer", str(answer.id), by=by, detail=f"memo {memo.id}")
    return memo


def _is(code_id: int | None) -> ColumnElement[bool]:
    return Memo.code_id.is_(None) if code_id is None else Memo.code_id == code_id


def remove_memo(memo: Memo, by: Person) -> None:
    """Take one's own note away. Raises NotYours."""
    if memo.person_id != by.id:
        raise NotYours
    db.session.execute(delete(Memo).where(Memo.id == memo.id))
    trail.note(trail.Did.memo_removed, "answer", str(memo.answer_id), by=by, detail=f"memo {memo.id}")


def ask(answer: Answer, of: Person, words: str, by: Person) -> Asking:
    """Ask a colleague what they make of an answer, and tell them that a question waits.

    The same question asked twice is one. Raises NothingWritten, or CannotAnswer where they may not read it.
    """
    said = _words(words)
    response = answer.response
    place = Place(response.service_area_id, response.locality_id)
    if of.id == by.id or not of.active or not may(of.holdings, May.code, place):
        raise CannotAnswer
    found = db.session.scalar(
        select(Asking).where(
            Asking.answer_id == answer.id,
            Asking.asked_by_id == by.id,
            Asking.asked_of_id == of.id,
            Asking.words == said,
            Asking.reply.is_(None),
            Asking.withdrawn_at.is_(None),
        )
    )
    if found is not None:
        return found
    asking = Asking(
        public_ref=new_reference(),
        answer_id=answer.id,
        asked_by_id=by.id,
        asked_of_id=of.id,
        words=said,
        asked_at=clock.now(),
    )
    db.session.add(asking)
    db.session.flush()
    trail.note(trail.Did.colleague_asked, "answer", str(answer.id), by=by, detail=asking.public_ref)
    notices.queue(NoticeKind.colleague_asked, "asking", asking.public_ref, to=of)
    return asking


def reply(asking: Asking, words: str, by: Person) -> None:
    """Answer a question; whoever asked is told. Raises NothingWritten, NotYours or AlreadyReplied."""
    said = _words(words)
    if asking.asked_of_id != by.id:
        raise NotYours
    _settle(asking, reply=said, replied_at=clock.now())
    asker = db.session.get_one(Person, asking.asked_by_id)
    trail.note(trail.Did.colleague_replied, "answer", str(asking.answer_id), by=by, detail=asking.public_ref)
    notices.queue(NoticeKind.colleague_replied, "asking", asking.public_ref, to=asker)


def withdraw(asking: Asking, by: Person) -> None:
    """Take back one's own question while nobody has answered it. Raises NotYours or AlreadyReplied."""
    if asking.asked_by_id != by.id:
        raise NotYours
    _settle(asking, withdrawn_at=clock.now())
    trail.note(trail.Did.question_withdrawn, "answer", str(asking.answer_id), by=by, detail=asking.public_ref)


def _settle(asking: Asking, **values: object) -> None:
    """Only the first to settle a question does."""
    settled = rows_changed(
        update(Asking)
        .where(Asking.id == asking.id, Asking.reply.is_(None), Asking.withdrawn_at.is_(None))
        .values(**values)
    )
    db.session.refresh(asking)
    if not settled:
        raise AlreadyReplied


def _words(typed: str) -> str:
    said = typed.strip()
    if not said:
        raise NothingWritten
    return said
