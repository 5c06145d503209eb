"""Messages in a Bottle: found, with who has read them and whether triage must look first."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from feedback_app.database import db
from feedback_app.listening.store import Answer, Reading, Response
from feedback_app.people.models import Person
from feedback_app.people.roles import May
from feedback_app.safeguarding.models import Concern, ConcernStatus
from feedback_app.themes.queue import visible_to

BOTTLE_QUESTIONS = ("MB1", "MB3", "MB4", "MB4t", "MB5", "MB6")


def _bottles(person: Person) -> Select[Response]:
    return (
        select(Response)
        .join(Response.answers)
        .where(
            Answer.question == BOTTLE_QUESTIONS[0],
            Answer.words.is_not(None),
            Response.withdrawn_at.is_(None),
            visible_to(person, May.read_bottles),
        )
    )


def bottles(person: Person, *, at_most: int, after: int = 0) -> Sequence[Response]:
    """Messages in a Bottle this person may read, the latest first."""
    return db.session.scalars(
        _bottles(person)
        .options(selectinload(Response.answers))
        .order_by(Response.received_on.desc(), Response.id.desc())
        .limit(at_most)
        .offset(after)
    ).all()


def bottle_called(reference: str, person: Person) -> Response | None:
    """One message with its answers; None when it is not there or not this person's to read."""
    return db.session.scalar(
        _bottles(person)
        .where(Response.public_ref == reference)
        .options(selectinload(Response.answers), joinedload(Response.edition))
        .execution_options(populate_existing=True)
    )


def bottles_unread(person: Person) -> int:
    """How many messages this person has not read yet."""
    mine = select(Reading.answer_id).where(Reading.person_id == person.id)
    unread = _bottles(person).where(Answer.id.not_in(mine)).with_only_columns(func.count())
    return db.session.scalar(unread) or 0


def read_by_person(responses: Sequence[Response], person: Person) -> set[int]:
    """Which of these messages this person has read, by the ids of the responses."""
    return set(
        db.session.scalars(
            select(Answer.response_id)
            .join(Reading, Reading.answer_id == Answer.id)
            .where(
                Reading.person_id == person.id,
                Answer.question == BOTTLE_QUESTIONS[0],
                Answer.response_id.in_([response.id for response in responses]),
            )
        )
    )


def concerns_open_about(responses: Sequence[Response]) -> set[int]:
    """Which of these responses triage has not decided about yet, by their ids."""
    found = db.session.scalars(
        select(Concern.response_id).where(
            Concern.response_id.in_([response.id for response in responses]),
            Concern.status != ConcernStatus.decided,
        )
    )
    return {response_id for response_id in found if response_id is not None}
