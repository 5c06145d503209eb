"""Where a coding points, which way it speaks, and by when an answer must be read: pure."""

from dataclasses import dataclass
from datetime import date

from analysis.working_days import add_working_days
from feedback_app.themes.models import Valence
from feedback_app.themes.refusals import NoSuchWords

READ_WITHIN_WORKING_DAYS = 1


@dataclass(frozen=True)
class Span:
    """From `start` up to, not including, `end`, in code points of the words as stored.

    The words are the answer's own, or those of one of its translations.
    """

    start: int
    end: int
    translation_id: int | None = None


def tidy_span(words: str, start: int, end: int, translation_id: int | None = None) -> Span:
    """The span without the space around it. Raises NoSuchWords when it holds none of the words."""
    if not 0 <= start < end <= len(words):
        raise NoSuchWords
    while start < end and words[start].isspace():
        start += 1
    while end > start and words[end - 1].isspace():
        end -= 1
    if start == end:
        raise NoSuchWords
    return Span(start, end, translation_id)


def span_of(words: str, typed: str, translation_id: int | None = None) -> Span:
    """Where these words stand in an answer; capitals and spaces around them do not matter.

    Raises NoSuchWords.
    """
    wanted = typed.strip()
    start = words.find(wanted) if wanted else -1
    if wanted and start < 0 and len(words.lower()) == len(words):
        start = words.lower().find(wanted.lower())
    if start < 0:
        raise NoSuchWords
    return Span(start, start + len(wanted), translation_id)


def valence_of_box(box: str) -> Valence:
    """The box somebody wrote in says by itself whether it is going well."""
    return {"well": Valence.well, "not_so_good": Valence.not_so_good}.get(box, Valence.unsaid)


def read_by(received_on: date) -> date:
    """The last day on which an answer is read in time (R-35: within one working day)."""
    return add_working_days(received_on, READ_WITHIN_WORKING_DAYS)
