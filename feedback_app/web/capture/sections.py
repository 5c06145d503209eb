"""The survey laid out for somebody who writes for another: a whole section on each page."""

from collections.abc import Iterator

from surveys.answers import Answers
from surveys.definition import Reader, Survey
from surveys.routing import Page, path


def sections(survey: Survey, answers: Answers, reader: Reader) -> Iterator[Page]:
    """Every section with something to ask this reader, given the answers so far."""
    asked = {question.id for question in path(survey, answers, reader)}
    for section in survey.sections:
        questions = tuple(question for question in section.questions if question.id in asked)
        if questions:
            yield Page(section.id, section, questions)


def section_named(survey: Survey, answers: Answers, reader: Reader, wanted: str) -> Page | None:
    """The section with this id, if it is on the path."""
    return next((page for page in sections(survey, answers, reader) if page.id == wanted), None)


def beside(survey: Survey, answers: Answers, reader: Reader, here: str) -> tuple[Page | None, Page | None]:
    """The sections before and after this one."""
    pages = list(sections(survey, answers, reader))
    place = next(place for place, page in enumerate(pages) if page.id == here)
    before = pages[place - 1] if place else None
    return before, pages[place + 1] if place + 1 < len(pages) else None


def place_of(survey: Survey, answers: Answers, reader: Reader, here: str) -> tuple[int, int]:
    """Which of how many sections this is."""
    pages = list(sections(survey, answers, reader))
    return 1 + next(place for place, page in enumerate(pages) if page.id == here), len(pages)


def waiting_in(page: Page, answers: Answers) -> bool:
    """Whether an answer given here opened a question of the same section that was not asked yet."""
    return any(question.id not in answers for question in page.asks)


def first_waiting(survey: Survey, answers: Answers, reader: Reader) -> Page | None:
    """The first section with a question nobody asked yet."""
    return next((page for page in sections(survey, answers, reader) if waiting_in(page, answers)), None)
