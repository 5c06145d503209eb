"""The coding page made ready: the words with their marks, the guesses, the codings and the codes."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import format_date, format_datetime
from flask_babel import gettext as _

from analysis.text import segments
from feedback_app import clock
from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
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
from feedback_app.themes.queue import InQueue
from feedback_app.themes.rules import read_by
from feedback_app.themes.valence import SaidBy, told_by
from feedback_app.web.believed.seen import Seen, seen_by_machine
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

FIRST_WORDS = 140


@dataclass(frozen=True)
class Line:
    """An answer in the queue."""

    answer: Answer
    begins: str
    question: str
    where: str
    day: str
    clock: str
    kind: str
    opened_by: str


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
    pieces: tuple[Piece, ...]
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


def clock_of(answer: Answer) -> tuple[str, str]:
    """By when the answer must be read, in words, with the shape that goes with them."""
    if answer.first_read_at is not None:
        return _("Read"), "good"
    due = read_by(answer.response.received_on)
    day = format_date(due, "EEE d MMM")
    if due < clock.today():
        return _("Overdue since %(day)s", day=day), "late"
    return _("Read it by %(day)s", day=day), "soon"


def line_of(row: InQueue) -> Line:
    answer, response = row.answer, row.answer.response
    words = " ".join((answer.words or "").split())
    clock_words, kind = clock_of(answer)
    question = question_words(response, answer.question)
    box = box_words(answer.box)
    return Line(
        answer,
        words if len(words) <= FIRST_WORDS else words[:FIRST_WORDS].rsplit(" ", 1)[0] + "…",
        f"{question} ({box})" if box else question,
        f"{group_name(response.respondent_group)} · {place_words((row.service_area, row.locality))}",
        format_date(response.received_on, "EEE d MMM yyyy"),
        clock_words,
        kind,
        row.opened_by,
    )


def page_of(answer: Answer, person: Person) -> CodingPage:
    response = answer.response
    words = answer.words or ""
    suggested = suggestions_of(answer)
    guesses = [_guess(found, n, person) for n, found in enumerate(suggested, 1)]
    given = codings_of(answer)
    finished = finished_by(answer)
    clock_words, kind = clock_of(answer)
    valence, told = told_by(answer)
    seen = seen_by_machine(answer)
    return CodingPage(
        question=question_words(response, answer.question),
        box=box_words(answer.box),
        facts=(
            group_name(response.respondent_group),
            survey_title(response.survey),
            place_words(place_names(response.service_area_id, response.locality_id)),
            channel_name(response.channel),
            format_date(response.received_on, "EEE d MMM yyyy"),
            *([seen.written_in] if seen.written_in else []),
        ),
        pieces=tuple(in_pieces(words, _marks(suggested, given))),
        segments=tuple((span.start, span.end, words[span.start : span.end]) for span in segments(words)),
        guesses=tuple(guesses),
        given=tuple(_given(found, words, person) for found in given),
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


def _marks(guesses: list[SettledSuggestion], given: list[CodingBy]) -> list[Mark]:
    open_guesses = [
        Mark(found.suggestion.starts_at, found.suggestion.ends_at, str(number))
        for number, found in enumerate(guesses, 1)
        if found.suggestion.outcome is None
    ]
    coded = [Mark(found.coding.starts_at, found.coding.ends_at, CODED) for found in given]
    return open_guesses + coded


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


def _given(found: CodingBy, words: str, person: Person) -> Given:
    coding = found.coding
    return Given(
        coding.id,
        coding.code.slug,
        coding.code.name,
        coding.code.theme.name,
        words[coding.starts_at : coding.ends_at],
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
