"""What a second reader may not meet anywhere: the codings of answers they read again, or may be given to.

Every query that shows which codes an answer has narrows itself by `may_see_codings`, so that a reading is
blind from the draw until both are done, and not only on its own page. Whoever coded or opened an answer
before cannot be its second reader, so nothing is kept from them.
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.second_reading.models import SecondReading
from feedback_app.second_reading.read_again import is_free, may_be_read_by

AnswerId = InstrumentedAttribute[int] | ColumnElement[int]


def to_read_blind(person: Person) -> Select[int]:
    """The ids of the answers this person reads a second time now, or may be given next.

    The few second readings are looked through, and only for them the answers: never the other way round.
    """
    theirs = (
        select(Answer.id)
        .join(Response, Response.id == Answer.response_id)
        .where(Answer.id == SecondReading.answer_id, may_be_read_by(person))
        .correlate(SecondReading)
        .exists()
    )
    return (
        select(SecondReading.answer_id)
        .where(or_(SecondReading.second_reader_id == person.id, is_free()), theirs)
        .correlate(None)
    )


def may_see_codings(answer_id: AnswerId, person: Person) -> ColumnElement[bool]:
    """A condition for queries of codings: this person does not have to read the answer blind."""
    return answer_id.not_in(to_read_blind(person))


def kept_blind(answer_ids: Collection[int], person: Person) -> frozenset[int]:
    """Those of these answers whose codings this person may not see yet, in one statement."""
    if not answer_ids:
        return frozenset()
    waiting = to_read_blind(person).where(SecondReading.answer_id.in_(answer_ids))
    return frozenset(db.session.scalars(waiting))
