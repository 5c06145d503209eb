"""Which questions are really asked: a pure function of survey, answers and reader; nothing is stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveys.answer import Answer, Answers
from surveys.conditions import holds, mentioned
from surveys.definition import Question, Section, Survey
from surveys.kinds import Kind, Reader, Severity, is_child_reader
from surveys.remembered import remembered


@dataclass(frozen=True)
class Page:
    """Questions shown together. Its id is a question's for children, a section's for adults."""

    id: str
    section: Section
    questions: tuple[Question, ...]

    @property
    def asks(self) -> tuple[Question, ...]:
        """The questions that take an answer (statements do not)."""
        return tuple(question for question in self.questions if question.kind is not Kind.STATEMENT)


def path(survey: Survey, answers: Answers, reader: Reader) -> tuple[Question, ...]:
    """The questions this reader is asked, given these answers; answers off the path count for nothing."""
    return tuple(question for _, question in _walk(survey, answers, reader))


def on_path(survey: Survey, answers: Answers, reader: Reader) -> dict[str, Answer]:
    """Only the answers that count, in the order they are asked."""
    return {
        question.id: answers[question.id]
        for question in path(survey, answers, reader)
        if question.id in answers
    }


def pages(survey: Survey, answers: Answers, reader: Reader) -> tuple[Page, ...]:
    """The path in pages: a question a page for child readers, a section a page for others.

    A statement goes with the question after it. A section divides before a question that hangs on an
    answer given on the same page, so that it can be asked without JavaScript.
    """
    asked = list(_walk(survey, answers, reader))
    part = _parts(survey, reader)
    found: list[Page] = []
    together: list[Question] = []
    for place, (section, question) in enumerate(asked):
        together.append(question)
        following = asked[place + 1] if place + 1 < len(asked) else None
        if following is None or following[0].id != section.id:
            ends = True
        elif is_child_reader(reader):
            ends = question.kind is not Kind.STATEMENT
        else:
            ends = part[question.id] != part[following[1].id]
        if ends:
            found.append(_page(section, tuple(together), part, reader))
            together = []
    return tuple(found)


def next_unanswered(survey: Survey, answers: Answers, reader: Reader) -> Page | None:
    """The first page with a question not reached yet; None when everything on the path was asked.

    A page of nothing but statements counts as reached once any of its ids has a key in the answers.
    """
    for page in pages(survey, answers, reader):
        waiting = page.asks or page.questions[:1]
        if any(question.id not in answers for question in waiting):
            return page
    return None


def severities(survey: Survey, answers: Answers, reader: Reader) -> dict[str, Severity]:
    """The most serious thing each ticked safety answer on the path raises, by question id."""
    raised: dict[str, Severity] = {}
    for question in path(survey, answers, reader):
        answer = answers.get(question.id)
        found = {question.raises.get(choice) for choice in answer.choices} - {None} if answer else set()
        if found:
            raised[question.id] = min(severity for severity in found if severity)
    return raised


def _walk(survey: Survey, answers: Answers, reader: Reader) -> Iterator[tuple[Section, Question]]:
    counted: dict[str, Answer] = {}
    for section in survey.sections:
        if not holds(section.when, counted):
            continue
        for question in section.questions:
            if not question.is_asked_of(reader) or not holds(question.when, counted):
                continue
            if question.id in answers:
                counted[question.id] = answers[question.id]
            yield section, question


def _page(section: Section, questions: tuple[Question, ...], part: Mapping[str, int], reader: Reader) -> Page:
    if is_child_reader(reader):
        return Page(questions[-1].id, section, questions)
    number = part[questions[0].id]
    return Page(f"{section.id}.{number + 1}" if number else section.id, section, questions)


@remembered
def _parts(survey: Survey, reader: Reader) -> Mapping[str, int]:
    """In which part of its section each question stands, whatever the answers are."""
    parts: dict[str, int] = {}
    for section in survey.sections:
        part = 0
        on_page: set[str] = set()
        for question in section.questions:
            if not question.is_asked_of(reader):
                continue
            if any(condition.question in on_page for condition in mentioned(question.when)):
                part, on_page = part + 1, set()
            parts[question.id] = part
            on_page.add(question.id)
    return parts
