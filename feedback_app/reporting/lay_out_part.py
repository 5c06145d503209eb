"""The pieces that the report and the analysis of a quarter share: words, quotes, actions and learning."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from feedback_app.clock import LONDON
from feedback_app.reporting import words
from feedback_app.reporting.blocks import Block, Grid, Heading, Items, Paragraphs, Quotes
from feedback_app.reporting.document import (
    ActionLine,
    LearningLine,
    Quote,
    ReportDocument,
    Signed,
    WrittenPart,
)

NOT_WRITTEN = "Not written yet."


def moment(at: datetime) -> str:
    return day(at.astimezone(LONDON).date())


def day(when: date) -> str:
    """18 May 2026, whatever the language of the machine."""
    return f"{when.day} {words.MONTH_NAMES[when.month - 1]} {when.year}"


def paragraphs(written: str) -> Paragraphs:
    parts = tuple(part.strip() for part in written.split("\n") if part.strip())
    return Paragraphs(parts or (NOT_WRITTEN,))


def written_part(part: WrittenPart, goes_to: str, *, level: int) -> list[Block]:
    """What people make of one part, or why there is nothing to say, what follows, and who wrote it when.

    `level` is that of its heading: lower in the report of a quarter, where all parts stand under one.
    """
    blocks: list[Block] = [Heading(words.PARTS[part.part], level)]
    if part.why_empty:
        blocks += [Paragraphs((words.NOTHING_TO_SAY,)), paragraphs(part.why_empty)]
    else:
        blocks.append(paragraphs(part.words))
    if part.points:
        blocks.append(Items(words.points_for(goes_to), part.points))
    if part.by:
        blocks.append(Paragraphs((f"Written by {'; '.join(_wrote(each) for each in part.by)}.",), quiet=True))
    return blocks


def _wrote(by: Signed) -> str:
    return f"{by.name}, {by.job_title}, {moment(by.at)}" if by.job_title else f"{by.name}, {moment(by.at)}"


def quotes_among(document: ReportDocument, chosen: Iterable[Quote]) -> list[Block]:
    """Those of a document's quotes under their themes; nothing where there are none."""
    listed = list(chosen)
    blocks: list[Block] = []
    for theme in document.compiled.themes:
        said = tuple((q.words, _who(q.group, q.going_well)) for q in listed if q.theme == theme.slug)
        if said:
            blocks.append(Quotes(theme.name, said))
    return [Heading("In their words", 3), *blocks] if blocks else []


def _who(group: str, going_well: bool | None) -> str:
    if going_well is None:
        return group
    return f"{group}, on what is {'going well' if going_well else 'not so good'}"


def learning_lists(learning: Sequence[LearningLine], reaches: Mapping[str, str]) -> list[Block]:
    """What was learnt, for whom, and whether they were told; a list for each of these reaches."""
    blocks: list[Block] = []
    for reach, name in reaches.items():
        lines = tuple(
            f"{line.what.rstrip('.')}. {_told(line.share_by, line.told_on)}."
            for line in learning
            if line.reach == reach
        )
        if lines:
            blocks.append(Items(name, lines))
    return blocks


def _told(share_by: date, told_on: date | None) -> str:
    return f"Shared on {day(told_on)}" if told_on else f"To be shared by {day(share_by)}"


def actions_grid(actions: Sequence[ActionLine], title: str = "Actions from the audits") -> Grid:
    """Actions by title of who owns them, when they are due and whether they are done."""
    rows = tuple(
        (line.what, line.owner, day(line.due_on), day(line.done_on) if line.done_on else "Not yet")
        for line in actions
    )
    return Grid(title, ("Action", "Who by", "Due", "Done"), rows, numbers=False)
