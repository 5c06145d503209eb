"""Let the machine guess, once for each answer; a guess counts for nothing until a person settles it."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from analysis.codebook import starter
from analysis.tagging import suggest
from feedback_app.database import db
from feedback_app.listening.store import Answer
from feedback_app.themes.models import Code, Suggestion

LONGEST_REASON = 400


def engine_name() -> str:
    """Which machine guessed, so that a better one later does not overwrite this one's guesses."""
    return f"codebook words {starter().version}"


def suggest_for(answer: Answer) -> None:
    """Store what the machine guesses for an answer, unless it guessed before."""
    engine = engine_name()
    if not answer.words or db.session.scalar(
        select(Suggestion.id).where(Suggestion.answer_id == answer.id, Suggestion.engine == engine).limit(1)
    ):
        return
    guesses = suggest(answer.words, starter())
    if not guesses:
        return
    wanted = [guess.code_id for guess in guesses]
    known = db.session.execute(select(Code.slug, Code.id).where(Code.slug.in_(wanted)))
    codes = {row.slug: row.id for row in known}
    try:
        with db.session.begin_nested():
            db.session.add_all(
                Suggestion(
                    answer_id=answer.id,
                    code_id=codes[guess.code_id],
                    starts_at=guess.start,
                    ends_at=guess.end,
                    score=guess.score,
                    because=guess.because[:LONGEST_REASON],
                    engine=engine,
                )
                for guess in guesses
                if guess.code_id in codes
            )
    except IntegrityError:
        return
