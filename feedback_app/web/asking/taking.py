"""Takes the answers of a page from what was sent, without drawing anything; mistakes stand beside them."""

from collections.abc import Iterable
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from surveys.answers import LEFT_BLANK, Answer, Answers, Problem, accepted
from surveys.definition import Kind, Question, boxes_of
from surveys.routing import Page

Sent = MultiDict[str, str]
DATE_PARTS = ("day", "month", "year")


@dataclass(frozen=True)
class Taken:
    """What was accepted of what was sent, and the mistakes in it."""

    answers: dict[str, Answer]
    problems: tuple[tuple[Question, Problem], ...] = ()


def take(page: Page, sent: Sent) -> Taken:
    """The answers of a whole page."""
    taken = _accept(page.asks, sent)
    return Taken({**_only_told(page), **taken.answers}, taken.problems)


def take_so_far(page: Page, sent: Sent, before: Answers) -> Taken:
    """The same for a page that is left before its end: what is still blank was not asked yet."""
    unhurried = [question.model_copy(update={"required": False}) for question in page.asks]
    taken = _accept(unhurried, sent)
    kept = {
        question: answer
        for question, answer in taken.answers.items()
        if not answer.is_blank or question in before
    }
    return Taken(kept, taken.problems)


def left_blank(page: Page) -> Taken:
    """Every question of the page, asked and left blank."""
    return Taken({**_only_told(page), **dict.fromkeys((asked.id for asked in page.asks), LEFT_BLANK)})


def _only_told(page: Page) -> dict[str, Answer]:
    """A page that asks nothing counts as read once its first statement has an answer."""
    return {} if page.asks else {page.questions[0].id: LEFT_BLANK}


def _accept(questions: Iterable[Question], sent: Sent) -> Taken:
    answers: dict[str, Answer] = {}
    problems: list[tuple[Question, Problem]] = []
    for question in questions:
        result = accepted(question, _choices(question, sent), _words(question, sent))
        if isinstance(result, Problem):
            problems.append((question, result))
        else:
            answers[question.id] = result
    return Taken(answers, tuple(problems))


def field_name(question: Question, box: str = "") -> str:
    """The name of a field: a question's id cannot hold a hyphen, so that no two names meet."""
    name = question.id.replace(".", "-")
    return f"{name}--{box}" if box else name


def _choices(question: Question, sent: Sent) -> list[str]:
    return [] if boxes_of(question) else sent.getlist(field_name(question))


def _words(question: Question, sent: Sent) -> dict[str, str]:
    if question.kind is Kind.DATE:
        parts = [sent.get(f"{field_name(question)}-{part}", "").strip() for part in DATE_PARTS]
        return {"": " ".join(parts) if any(parts) else ""}
    return {box: sent.get(field_name(question, box), "") for box in boxes_of(question)}
