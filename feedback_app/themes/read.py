"""Keep who read what was said, when they opened it, and when they had finished coding it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from sqlalchemy import delete, select, update

from feedback_app import clock, trail
from feedback_app.database import db, insert_new
from feedback_app.listening.editions import survey_with
from feedback_app.listening.models import Edition
from feedback_app.listening.store import Answer, Reading, Response
from feedback_app.people.models import Person
from feedback_app.themes.models import CodedAnswer, Opening
from surveys.definition import Kind, Survey

OPEN_FOR = timedelta(minutes=10)


def mark_read(answers: Iterable[Answer], by: Person) -> None:
    """A person has read these words (R-35); the first reading stops the clock."""
    said = [answer for answer in answers if answer.words]
    known = set(
        db.session.scalars(
            select(Reading.answer_id).where(
                Reading.person_id == by.id, Reading.answer_id.in_([answer.id for answer in said])
            )
        )
    )
    now = clock.now()
    new = [answer.id for answer in said if answer.id not in known]
    if new:
        rows = [{"answer_id": each, "person_id": by.id, "read_at": now} for each in new]
        db.session.execute(insert_new(Reading), rows)
    unread = [answer.id for answer in said if answer.first_read_at is None]
    if unread:
        db.session.execute(
            update(Answer)
            .where(Answer.id.in_(unread), Answer.first_read_at.is_(None))
            .values(first_read_at=now)
        )
        for answer_id in unread:
            trail.note(trail.Did.read, "answer", str(answer_id), by=by)


def finish(answer: Answer, by: Person) -> None:
    """This person has finished coding an answer, even when no code fits it.

    The response's short answers (a name to be called by) stood beside it and count as read too.
    """
    finish_all([answer], by)


def finish_all(answers: Collection[Answer], by: Person) -> None:
    """The same for many answers, in as many statements as for one."""
    if not answers:
        return
    ids = [answer.id for answer in answers]
    mark_read({answer.id: answer for answer in (*answers, *_beside(answers))}.values(), by)
    now = clock.now()
    rows = [{"answer_id": each, "coder_id": by.id, "finished_at": now} for each in ids]
    db.session.execute(insert_new(CodedAnswer), rows)
    db.session.execute(
        delete(Opening)
        .where(Opening.answer_id.in_(ids), Opening.person_id == by.id)
        .execution_options(synchronize_session=False)
    )


def _beside(answers: Collection[Answer]) -> list[Answer]:
    """The short answers of the same responses."""
    rows = db.session.execute(
        select(Answer, Edition.digest)
        .join(Answer.response)
        .join(Response.edition)
        .where(Response.id.in_({answer.response_id for answer in answers}), Answer.words.is_not(None))
    )
    return [answer for answer, digest in rows if _is_short(survey_with(digest), answer)]


def _is_short(survey: Survey, answer: Answer) -> bool:
    question = survey.question(answer.question)
    return question is not None and question.kind is Kind.SHORT_TEXT


def open_again(answer: Answer, by: Person) -> None:
    """Undo a finish: the coding goes on. That it was read stays, for it was."""
    db.session.execute(
        delete(CodedAnswer).where(CodedAnswer.answer_id == answer.id, CodedAnswer.coder_id == by.id)
    )


def note_opening(answer: Answer, by: Person) -> None:
    """This person is at this answer now, so that the next reader is sent to another one."""
    now = clock.now()
    mine = (Opening.answer_id == answer.id) & (Opening.person_id == by.id)
    opening = db.session.scalar(select(Opening).where(mine))
    if opening is None:
        row = {"answer_id": answer.id, "person_id": by.id, "opened_at": now}
        db.session.execute(insert_new(Opening), [row])
    else:
        opening.opened_at = now


def open_now(answer: Answer, by: Person) -> Sequence[str]:
    """Who else has this answer open at this moment, by name."""
    return db.session.scalars(
        select(Person.name)
        .join(Opening, Opening.person_id == Person.id)
        .where(
            Opening.answer_id == answer.id,
            Opening.person_id != by.id,
            Opening.opened_at > clock.now() - OPEN_FOR,
        )
        .order_by(Opening.opened_at)
    ).all()
