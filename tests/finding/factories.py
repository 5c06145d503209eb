"""Things said, to be found again."""

from datetime import datetime

from feedback_app.database import db
from feedback_app.finding.asked import understood
from feedback_app.finding.narrowed import Narrowed
from feedback_app.finding.search import found
from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.people.roles import Place
from surveys.answers import Answer as Said
from tests import factories


def said(
    words: str, *, place: Place | None = None, said_at: datetime | None = None, language: str = "en_GB"
) -> Answer:
    """One thing a young person said."""
    response = factories.response(
        answers={"LA3": Said(words={"": words})}, place=place, said_at=said_at, language=language
    )
    db.session.flush()
    return next(answer for answer in response.answers if answer.words)


def words_found(person: Person, typed: str, narrowed: Narrowed | None = None) -> list[str]:
    """What the answers say that a search shows, in its order."""
    hits = found(person, understood(typed), narrowed or Narrowed(), at_most=50)
    return [hit.answer.words or "" for hit in hits]
