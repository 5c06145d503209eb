"""Answers to code, for tests."""

from datetime import datetime

from feedback_app.database import db
from feedback_app.listening.store import Answer
from feedback_app.people.roles import Place
from feedback_app.themes.load_codebook import load_codebook
from feedback_app.themes.models import Code, Suggestion
from feedback_app.themes.queries import code_called, suggestions_of
from feedback_app.themes.suggest import suggest_for
from surveys.answers import Answer as Said
from tests import factories

LATE = "She is kind 🙂 and funny. But she is always late and she cancels."


def answer(
    words: str = LATE,
    *,
    question: str = "LA3",
    box: str = "",
    place: Place | None = None,
    said_at: datetime | None = None,
) -> Answer:
    """One thing a young person said, with the starter codebook loaded."""
    load_codebook()
    response = factories.response(answers={question: Said(words={box: words})}, place=place, said_at=said_at)
    db.session.flush()
    return next(answer for answer in response.answers if answer.words)


def suggestions(of: Answer) -> list[Suggestion]:
    suggest_for(of)
    return [found.suggestion for found in suggestions_of(of)]


def code(slug: str = "REL.kind") -> Code:
    load_codebook()
    found = code_called(slug)
    assert found is not None
    return found
