"""Write "You said, we did" in each language, have a second person publish it, and take it back."""

from sqlalchemy import select, update

from analysis.safe_counts import SafeCounts
from feedback_app import clock
from feedback_app.database import db
from feedback_app.people.models import Person
from feedback_app.telling.models import ENGLISH, ToldWords, YouSaid
from feedback_app.telling.move import move
from feedback_app.telling.refusals import (
    EnglishFirst,
    NothingWritten,
    NotNext,
    TooFewToTell,
    WriterCannotPublish,
)
from feedback_app.telling.rules import Step, enough_to_tell, may_write


def words_in(it: YouSaid, language: str) -> ToldWords | None:
    return db.session.scalar(
        select(ToldWords).where(ToldWords.you_said_id == it.id, ToldWords.language == language)
    )


def write_words(it: YouSaid, language: str, *, said: str, did: str, by: Person, seen: int) -> None:
    """Write or mend the words of one language; what is published is taken back before it changes.

    Raises NothingWritten, NotNext or ChangedMeanwhile.
    """
    said, did = said.strip(), did.strip()
    if not (said and did):
        raise NothingWritten
    words = words_in(it, language)
    if words and (words.said, words.did) == (said, did):
        return
    if not may_write(it) or (words and words.published_at):
        raise NotNext
    move(it, Step.written, by=by, seen=seen, about=language)
    if words is None:
        db.session.add(
            ToldWords(you_said_id=it.id, language=language, said=said, did=did, written_by_id=by.id)
        )
    else:
        words.said, words.did, words.written_by_id = said, did, by.id


def publish(it: YouSaid, language: str, figures: SafeCounts, *, by: Person, seen: int) -> None:
    """A second person tells everybody; the English words make the theme told (SL-08).

    `figures` are the drawn counts of its quarter and place, by theme. Raises NotNext, WriterCannotPublish,
    EnglishFirst, TooFewToTell or ChangedMeanwhile.
    """
    words = words_in(it, language)
    if words is None or not may_write(it):
        raise NotNext
    if words.published_at is not None:
        return
    if words.written_by_id == by.id:
        raise WriterCannotPublish
    if language != ENGLISH and it.told_at is None:
        raise EnglishFirst
    if it.theme not in figures.rows or not enough_to_tell(figures.cell(it.theme)):
        raise TooFewToTell
    now = clock.now()
    if language == ENGLISH:
        move(it, Step.published, by=by, seen=seen, about=language, told_at=now)
    else:
        move(it, Step.published, by=by, seen=seen, about=language)
    words.published_at, words.published_by_id = now, by.id


def take_back(it: YouSaid, *, by: Person, seen: int) -> None:
    """Nobody is told any longer, in any language; the words stay to be mended. Raises ChangedMeanwhile."""
    if it.told_at is None:
        return
    move(it, Step.taken_back, by=by, seen=seen, told_at=None)
    db.session.execute(
        update(ToldWords)
        .where(ToldWords.you_said_id == it.id)
        .values(published_at=None, published_by_id=None)
        .execution_options(synchronize_session="fetch")
    )
