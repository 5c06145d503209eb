"""The coding page made ready: the words with their marks, the guesses, the codings and the codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import format_date, format_datetime
from flask_babel import gettext as _

from analysis.text import segments
from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.themes.code import pointed_at
from feedback_app.themes.models import Code, Outcome, Theme, Valence
from feedback_app.themes.queries import (
    CodingBy,
    SettledSuggestion,
    codings_of,
    finished_by,
    place_names,
    suggestions_of,
    themes_with_codes,
)
from feedback_app.themes.valence import SaidBy, told_by
from feedback_app.translated.queries import translations_of
from feedback_app.web.believed.seen import Seen, seen_by_machine
from feedback_app.web.coding.listed import clock_of
from feedback_app.web.coding.translation_shown import TranslationShown, in_use_among, shown_translations
from feedback_app.web.said import (
    Mark,
    Piece,
    SaidHere,
    box_words,
    channel_name,
    group_name,
    in_pieces,
    place_words,
    question_words,
    said_in,
    survey_title,
)
from feedback_app.web.translated import Spoken, spoken_in, spoken_of


@dataclass(frozen=True)
class Guess:
    """A suggestion as the page shows it; `number` is its key."""

    id: int
    number: int
    name: str
    theme: str
    because: str
    code: Code
    outcome: Outcome | None
    settled_by: str
    is_mine: bool


@dataclass(frozen=True)
class Given:
    """A coding as the page shows it."""

    id: int
    slug: str
    name: str
    theme: str
    words: str
    from_where: str
    valence: Valence
    valence_words: str
    coder: str
    made: str
    is_mine: bool
    counts: bool


@dataclass(frozen=True)
class CodingPage:
    question: str
    box: str
    facts: tuple[str, ...]
    spoken: Spoken
    pieces: tuple[Piece, ...]
    translation: TranslationShown | None
    other_translations: tuple[TranslationShown, ...]
    within: int | None
    segments: tuple[tuple[int, int, str], ...]
    guesses: tuple[Guess, ...]
    given: tuple[Given, ...]
    others: tuple[SaidHere, ...]
    themes: Sequence[Theme]
    valence: Valence
    valence_from: str
    seen: Seen
    finished_by: tuple[str, ...]
    is_finished_by_me: bool
    clock: str
    clock_kind: str


def page_of(answer: Answer, person: Person) -> CodingPage:
    response = answer.response
    words = answer.words or ""
    translations = translations_of(answer.id)
    translation = in_use_among(translations)
    suggested = suggestions_of(answer)
    guesses = [_guess(found, n, person) for n, found in enumerate(suggested, 1)]
    given = codings_of(answer)
    finished = finished_by(answer)
    clock_words, kind = clock_of(answer)
    valence, told = told_by(answer)
    seen = seen_by_machine(answer, translation)
    marks = _marks(suggested, given)
    translated = shown_translations(translations, person, marks)
    texts = {each.id: each.words for each in translated}
    within = translation.id if translation else None
    return CodingPage(
        question=question_words(response, answer.question),
        box=box_words(answer.box),
        facts=(
            group_name(response.respondent_group),
            survey_title(response.survey),
            place_words(place_names(response.service_area_id, response.locality_id)),
            channel_name(response.channel),
            format_date(response.received_on, "EEE d MMM yyyy"),
        ),
        spoken=(
            spoken_in(seen.language, response.language, translation)
            if seen.language
            else spoken_of(answer, translation)
        ),
        pieces=tuple(in_pieces(words, marks.get(None, []))),
        translation=next((each for each in translated if each.is_in_use), None),
        other_translations=tuple(each for each in translated if not each.is_in_use),
        within=within,
        segments=parts_of(texts.get(within or 0, words)),
        guesses=tuple(guesses),
        given=tuple(_given(found, answer, texts, person) for found in given),
        others=tuple(said_in(response, leaving_out=answer)),
        themes=themes_with_codes(),
        valence=valence,
        valence_from=valence_from_words(told),
        seen=seen,
        finished_by=tuple(name for person_id, name in finished if person_id != person.id),
        is_finished_by_me=any(person_id == person.id for person_id, _name in finished),
        clock=clock_words,
        clock_kind=kind,
    )


def _marks(guesses: list[SettledSuggestion], given: list[CodingBy]) -> dict[int | None, list[Mark]]:
    """What to mark in the words of each translation, by its id, and in their own (None)."""
    marks: dict[int | None, list[Mark]] = {}
    pointing = [
        (pointed_at(found.suggestion), str(number))
        for number, found in enumerate(guesses, 1)
        if found.suggestion.outcome is None
    ]
    for span, name in [*pointing, *((pointed_at(found.coding), CODED) for found in given)]:
        marks.setdefault(span.translation_id, []).append(Mark(span.start, span.end, name))
    return marks


def parts_of(words: str) -> tuple[tuple[int, int, str], ...]:
    """The sentences and clauses of a text, each with where it stands."""
    return tuple((span.start, span.end, words[span.start : span.end]) for span in segments(words))


CODED = "✓"


def _guess(found: SettledSuggestion, number: int, person: Person) -> Guess:
    suggestion = found.suggestion
    return Guess(
        suggestion.id,
        number,
        suggestion.code.name,
        suggestion.code.theme.name,
        suggestion.because,
        suggestion.code,
        suggestion.outcome,
        found.settled_by,
        suggestion.settled_by_id == person.id,
    )


def _given(found: CodingBy, answer: Answer, texts: Mapping[int, str], person: Person) -> Given:
    """`texts` holds the words of every translation by its id, those not in use included."""
    coding, span = found.coding, pointed_at(found.coding)
    words = texts[span.translation_id] if span.translation_id else answer.words or ""
    return Given(
        coding.id,
        coding.code.slug,
        coding.code.name,
        coding.code.theme.name,
        words[span.start : span.end],
        _("in the translation; it stands for the whole answer") if span.translation_id else "",
        coding.valence,
        valence_words(coding.valence),
        found.coder,
        format_datetime(coding.made_at, "d MMM yyyy, HH:mm"),
        coding.coder_id == person.id,
        coding.counts,
    )


def valence_from_words(told: SaidBy) -> str:
    """What tells which way words speak; nothing guesses it."""
    words: dict[SaidBy, str] = {
        SaidBy.box: _(
            "The box these words were written in says so. Change it only if the words say otherwise."
        ),
        SaidBy.scale: _(
            "The answer they ticked beside these words says so. Change it if the words say otherwise."
        ),
        SaidBy.nothing: _("Nobody said which way. Leave it unless the words themselves are clear."),
    }
    return words[told]


def valence_words(valence: Valence) -> str:
    words: dict[Valence, str] = {
        Valence.well: _("Going well"),
        Valence.not_so_good: _("Not so good"),
        Valence.mixed: _("Both"),
        Valence.unsaid: _("Does not say"),
    }
    return words[valence]
