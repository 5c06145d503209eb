"""Turns the questions of a page into a form, and what was sent into answers or mistakes beside the fields."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from wtforms import Field
from wtforms.form import BaseForm

from feedback_app.web import fields
from feedback_app.web.asking.pictures import picture_for
from feedback_app.web.asking.taking import Sent, Taken, field_name, take
from feedback_app.web.asking.words import Names, in_words
from surveys.answers import Answer, Answers, Problem
from surveys.definition import Kind, Question, Reader, boxes_of, is_child_reader
from surveys.routing import Page
from surveys.wording import Worded, worded


@dataclass(frozen=True)
class Asked:
    """One question ready to draw: its words, and the fields that take the answer (a statement has none)."""

    question: Question
    text: str
    hint: str
    picture: str
    fields: tuple[Field, ...]

    @property
    def is_two_boxes(self) -> bool:
        return self.question.kind is Kind.TWO_BOX


class QuestionForm(BaseForm):
    """The questions of one page. What was typed stays in it, whatever is wrong with it."""

    def __init__(self, page: Page, reader: Reader, answers: Answers, names: Names) -> None:
        self.page = page
        words = {question.id: worded(question, reader) for question in page.questions}
        made = {
            name: field
            for question in page.questions
            for name, field in _fields_of(question, words[question.id], reader, names)
        }
        super().__init__(made)
        self.asked = tuple(
            Asked(
                question,
                in_words(words[question.id].text, names),
                in_words(words[question.id].hint, names),
                picture_for(question),
                tuple(self[field_name(question, box)] for box in _controls(question)),
            )
            for question in page.questions
        )
        self.process(data=dict(_shown_first(page, answers)))

    def take(self, sent: Sent) -> dict[str, Answer]:
        """The answers that can be kept, by question id; a mistake is left in `errors`, beside its field."""
        return self.show(take(self.page, sent), sent)

    def show(self, taken: Taken, sent: Sent) -> dict[str, Answer]:
        """What was typed, with each mistake beside its field."""
        self.process(sent)
        for question, problem in taken.problems:
            self[_wrong_field(question, problem)].errors = [_(problem.msgid, **problem.params)]
        return taken.answers


def form_for(page: Page, reader: Reader, answers: Answers, names: Names) -> QuestionForm:
    """The form for one page, showing what was answered before."""
    return QuestionForm(page, reader, answers, names)


def _controls(question: Question) -> tuple[str, ...]:
    """The boxes that get a field of their own; questions with choices have one field without a box."""
    if question.kind is Kind.STATEMENT:
        return ()
    return boxes_of(question) or ("",)


def _wrong_field(question: Question, problem: Problem) -> str:
    box = problem.box if problem.box in _controls(question) else _controls(question)[0]
    return field_name(question, box)


def _shown_first(page: Page, answers: Answers) -> Iterator[tuple[str, object]]:
    """What was answered before, in the shape each field keeps."""
    for question in page.asks:
        answer = answers.get(question.id)
        if answer is None:
            continue
        match question.kind:
            case Kind.CHOOSE_MANY:
                yield field_name(question), list(answer.choices)
            case Kind.DATE:
                with suppress(ValueError):
                    yield field_name(question), date.fromisoformat(answer.words.get("", ""))
            case _ if question.choices:
                yield field_name(question), next(iter(answer.choices), None)
            case _:
                for box in boxes_of(question):
                    yield field_name(question, box), answer.words.get(box, "")


def _fields_of(
    question: Question, words: Worded, reader: Reader, names: Names
) -> Iterator[tuple[str, Field]]:
    label = in_words(words.text, names)
    name = field_name(question)
    match question.kind:
        case Kind.STATEMENT:
            return
        case Kind.TWO_BOX if words.boxes:
            labels = {"well": words.boxes.well, "not_so_good": words.boxes.not_so_good}
            for box, box_label in labels.items():
                yield (
                    field_name(question, box),
                    fields.WordsField(in_words(box_label, names), longest=question.max_length),
                )
        case Kind.LONG_TEXT:
            yield name, fields.WordsField(label, longest=question.max_length)
        case Kind.SHORT_TEXT:
            yield name, fields.TextField(label, longest=question.max_length)
        case Kind.NUMBER:
            yield name, fields.NumberField(label)
        case Kind.DATE:
            yield name, fields.DateField(label)
        case Kind.CHOOSE_MANY:
            many = fields.CardsField if is_child_reader(reader) else fields.ChoicesField
            yield name, many(label, choices=_choices_shown(words, names), validate_choice=False)
        case _:
            one = fields.CardField if _as_cards(words, reader) else fields.ChoiceField
            yield name, one(label, choices=_choices_shown(words, names), validate_choice=False)


def _as_cards(words: Worded, reader: Reader) -> bool:
    return is_child_reader(reader) or any(choice.face for choice in words.choices)


def _choices_shown(words: Worded, names: Names) -> list[object]:
    return [
        fields.choice(choice.id, in_words(choice.text, names), choice.face.value if choice.face else "")
        for choice in words.choices
    ]
