"""Which layout a reader gets: warm and one question a page for children, quiet for everyone else."""

from dataclasses import dataclass

from surveys.definition import Reader, Survey, is_child_reader


@dataclass(frozen=True)
class Look:
    """How the pages of a survey look for one reader."""

    layout: str
    plain: bool
    for_children: bool
    is_bottle: bool


def look_for(reader: Reader, survey: Survey) -> Look:
    """The look of a survey's pages for this reader."""
    child = is_child_reader(reader)
    return Look(
        layout="layouts/child.html" if child else "layouts/respond.html",
        plain=reader is Reader.YOUNG_PERSON,
        for_children=child,
        is_bottle=survey.id == "message-in-a-bottle",
    )
