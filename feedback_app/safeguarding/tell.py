"""Tell somebody by name of a concern, and keep that they know of it and what they answered."""

from sqlalchemy import select, update

from feedback_app import clock, notices, trail
from feedback_app.database import db, rows_changed
from feedback_app.notices import NoticeKind
from feedback_app.people.models import Person
from feedback_app.people.tokens import new_reference
from feedback_app.safeguarding.escalation import Escalation
from feedback_app.safeguarding.models import Concern
from feedback_app.safeguarding.refusals import ReasonNeeded
from feedback_app.safeguarding.rules import acknowledge_by
from feedback_app.safeguarding.who_is_told import Addressee, Told


def tell(
    concern: Concern,
    told: Told,
    addressee: Addressee,
    *,
    person: Person | None = None,
    by: Person | None = None,
) -> Escalation:
    """Tell them now. An address somebody signs in with is that person, who can then open it here."""
    now = clock.now()
    address = addressee.address.strip()
    person = person or db.session.scalar(select(Person).where(Person.active, Person.email == address.lower()))
    due = acknowledge_by(concern.severity, now)
    escalation = Escalation(
        public_ref=new_reference(),
        concern_id=concern.id,
        told=told,
        to_person_id=person.id if person else None,
        name=" ".join(addressee.name.split()),
        address=address,
        made_at=now,
        acknowledge_by=due,
        remind_at=due,
    )
    db.session.add(escalation)
    notice_of(escalation)
    trail.note(trail.Did.told_of_concern, "concern", concern.public_ref, by=by, detail=told.value)
    return escalation


def notice_of(escalation: Escalation) -> None:
    """Put the e-mail to the person told into the outbox."""
    kind = NoticeKind.concern_left if escalation.told is Told.leader else NoticeKind.concern_named
    person = db.session.get(Person, escalation.to_person_id) if escalation.to_person_id else None
    notices.queue(kind, "escalation", escalation.public_ref, to=person or escalation.address)


def acknowledge_telling(escalation: Escalation, *, by: Person) -> None:
    """They know of it now, so they are sent nothing more; said a second time it changes nothing."""
    if escalation.acknowledged_at is not None:
        return
    escalation.acknowledged_at, escalation.remind_at = clock.now(), None
    escalation.noted_by_id = by.id
    concern = db.session.get_one(Concern, escalation.concern_id)
    trail.note(
        trail.Did.telling_acknowledged, "concern", concern.public_ref, by=by, detail=escalation.told.value
    )


def answer_telling(escalation: Escalation, answer: str, *, by: Person) -> None:
    """Keep what they answered: what they did, or what they will do. A further answer is added below.

    Raises ReasonNeeded when nothing is written.
    """
    words = answer.strip()
    if not words:
        raise ReasonNeeded
    acknowledge_telling(escalation, by=by)
    if words in escalation.answer.split("\n\n"):
        return
    escalation.answer = f"{escalation.answer}\n\n{words}" if escalation.answer else words
    escalation.noted_by_id = by.id
    concern = db.session.get_one(Concern, escalation.concern_id)
    trail.note(trail.Did.telling_answered, "concern", concern.public_ref, by=by, detail=escalation.told.value)


def stop_reminding_leaders(concern: Concern) -> None:
    """Somebody has it, so those who lead need not be told again."""
    rows_changed(
        update(Escalation)
        .where(Escalation.concern_id == concern.id, Escalation.told == Told.leader)
        .values(remind_at=None)
    )
