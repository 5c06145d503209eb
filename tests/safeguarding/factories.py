"""Concerns for tests."""

from feedback_app.database import db
from feedback_app.people.roles import Place
from feedback_app.safeguarding.models import Concern, RaisedBy, Severity
from feedback_app.safeguarding.raise_concern import raise_concern


def concern(severity: Severity = Severity.S2, *, place: Place | None = None) -> Concern:
    """A concern raised by the button, waiting."""
    made = raise_concern(severity, RaisedBy.button, place=place or Place(), survey="learning-audit-child")
    db.session.flush()
    return made
