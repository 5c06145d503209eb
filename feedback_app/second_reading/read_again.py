"""Read an answer a second time, blind: take one, give it codes of one's own, and finish.

What is given here stands apart from every coding: neither reader sees the other's before both are done.
"""

from sqlalchemy import ColumnElement, delete, exists, or_, select, update
from sqlalchemy.exc import IntegrityError

from feedback_app import clock, trail
from feedback_app.database import db, rows_changed
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.people.roles import May
from feedback_app.second_reading.models import Outcome, ReadingCode, SecondReading, Whose
from feedback_app.second_reading.refusals import AlreadyFinished, NotYourReading
from feedback_app.second_reading.rules import LET_GO_AFTER, are_alike
from feedback_app.themes.models import CodedAnswer, Coding, Opening, Suggestion, Valence
from feedback_app.themes.queue import visible_to
from feedback_app.themes.read import mark_read
from feedback_app.themes.remarks import Asking, Memo
from feedback_app.themes.rules import Span, tidy_span


def may_be_read_by(person: Person) -> ColumnElement[bool]:
    """Readings this person can do blind: in reach, and they never coded or opened the answer before."""
    return (
        (SecondReading.first_reader_id != person.id)
        & SecondReading.finished_at.is_(None)
        & Response.withdrawn_at.is_(None)
        & visible_to(person, May.code)
        & ~or_(
            exists().where(Coding.answer_id == Answer.id, Coding.coder_id == person.id),
            exists().where(CodedAnswer.answer_id == Answer.id, CodedAnswer.coder_id == person.id),
            exists().where(Opening.answer_id == Answer.id, Opening.person_id == person.id),
            exists().where(Suggestion.answer_id == Answer.id, Suggestion.settled_by_id == person.id),
            exists().where(Memo.answer_id == Answer.id, Memo.person_id == person.id),
            exists().where(
                Asking.answer_id == Answer.id,
                or_(Asking.asked_by_id == person.id, Asking.asked_of_id == person.id),
            ),
        )
    )


def is_free() -> ColumnElement[bool]:
    """Nobody has it, or whoever took it let it lie for two weeks."""
    return or_(SecondReading.second_reader_id.is_(None), SecondReading.taken_at < clock.now() - LET_GO_AFTER)


def take_next(person: Person) -> SecondReading | None:
    """One's own unfinished reading, else the next free one of the draw; None when all are done."""
    waiting = (
        select(SecondReading)
        .join(Answer, Answer.id == SecondReading.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(may_be_read_by(person))
        .order_by(SecondReading.id)
        .limit(1)
    )
    mine = db.session.scalar(waiting.where(SecondReading.second_reader_id == person.id))
    while mine is None:
        free = db.session.scalar(waiting.where(is_free()))
        if free is None:
            return None
        mine = free if _take(free, person) else None
    return mine


def _take(reading: SecondReading, person: Person) -> bool:
    """Whether it was still free; codes somebody began with and let lie go."""
    taken = rows_changed(
        update(SecondReading)
        .where(SecondReading.id == reading.id, SecondReading.finished_at.is_(None), is_free())
        .values(second_reader_id=person.id, taken_at=clock.now())
    )
    db.session.refresh(reading)
    if not taken:
        return False
    _forget_codes(reading)
    trail.note(trail.Did.second_reading_taken, "second_reading", reading.public_ref, by=person)
    return True


def give_back(reading: SecondReading, by: Person) -> None:
    """Leave it to somebody else, codes begun with it too. Raises NotYourReading or AlreadyFinished."""
    _refuse_unless_open(reading, by)
    _forget_codes(reading)
    reading.second_reader_id = reading.taken_at = None
    db.session.flush()


def _forget_codes(reading: SecondReading) -> None:
    db.session.execute(
        delete(ReadingCode).where(
            ReadingCode.second_reading_id == reading.id, ReadingCode.whose == Whose.second
        )
    )


def give_code(
    reading: SecondReading, answer: Answer, code_id: int, span: Span, valence: Valence, by: Person
) -> None:
    """These words are about this code; done twice it is one. Raises NoSuchWords, and as finish_reading."""
    _refuse_unless_open(reading, by)
    tidy = tidy_span(answer.words or "", span.start, span.end)
    given = ReadingCode(
        second_reading_id=reading.id,
        whose=Whose.second,
        code_id=code_id,
        starts_at=tidy.start,
        ends_at=tidy.end,
        valence=valence,
    )
    try:
        with db.session.begin_nested():
            db.session.add(given)
    except IntegrityError:
        return


def take_code_back(reading: SecondReading, given_id: int, by: Person) -> None:
    """Take away a code given here; gone already is fine. Raises as `finish_reading` does."""
    _refuse_unless_open(reading, by)
    db.session.execute(
        delete(ReadingCode).where(
            ReadingCode.id == given_id,
            ReadingCode.second_reading_id == reading.id,
            ReadingCode.whose == Whose.second,
        )
    )


def finish_reading(reading: SecondReading, answer: Answer, by: Person) -> Outcome:
    """Both are done: whether they gave the same codes. Raises NotYourReading or AlreadyFinished."""
    _refuse_unless_open(reading, by)
    mark_read([answer], by)
    rows = db.session.execute(
        select(ReadingCode.whose, ReadingCode.code_id).where(ReadingCode.second_reading_id == reading.id)
    ).all()
    given = {whose: {code for by_whom, code in rows if by_whom is whose} for whose in Whose}
    alike = are_alike(given[Whose.first], given[Whose.second])
    reading.outcome = Outcome.alike if alike else Outcome.differs
    reading.finished_at = clock.now()
    reading.changes += 1
    trail.note(
        trail.Did.second_reading_finished,
        "second_reading",
        reading.public_ref,
        by=by,
        detail=reading.outcome.value,
    )
    db.session.flush()
    return reading.outcome


def _refuse_unless_open(reading: SecondReading, by: Person) -> None:
    if reading.second_reader_id != by.id:
        raise NotYourReading
    if reading.finished_at is not None:
        raise AlreadyFinished
