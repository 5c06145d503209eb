"""What the machine made of one answer, for the page where it is coded: the language, and which engine."""

import re
from dataclasses import dataclass
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from feedback_app.learned.queries import reading_of
from feedback_app.listening.store import Answer
from feedback_app.translated.models import Translation
from feedback_app.web.languages import language_name

_LEARNED = re.compile(r"learned (\d{4}-\d\d-\d\d) no\. (\d+)")


@dataclass(frozen=True)
class Seen:
    """`language` is what it heard ("" before it looked); `no_suggestion` says why there can be none."""

    language: str
    suggested_by: str
    no_suggestion: str


NOT_SEEN = Seen("", "", "")


def seen_by_machine(answer: Answer, translation: Translation | None) -> Seen:
    """In words; nothing before any engine has looked at the answer. A translation is looked at instead."""
    found = reading_of(answer.id)
    if found is None:
        return NOT_SEEN
    reading, measured = found
    suggests = translation is not None or reading.language in measured
    language = language_name(reading.language)
    return Seen(
        reading.language,
        signed_words(reading.engine),
        ""
        if suggests
        else _(
            "The machine does not suggest for %(language)s: it was not measured in it. "
            "Once a translation is here, it suggests from that.",
            language=language,
        ),
    )


def signed_words(name: str) -> str:
    """What suggestions are signed with, as a sentence."""
    match = _LEARNED.fullmatch(name)
    if match is None:
        return str(_("Suggested from the codebook's own words."))
    day = format_date(date.fromisoformat(match[1]), "d MMMM yyyy")
    return str(
        _(
            "Suggested by engine number %(number)s, which learned from people's decisions until %(day)s.",
            number=match[2],
            day=day,
        )
    )
