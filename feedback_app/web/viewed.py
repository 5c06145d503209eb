"""Keep who looked at what, though looking changes nothing else."""

from flask import g

from feedback_app import trail
from feedback_app.people.models import Person


def keep_what_was_noted() -> None:
    """Commit at the end of this request although it only reads: what it stores is who read, and when."""
    g.remember_seen = True


def note_viewed(subject: str, reference: str, by: Person) -> None:
    """This person opened it."""
    trail.note(trail.Did.viewed, subject, reference, by=by)
    keep_what_was_noted()
