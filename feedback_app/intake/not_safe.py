"""Somebody pressed "I don't feel safe": a concern at once, before a single word is written."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from feedback_app.database import db
from feedback_app.people.roles import Place
from feedback_app.people.tokens import digest
from feedback_app.safeguarding.models import Concern, ConcernStatus, RaisedBy, Severity
from feedback_app.safeguarding.raise_concern import raise_concern


def press(press_key: str, *, place: Place, survey: str, invitation_id: int | None) -> Concern:
    """A concern for this press. Pressing again finds the same one only while nobody has taken it.

    Once somebody on triage has taken or decided it, another press is news: it raises a concern of its own,
    so that a call for help is never answered by an old decision.

    `press_key` is a digest of the visit's random token, so it says nothing about who pressed.
    """
    key = press_key
    while (found := _raised(key)) is not None:
        if found.status is ConcernStatus.waiting:
            return found
        key = digest(f"{key}, pressed again after {found.public_ref}")
    try:
        with db.session.begin_nested():
            return raise_concern(
                Severity.S2,
                RaisedBy.button,
                place=place,
                survey=survey,
                press_key=key,
                invitation_id=invitation_id,
            )
    except IntegrityError:
        return db.session.scalars(select(Concern).where(Concern.press_key == key)).one()


def _raised(key: str) -> Concern | None:
    return db.session.scalar(select(Concern).where(Concern.press_key == key))
