"""Signs of possible harm in one response: from safety answers, and from the words. They only ever raise."""

from collections.abc import Iterator
from dataclasses import dataclass

from analysis import concern as words_of_concern
from feedback_app.safeguarding.models import RaisedBy, Severity, SignJson
from feedback_app.safeguarding.rules import worst
from surveys.answers import Answers
from surveys.definition import Reader, Survey
from surveys.routing import severities


@dataclass(frozen=True)
class Found:
    """What was noticed, and how serious the worst of it is."""

    severity: Severity
    raised_by: RaisedBy
    category: str
    signs: tuple[SignJson, ...]


def look_for_harm(survey: Survey, answers: Answers, reader: Reader) -> Found | None:
    """The worst of everything noticed in these answers; None when nothing was."""
    ticked = [
        SignJson(category="", severity=severity.value, question=question, box="", start=0, end=0)
        for question, severity in severities(survey, answers, reader).items()
    ]
    spoken = list(_in_words(answers))
    signs = [*ticked, *spoken]
    severity = worst(Severity(sign["severity"]) for sign in signs)
    if severity is None:
        return None
    first = next(sign for sign in signs if sign["severity"] == severity.value)
    return Found(
        severity, RaisedBy.words if first["category"] else RaisedBy.answer, first["category"], tuple(signs)
    )


def _in_words(answers: Answers) -> Iterator[SignJson]:
    for question, answer in answers.items():
        for box, words in answer.words.items():
            for sign in words_of_concern.signs(words):
                yield SignJson(
                    category=sign.category,
                    severity=str(sign.severity),
                    question=question,
                    box=box,
                    start=sign.start,
                    end=sign.end,
                )
