"""What two readers agreed on after a second reading: it alone counts, and nobody changes it alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from feedback_app import clock
from feedback_app.database import db
from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.themes.models import AgreedAnswer, Coding, Valence
from feedback_app.themes.refusals import CodesAreAgreed
from feedback_app.themes.rules import Span


@dataclass(frozen=True)
class AgreedCode:
    """A code for these words, and which way they speak."""

    code_id: int
    span: Span
    valence: Valence


@dataclass(frozen=True)
class AgreedBy:
    """Who settled what counts for an answer, and when."""

    name: str
    at: datetime


def agreed_by(answer: Answer) -> AgreedBy | None:
    """Who settled the codes of an answer after a second reading; None while each reader's own count."""
    row = db.session.execute(
        select(Person.name, AgreedAnswer.agreed_at)
        .join(Person, Person.id == AgreedAnswer.agreed_by_id)
        .where(AgreedAnswer.answer_id == answer.id)
    ).one_or_none()
    return AgreedBy(row[0], row[1]) if row else None


def refuse_if_agreed(*answer_ids: int) -> None:
    """Raises CodesAreAgreed when the codes of any of these answers are."""
    if db.session.scalar(select(AgreedAnswer.id).where(AgreedAnswer.answer_id.in_(answer_ids)).limit(1)):
        raise CodesAreAgreed


def keep_agreed(answer: Answer, codes: Iterable[AgreedCode], by: Person) -> None:
    """From now on these codes count for the answer, each once, and no other coding of it does.

    Codings people made stay as they are; one that says the very same is the one that counts.
    """
    now = clock.now()
    db.session.add(AgreedAnswer(answer_id=answer.id, agreed_by_id=by.id, agreed_at=now))
    db.session.execute(
        update(Coding)
        .where(Coding.answer_id == answer.id)
        .values(counts=False)
        .execution_options(synchronize_session=False)
    )
    made = db.session.scalars(
        select(Coding)
        .where(Coding.answer_id == answer.id)
        .order_by(Coding.id)
        .execution_options(populate_existing=True)
    ).all()
    for code in codes:
        same = [coding for coding in made if _is_same(coding, code)]
        alike = next((coding for coding in same if coding.valence is code.valence), None)
        own = next((coding for coding in same if coding.coder_id == by.id), None)
        counted = alike or own
        if counted is None:
            db.session.add(
                Coding(
                    answer_id=answer.id,
                    code_id=code.code_id,
                    coder_id=by.id,
                    starts_at=code.span.start,
                    ends_at=code.span.end,
                    valence=code.valence,
                    made_at=now,
                )
            )
        else:
            counted.counts, counted.valence = True, code.valence
    db.session.flush()


def _is_same(coding: Coding, code: AgreedCode) -> bool:
    span = (code.span.start, code.span.end)
    return (coding.code_id, (coding.starts_at, coding.ends_at)) == (code.code_id, span)
