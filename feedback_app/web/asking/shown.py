"""Answers as a person reads them back before they send them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import format_date

from feedback_app.web.asking.words import Names, in_words
from surveys.answers import LEFT_BLANK, Answer, Answers
from surveys.definition import Boxes, Kind, Question, Reader, Survey
from surveys.routing import pages
from surveys.wording import Worded, worded


@dataclass(frozen=True)
class Shown:
    """One question with what was answered: choices in the page's language, words exactly as written.

    `words` are (label of the box, what is in it); a box left empty is left out.
    """

    page_id: str
    question: Question
    text: str
    choices: tuple[str, ...]
    words: tuple[tuple[str, str], ...]

    @property
    def is_blank(self) -> bool:
        return not self.choices and not self.words


def shown_answers(survey: Survey, answers: Answers, reader: Reader, names: Names) -> Iterator[Shown]:
    """Every question on the path in order, with its answer and the page it is changed on."""
    for page in pages(survey, answers, reader):
        for question in page.asks:
            said = worded(question, reader)
            answer = answers.get(question.id, LEFT_BLANK)
            yield Shown(
                page.id,
                question,
                in_words(said.text, names),
                tuple(in_words(choice.text, names) for choice in said.choices if choice.id in answer.choices),
                tuple(_written(question, said, answer, names)),
            )


def _written(question: Question, said: Worded, answer: Answer, names: Names) -> Iterator[tuple[str, str]]:
    labels = said.boxes or Boxes(well="", not_so_good="")
    for box, label in (("", ""), ("well", labels.well), ("not_so_good", labels.not_so_good)):
        if words := answer.words.get(box, ""):
            yield in_words(label, names), _as_read(question, words)


def _as_read(question: Question, words: str) -> str:
    if question.kind is not Kind.DATE:
        return words
    try:
        return str(format_date(date.fromisoformat(words), "long"))
    except ValueError:
        return words
