"""The translations of an answer as the coding page shows them: words with marks, and who made each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import format_datetime

from feedback_app.people.models import Person
from feedback_app.translated.models import TranslatedBy, Translation
from feedback_app.translated.queries import TranslationBy
from feedback_app.translated.rules import FROM_LANGUAGES
from feedback_app.web.languages import language_name
from feedback_app.web.said import Mark, Piece, in_pieces
from feedback_app.web.translated import translated_words

WHEN = "d MMM yyyy, HH:mm"


@dataclass(frozen=True)
class TranslationShown:
    """One translation; `is_in_use` is true of at most one."""

    id: int
    number: int
    words: str
    pieces: tuple[Piece, ...]
    made_by: str
    by_machine: bool
    put_here_by: str
    put_here: str
    is_mine: bool
    is_in_use: bool
    was_taken_back: bool
    from_language: str
    translator: str
    translated_by: str


def shown_translations(
    found: Sequence[TranslationBy], person: Person, marks: Mapping[int | None, Sequence[Mark]]
) -> tuple[TranslationShown, ...]:
    """The latest first; `marks` are what to mark in each, by its id."""
    current = in_use_among(found)
    return tuple(
        _shown(each, person, marks.get(each.translation.id, ()), is_in_use=each.translation is current)
        for each in found
    )


def in_use_among(found: Sequence[TranslationBy]) -> Translation | None:
    """The latest that was not taken back."""
    return next((each.translation for each in found if each.translation.taken_back_at is None), None)


def _shown(
    found: TranslationBy, person: Person, marks: Sequence[Mark], *, is_in_use: bool
) -> TranslationShown:
    translation = found.translation
    return TranslationShown(
        translation.id,
        translation.number,
        translation.words,
        tuple(in_pieces(translation.words, marks)),
        translated_words(translation),
        translation.translated_by is TranslatedBy.machine,
        found.writer,
        format_datetime(translation.written_at, WHEN),
        translation.written_by_id == person.id,
        is_in_use,
        translation.taken_back_at is not None,
        translation.from_language,
        translation.translator,
        translation.translated_by.value,
    )


def languages_to_choose() -> list[tuple[str, str]]:
    """Every language an answer may be translated from, by name."""
    return sorted(((code, language_name(code)) for code in FROM_LANGUAGES), key=lambda pair: pair[1])
