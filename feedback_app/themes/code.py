"""Code what somebody said: settle a machine's guess, add a code of one's own, take it back.

Codings belong to the person who made them, so that two people at the same answer never undo each other.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from feedback_app import clock, trail
from feedback_app.database import db, insert_new, rows_changed
from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.themes.agreed import refuse_if_agreed
from feedback_app.themes.models import Coding, Outcome, Suggestion, Valence
from feedback_app.themes.refusals import NoSuchWords, NotYours
from feedback_app.themes.rules import Span, tidy_span
from feedback_app.themes.valence import valence_said
from feedback_app.translated.models import Translation


@dataclass(frozen=True)
class Settled:
    """What a suggestion came to, and whether somebody else had settled it first."""

    suggestion: Suggestion
    coding: Coding | None
    first_by_id: int | None


@dataclass(frozen=True)
class Given:
    """A code for these words of an answer, and which way they speak."""

    answer: Answer
    code_id: int
    span: Span
    valence: Valence


def pointed_at(found: Suggestion | Coding) -> Span:
    """The words it points at: those of a translation where it was made from one."""
    if found.translation_starts_at is None or found.translation_ends_at is None:
        return Span(found.starts_at, found.ends_at)
    return Span(found.translation_starts_at, found.translation_ends_at, found.translation_id)


def accept(suggestion: Suggestion, answer: Answer, by: Person) -> Settled:
    """Agree with a guess: a coding by this person, whatever somebody else made of the guess before.

    Raises CodesAreAgreed.
    """
    refuse_if_agreed(answer.id)
    first = _settle(suggestion, Outcome.accepted, by)
    coding = add(answer, suggestion.code_id, pointed_at(suggestion), valence_said(answer), by)
    return Settled(suggestion, coding, first)


def decline(suggestion: Suggestion, by: Person) -> Settled:
    """Say that a guess is wrong; a guess somebody else accepted stays accepted by them."""
    return Settled(suggestion, None, _settle(suggestion, Outcome.declined, by))


def _settle(suggestion: Suggestion, outcome: Outcome, by: Person) -> int | None:
    """Settle it if nobody has; the id of the other person who was first, if somebody was."""
    now = clock.now()
    settled = rows_changed(
        update(Suggestion)
        .where(Suggestion.id == suggestion.id, Suggestion.outcome.is_(None))
        .values(outcome=outcome, settled_by_id=by.id, settled_at=now)
    )
    db.session.refresh(suggestion)
    if settled:
        trail.note(
            trail.Did.suggestion_settled, "suggestion", str(suggestion.id), by=by, detail=outcome.value
        )
        return None
    if suggestion.settled_by_id != by.id:
        return suggestion.settled_by_id
    suggestion.outcome, suggestion.settled_at = outcome, now
    return None


def add(answer: Answer, code_id: int, span: Span, valence: Valence, by: Person) -> Coding:
    """These words are about this code; done twice, it is the same coding.

    Words of a translation stand for the whole answer, so a code is given once for all of them.
    Raises NoSuchWords, or CodesAreAgreed after a second reading was settled.
    """
    given = Given(answer, code_id, span, valence)
    add_all([given], by)
    return _coding_of(given, by)


def add_all(given: Collection[Given], by: Person) -> None:
    """The same for many codes, in as many statements as for one; all of them or, when it raises, none."""
    refuse_if_agreed(*{each.answer.id for each in given})
    if not given:
        return
    made = db.session.execute(
        insert_new(Coding).returning(Coding.answer_id, Coding.code_id), [_row(each, by) for each in given]
    )
    for answer_id, code_id in made:
        trail.note(trail.Did.coded, "answer", str(answer_id), by=by, detail=f"code {code_id}")


def _row(given: Given, by: Person) -> Mapping[str, int | datetime | Valence | None]:
    tidy = _tidy(given)
    in_english = _in_translation(given.answer, given.span) if given.span.translation_id else None
    return {
        "answer_id": given.answer.id,
        "code_id": given.code_id,
        "coder_id": by.id,
        "starts_at": tidy.start,
        "ends_at": tidy.end,
        "valence": given.valence,
        "made_at": clock.now(),
        "translation_id": in_english.translation_id if in_english else None,
        "translation_starts_at": in_english.start if in_english else None,
        "translation_ends_at": in_english.end if in_english else None,
    }


def _tidy(given: Given) -> Span:
    """The words of the answer itself: all of them where the code is for words of a translation."""
    said, span = given.answer.words or "", given.span
    return tidy_span(said, 0, len(said)) if span.translation_id else tidy_span(said, span.start, span.end)


def _in_translation(answer: Answer, span: Span) -> Span:
    """The span tidied within the translation it counts in. Raises NoSuchWords."""
    translation = db.session.get(Translation, span.translation_id)
    if translation is None or translation.answer_id != answer.id:
        raise NoSuchWords
    return tidy_span(translation.words, span.start, span.end, translation.id)


def _coding_of(given: Given, by: Person) -> Coding:
    tidy = _tidy(given)
    return db.session.scalars(
        select(Coding).where(
            Coding.answer_id == given.answer.id,
            Coding.code_id == given.code_id,
            Coding.coder_id == by.id,
            Coding.starts_at == tidy.start,
            Coding.ends_at == tidy.end,
        )
    ).one()


def say_valence(coding: Coding, valence: Valence, by: Person) -> None:
    """Say which way the words speak. Raises NotYours or CodesAreAgreed."""
    if coding.coder_id != by.id:
        raise NotYours
    refuse_if_agreed(coding.answer_id)
    coding.valence = valence


def take_back(coding: Coding, by: Person) -> None:
    """Undo one's own coding; a guess accepted with it waits again. Raises NotYours or CodesAreAgreed."""
    if coding.coder_id != by.id:
        raise NotYours
    refuse_if_agreed(coding.answer_id)
    db.session.execute(delete(Coding).where(Coding.id == coding.id))
    db.session.execute(
        update(Suggestion)
        .where(
            Suggestion.answer_id == coding.answer_id,
            Suggestion.code_id == coding.code_id,
            Suggestion.starts_at == coding.starts_at,
            Suggestion.settled_by_id == by.id,
        )
        .values(outcome=None, settled_by_id=None, settled_at=None)
    )
    trail.note(trail.Did.uncoded, "answer", str(coding.answer_id), by=by, detail=f"code {coding.code_id}")


def unsettle(suggestion: Suggestion, by: Person) -> None:
    """Undo one's own decline. Raises NotYours."""
    if suggestion.settled_by_id != by.id:
        raise NotYours
    suggestion.outcome = suggestion.settled_by_id = suggestion.settled_at = None
    trail.note(trail.Did.suggestion_settled, "suggestion", str(suggestion.id), by=by, detail="undone")
