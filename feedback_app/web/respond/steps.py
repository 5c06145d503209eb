"""Where a person goes next: worked out again each time from the survey and the answers, never stored."""

from dataclasses import dataclass
from enum import StrEnum

from surveys.answers import Answers
from surveys.definition import Reader, Survey
from surveys.routing import Page, next_unanswered, pages

CHECK = "check"


class Go(StrEnum):
    """What a person pressed at the end of a page."""

    next = "next"
    skip = "skip"
    back = "back"
    later = "later"
    stay = "stay"


@dataclass(frozen=True)
class Step:
    """One page on the path, where it stands, and the pages beside it."""

    page: Page
    number: int
    total: int
    before: Page | None
    following: Page | None


def step(survey: Survey, answers: Answers, reader: Reader, page_id: str) -> Step | None:
    """The page with this id and its neighbours; None when it is not on the path."""
    path = pages(survey, answers, reader)
    for place, page in enumerate(path):
        if page.id == page_id:
            before = path[place - 1] if place else None
            following = path[place + 1] if place + 1 < len(path) else None
            return Step(page, place + 1, len(path), before, following)
    return None


def page_after(survey: Survey, answers: Answers, reader: Reader, page_id: str, *, then: str) -> Page | None:
    """The page after this one; None for the check page. Somebody who came from there goes straight back."""
    if then == CHECK:
        return next_unanswered(survey, answers, reader)
    here = step(survey, answers, reader, page_id)
    return here.following if here else next_unanswered(survey, answers, reader)


def has_page(survey: Survey, page_id: str) -> bool:
    """Whether a page of this name can be met in the survey, whatever was answered and whoever reads it."""
    return any(
        page_id.startswith(section.id) or any(question.id == page_id for question in section.questions)
        for section in survey.sections
    )
