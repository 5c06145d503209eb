"""The words of a survey for one reader, and the placeholders inside them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from surveys.choices import Choice
from surveys.definition import Boxes, Question, Rewording, Survey, Welcome
from surveys.kinds import Reader
from surveys.remembered import remembered

PLACEHOLDERS = frozenset({"director_name", "council_name", "tell_by", "trusted_people", "team_name"})
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
SENTENCE_ENDS = re.compile(r"[.!?؟]\s+\Z")


@dataclass(frozen=True)
class Worded:
    """The words of one question as one reader meets them: msgids, still to be translated and filled."""

    text: str
    hint: str
    choices: tuple[Choice, ...]
    boxes: Boxes | None


@remembered
def worded(question: Question, reader: Reader) -> Worded:
    """The question's words for this reader; a verbatim question keeps its text for everybody."""
    own = question.for_readers.get(reader, Rewording())
    return Worded(
        text=question.text if question.verbatim or own.text is None else own.text,
        hint=question.hint if own.hint is None else own.hint,
        choices=tuple(
            choice.model_copy(update={"text": own.choices.get(choice.id, choice.text)})
            for choice in question.choices
        ),
        boxes=own.boxes or question.boxes,
    )


def filled(text: str, names: Mapping[str, str]) -> str:
    """Put names in place of {director_name} and the like; one that is not given stays as it is.

    Translate first, then fill. A name that begins a sentence begins with a capital letter.
    """

    def name(found: re.Match[str]) -> str:
        given = names.get(found.group(1), found.group(0))
        begins = not found.start() or SENTENCE_ENDS.search(text, 0, found.start()) is not None
        return given[:1].upper() + given[1:] if begins else given

    return PLACEHOLDER.sub(name, text)


def welcome_for(survey: Survey, reader: Reader) -> Welcome:
    """What this reader is told first; a reader without words of their own gets the survey's first."""
    return survey.welcome.get(reader) or next(iter(survey.welcome.values()))


def thanks_for(survey: Survey, reader: Reader) -> str:
    """What this reader is told last."""
    return survey.thanks.get(reader) or next(iter(survey.thanks.values()))
