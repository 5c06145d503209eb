"""What may be asked about the person, apart from what they said: which questions, and of whom.

Lincolnshire 2022, QS11 (diversity); the Equality Act's characteristics as far as the frameworks ask for them.
"""

from functools import lru_cache
from pathlib import Path

from surveys.definition import Reader, RespondentGroup, Section, Survey
from surveys.reading import read
from surveys.routing import Page

FILE = Path(__file__).with_name("about_you.yaml")
NOT_SAID = "not_said"
READERS = frozenset({Reader.YOUNG_PERSON, Reader.ADULT, Reader.EASY_READ})
GROUPS = frozenset(
    {RespondentGroup.YOUNG_PERSON, RespondentGroup.PARENT_OR_CARER, RespondentGroup.FOSTER_CARER}
)


@lru_cache(maxsize=1)
def about_you() -> Page:
    """The six questions on one page."""
    section = Section.model_validate(read(FILE.read_text(encoding="utf-8")).value)
    return Page(section.id, section, section.questions)


def may_be_asked(survey: Survey, reader: Reader) -> bool:
    """Whether somebody who answered this may be asked: never a child under 12, nor a colleague."""
    return reader in READERS and GROUPS.issuperset(survey.respondent_groups)
