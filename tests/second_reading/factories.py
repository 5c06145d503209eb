"""Coded answers and draws of them, for tests."""

from datetime import UTC, datetime

from analysis.periods import Quarter
from feedback_app.database import db
from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.second_reading.draw_sample import draw_sample
from feedback_app.second_reading.models import SecondReading
from feedback_app.second_reading.queries import ReadTwice
from feedback_app.themes.code import add
from feedback_app.themes.models import Valence
from feedback_app.themes.read import finish
from feedback_app.themes.rules import span_of
from tests import factories
from tests.themes.factories import answer, code

QUARTER = Quarter(2026, 1)
SAID_AT = datetime(2026, 5, 11, 9, 0, tzinfo=UTC)
WORDS = "She is kind. But she is always late."
CODER = Role.participation_officer


def coded(
    by: Person, *slugs: str, words: str = WORDS, place: Place | None = None, said_at: datetime = SAID_AT
) -> Answer:
    """An answer this person finished coding with these codes."""
    said = answer(words, place=place, said_at=said_at)
    for slug in slugs:
        give(said, slug, by)
    finish(said, by)
    db.session.flush()
    return said


def give(said: Answer, slug: str, by: Person, words: str = "kind", valence: Valence = Valence.well) -> None:
    add(said, code(slug).id, span_of(said.words or "", words), valence, by)


def drawn(by: Person, *slugs: str, place: Place | None = None) -> ReadTwice:
    """One answer coded by this person and drawn for a second reading."""
    said = coded(by, *slugs, place=place)
    draw_sample(QUARTER, factories.person(Role.quality_analyst))
    reading = db.session.query(SecondReading).filter_by(answer_id=said.id).one()
    return ReadTwice(reading, said)
