"""Put a translation beside an answer, correct it, or take one back; what it shows of harm raises a concern.

Every translation stays as it was written: a correction is a new one, and taking one back brings the one
before it into use again. A concern it raised stays, whatever becomes of the translation.
"""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from feedback_app import clock, trail
from feedback_app.database import db
from feedback_app.intake.signs import look_for_harm
from feedback_app.listening.editions import survey_of
from feedback_app.listening.models import Edition
from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.people.roles import Place
from feedback_app.safeguarding.models import RaisedBy, Severity, SignJson
from feedback_app.safeguarding.raise_concern import raise_concern
from feedback_app.safeguarding.rules import worst
from feedback_app.translated.models import TranslatedBy, Translation
from feedback_app.translated.queries import translation_in_use
from feedback_app.translated.refusals import NotYourTranslation, TranslatedMeanwhile
from feedback_app.translated.rules import newly_shown
from surveys.answers import Answer as Said
from surveys.definition import Reader


@dataclass(frozen=True)
class Written:
    """A translation as somebody typed or pasted it, complete."""

    words: str
    from_language: str
    translated_by: TranslatedBy
    translator: str


def write_translation(answer: Answer, written: Written, by: Person, *, seen: int) -> Translation:
    """Keep a translation of an answer whose response is loaded; the same one twice is one.

    `seen` is the number of the translation the writer had before them, 0 for none. Raises TranslatedMeanwhile
    when another is in use by now.
    """
    current = translation_in_use(answer.id)
    if current is not None and _is_same(current, written):
        return current
    if (current.number if current else 0) != seen:
        raise TranslatedMeanwhile
    translation = Translation(
        answer_id=answer.id,
        number=_last_number(answer.id) + 1,
        from_language=written.from_language,
        words=written.words,
        translated_by=written.translated_by,
        translator=written.translator,
        written_by_id=by.id,
        written_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(translation)
    except IntegrityError as refused:
        raise TranslatedMeanwhile from refused
    detail = f"number {translation.number} from {translation.from_language} by {translation.translated_by}"
    trail.note(trail.Did.translated, "answer", str(answer.id), by=by, detail=detail)
    _raise_what_it_shows(answer, translation)
    return translation


def _is_same(current: Translation, written: Written) -> bool:
    return written == Written(current.words, current.from_language, current.translated_by, current.translator)


def _last_number(answer_id: int) -> int:
    """Of all translations of this answer, those taken back included."""
    numbers = select(func.max(Translation.number)).where(Translation.answer_id == answer_id)
    return db.session.scalar(numbers) or 0


def take_translation_back(translation: Translation, by: Person) -> None:
    """Not to be used any more; the one before it is in use again. Raises NotYourTranslation."""
    if translation.written_by_id != by.id:
        raise NotYourTranslation
    if translation.taken_back_at is None:
        translation.taken_back_at = clock.now()
        detail = f"number {translation.number}"
        trail.note(
            trail.Did.translation_taken_back, "answer", str(translation.answer_id), by=by, detail=detail
        )


def _raise_what_it_shows(answer: Answer, translation: Translation) -> None:
    """Look at the English words as the door looks at what comes in; a concern for what is new in them."""
    earlier = db.session.scalars(
        select(Translation.words).where(
            Translation.answer_id == answer.id, Translation.number < translation.number
        )
    )
    known = [sign for words in earlier for sign in _signs_in(answer, words)]
    shown = newly_shown(_signs_in(answer, translation.words), known)
    severity = worst(Severity(sign["severity"]) for sign in shown)
    if severity is None:
        return
    response = answer.response
    first = next(sign for sign in shown if sign["severity"] == severity)
    raise_concern(
        severity,
        RaisedBy.words,
        place=Place(response.service_area_id, response.locality_id),
        survey=response.survey,
        response_id=response.id,
        signs=[{**sign, "translation": translation.number} for sign in shown],
        category=first["category"],
    )


def _signs_in(answer: Answer, words: str) -> tuple[SignJson, ...]:
    """Signs of harm in these words, as if they had been written in the box of this answer."""
    response = answer.response
    survey = survey_of(db.session.get_one(Edition, response.edition_id))
    said = {answer.question: Said(words={answer.box: words})}
    found = look_for_harm(survey, said, Reader(response.reader))
    return found.signs if found else ()
