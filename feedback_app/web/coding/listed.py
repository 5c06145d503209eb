"""One line of the list of answers to read: how it begins, its language, and by when it must be read."""

from dataclasses import dataclass

from flask_babel import format_date
from flask_babel import gettext as _

from feedback_app import clock
from feedback_app.listening.store import Answer
from feedback_app.themes.queue import InQueue
from feedback_app.themes.rules import read_by
from feedback_app.translated.models import TranslatedBy
from feedback_app.web.said import box_words, group_name, place_words, question_words
from feedback_app.web.translated import Spoken, short_code, spoken_in

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
    spoken: Spoken
    in_english: str
    by_machine: bool


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
    translation = row.translation
    clock_words, kind = clock_of(answer)
    question = question_words(response, answer.question)
    box = box_words(answer.box)
    return Line(
        answer,
        first_words(answer.words or ""),
        f"{question} ({box})" if box else question,
        f"{group_name(response.respondent_group)} · {place_words((row.service_area, row.locality))}",
        format_date(response.received_on, "EEE d MMM yyyy"),
        clock_words,
        kind,
        row.opened_by,
        spoken_in(row.heard or short_code(response.language), response.language, translation),
        first_words(translation.words) if translation else "",
        translation is not None and translation.translated_by is TranslatedBy.machine,
    )


def first_words(words: str) -> str:
    """How it begins, in one line."""
    line = " ".join(words.split())
    return line if len(line) <= FIRST_WORDS else line[:FIRST_WORDS].rsplit(" ", 1)[0] + "…"
