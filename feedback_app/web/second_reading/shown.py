"""A second reading made ready to show: the words with their marks, and the codes given to them."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import format_date
from flask_babel import gettext as _

from feedback_app.listening.store import Answer
from feedback_app.second_reading.models import ReadingCode, Whose
from feedback_app.themes.models import Theme, Valence
from feedback_app.themes.queries import place_names, themes_with_codes
from feedback_app.themes.valence import told_by
from feedback_app.translated.models import Translation
from feedback_app.translated.queries import translation_in_use
from feedback_app.web.coding.shown import CODED, parts_of, valence_from_words, valence_words
from feedback_app.web.said import (
    Mark,
    Piece,
    SaidHere,
    box_words,
    group_name,
    in_pieces,
    place_words,
    question_words,
    said_in,
)
from feedback_app.web.translated import Spoken, spoken_of, translated_words


@dataclass(frozen=True)
class Given:
    """A code given to words, as a page shows it; `value` names it in a form."""

    id: int
    value: str
    name: str
    theme: str
    words: str
    valence: str


@dataclass(frozen=True)
class ReadingPage:
    """One answer to read, with the codes this side gave it."""

    question: str
    box: str
    facts: tuple[str, ...]
    spoken: Spoken
    pieces: tuple[Piece, ...]
    translation: Translation | None
    translated_by: str
    segments: tuple[tuple[int, int, str], ...]
    given: tuple[Given, ...]
    others: tuple[SaidHere, ...]
    themes: Sequence[Theme]
    valence: Valence
    valence_from: str


def page_of(answer: Answer, codes: Sequence[ReadingCode]) -> ReadingPage:
    words, response = answer.words or "", answer.response
    valence, told = told_by(answer)
    translation = translation_in_use(answer.id)
    return ReadingPage(
        question_words(response, answer.question),
        box_words(answer.box),
        (
            group_name(response.respondent_group),
            place_words(place_names(response.service_area_id, response.locality_id)),
            format_date(response.received_on, "EEE d MMM yyyy"),
        ),
        spoken_of(answer, translation),
        pieces_of(words, codes),
        translation,
        translated_words(translation) if translation else "",
        parts_of(words),
        tuple(given_of(words, code) for code in codes),
        tuple(said_in(response, leaving_out=answer)),
        themes_with_codes(),
        valence,
        valence_from_words(told),
    )


def pieces_of(words: str, codes: Sequence[ReadingCode]) -> tuple[Piece, ...]:
    return tuple(in_pieces(words, [Mark(code.starts_at, code.ends_at, CODED) for code in codes]))


def given_of(words: str, code: ReadingCode) -> Given:
    return Given(
        code.id,
        value_of(code),
        code.code.name,
        code.code.theme.name,
        words[code.starts_at : code.ends_at],
        valence_words(code.valence),
    )


def value_of(code: ReadingCode) -> str:
    """How a form names a code with its words and which way they speak."""
    return f"{code.code_id}-{code.starts_at}-{code.ends_at}-{code.valence.value}"


@dataclass(frozen=True)
class Offered:
    """One of the codes a settlement may keep, and who gave it."""

    given: Given
    by: str
    is_proposed: bool


def offered_of(words: str, codes: Sequence[ReadingCode], first: str, second: str) -> list[Offered]:
    """Every different code that stands to be chosen from, in the order of the words, each once."""
    names = {Whose.first: first, Whose.second: second, Whose.proposed: _("proposed")}
    found: dict[str, list[ReadingCode]] = {}
    for code in codes:
        if code.whose in names:
            found.setdefault(value_of(code), []).append(code)
    return [
        Offered(
            given_of(words, same[0]),
            ", ".join(names[whose] for whose in names if whose in {code.whose for code in same}),
            any(code.whose is Whose.proposed for code in same),
        )
        for same in found.values()
    ]
