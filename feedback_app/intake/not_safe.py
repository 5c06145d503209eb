"""Somebody pressed "I don't feel safe": a concern at once, before a single word is written."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from feedback_app.database import db
from feedback_app.people.roles import Place
from feedback_app.safeguarding.models import Concern, RaisedBy, Severity
from feedback_app.safeguarding.raise_concern import raise_concern


def press(press_key: str, *, place: Place, survey: str, invitation_id: int | None) -> Concern:
    """A concern for this press; pressing again in the same visit finds the same one.

    So does pressing twice at one moment.

    `press_key` is a digest of the visit's random token, so it says nothing about who pressed.
    """
    same = select(Concern).where(Concern.press_key == press_key)
    found = db.session.scalar(same)
    if found is not None:
        return found
    try:
        with db.session.begin_nested():
            return raise_concern(
                Severity.S2,
                RaisedBy.button,
                place=place,
                survey=survey,
                press_key=press_key,
                invitation_id=invitation_id,
            )
    except IntegrityError:
        return db.session.scalars(same).one()
