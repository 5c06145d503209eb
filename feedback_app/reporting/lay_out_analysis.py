"""Lay an analysis of a quarter out: what people make of each part, beside what is known of it."""

from analysis.cooccurrence import ALONE, BOTH
from analysis.safe_counts import HIDDEN
from feedback_app.reporting import words
from feedback_app.reporting.blocks import Block, Grid, Laid, Paragraphs
from feedback_app.reporting.document import (
    Beside,
    Compiled,
    Figure,
    FigureKey,
    ReportDocument,
    SaidTogether,
)
from feedback_app.reporting.lay_out_figures import (
    C_MEANS,
    shown,
    theme_grid,
    trend_blocks,
    valence_chart,
)
from feedback_app.reporting.lay_out_part import (
    actions_grid,
    day,
    learning_lists,
    quotes_among,
    written_part,
)
from feedback_app.reporting.lay_out_report import NO_ACTIONS, NO_THEMES, framed, how_to_read, in_short
from feedback_app.reporting.refusals import Part

NO_PARTNERS = "Too few partners were heard this quarter for any figure of theirs to be shown."
NOT_DRAWN = "The dashboards of this quarter were not drawn yet when this was compiled, so this is not known."
NO_CHANGES = "No action done in this quarter has been confirmed yet with a word on what it changed."
NO_LEARNING = "The audits recorded no learning for this."
TOGETHER = "Said together"


def lay_out_analysis(document: ReportDocument) -> Laid:
    """The whole analysis: the figures to take away, its parts, and how to read it."""
    analysis = document.analysis
    assert analysis is not None, "an analysis carries itself"
    blocks: list[Block] = list(in_short(document))
    for part in analysis.parts:
        blocks += written_part(part, analysis.goes_to, level=2)
        blocks += known_of(document, part.part)
    return framed(
        document,
        f"{analysis.name} for the {analysis.goes_to}",
        words.period_in_words(document.compiled.quarter),
        (*blocks, *how_to_read(document)),
    )


def known_of(document: ReportDocument, part: Part) -> list[Block]:
    """What the figures, quotes, actions and learning of the quarter say of one part."""
    match part:
        case Part.themes:
            return _themes(document)
        case Part.strengths:
            return _one_way(document, words.WELL) or [Paragraphs((NO_THEMES,), quiet=True)]
        case Part.barriers:
            return _barriers(document)
        case Part.partners:
            return _partners(document.compiled)
        case Part.impact:
            return _impact(document.compiled)


def _themes(document: ReportDocument) -> list[Block]:
    compiled = document.compiled
    figure = compiled.figure(FigureKey.themes)
    if figure is None or not compiled.themes:
        return [Paragraphs((NO_THEMES,), quiet=True)]
    neither = [quote for quote in document.quotes if quote.going_well is None]
    together = _together(compiled.beside) if compiled.beside else []
    return [
        theme_grid(document, figure),
        *quotes_among(document, neither),
        *trend_blocks(compiled),
        *together,
    ]


def _together(beside: Beside) -> list[Block]:
    if beside.drawn_on is None:
        return [Paragraphs((NOT_DRAWN,), quiet=True)]
    if not beside.together:
        return []
    heads = ("Codes", "Both", "Only the first", "Only the second")
    rows = tuple(_pair(pair) for pair in beside.together)
    return [Grid(TOGETHER, heads, rows, (words.TOGETHER_MEANS, f"Drawn on {day(beside.drawn_on)}."))]


def _pair(pair: SaidTogether) -> tuple[str, ...]:
    corners = (pair.counts.cell(BOTH, BOTH), pair.counts.cell(BOTH, ALONE), pair.counts.cell(ALONE, BOTH))
    return (f"{pair.one} and {pair.other}", *map(shown, corners))


def _one_way(document: ReportDocument, valence: str) -> list[Block]:
    """The themes said to be going one way, and what people said of them."""
    figure = document.compiled.figure(FigureKey.themes)
    if figure is None:
        return []
    well = valence == words.WELL
    chosen = [quote for quote in document.quotes if quote.going_well is well]
    title = "What is going well" if well else "What is not so good"
    below = (C_MEANS,) if figure.counts.hides_anything else ()
    column = figure.counts.columns.index(valence)
    rows = tuple(
        (name, shown(cells[column]))
        for name, cells in zip(figure.counts.rows, figure.counts.cells, strict=True)
    )
    return [
        valence_chart(title, figure, valence),
        Grid(title, ("Theme", "Responses"), rows, below),
        *quotes_among(document, chosen),
    ]


def _barriers(document: ReportDocument) -> list[Block]:
    """What is not so good, and what was to be done and is not."""
    waiting = [line for line in document.compiled.actions if line.done_on is None]
    said = _one_way(document, words.NOT_SO_GOOD) or [Paragraphs((NO_THEMES,), quiet=True)]
    return [*said, actions_grid(waiting, "Actions not done yet")] if waiting else said


def _partners(compiled: Compiled) -> list[Block]:
    """What partners say, and what the audits taught for them."""
    beside = compiled.beside or Beside()
    blocks: list[Block] = []
    if beside.drawn_on is None:
        blocks.append(Paragraphs((NOT_DRAWN,), quiet=True))
    elif beside.partners is None:
        blocks.append(Paragraphs((NO_PARTNERS,), quiet=True))
    else:
        blocks.append(_now_and_before(beside.partners))
    learnt = learning_lists(compiled.learning, {"partners": words.REACHES["partners"]})
    return blocks + (learnt or [Paragraphs((NO_LEARNING,), quiet=True)])


def _now_and_before(figure: Figure) -> Grid:
    """A list of themes in two quarters; what each column is of stands below it."""
    counts = figure.counts
    rows = [(name, *map(shown, cells)) for name, cells in zip(counts.rows, counts.cells, strict=True)]
    rows.append(("All responses received", *map(shown, counts.column_totals or ())))
    below = (C_MEANS,) if any(cell == HIDDEN for row in rows for cell in row) else ()
    return Grid(figure.title, (figure.row_head, *counts.columns), tuple(rows), below)


def _impact(compiled: Compiled) -> list[Block]:
    """What done actions changed, all actions and how far they are, and what was learnt."""
    changed = compiled.beside.changed if compiled.beside else ()
    rows = tuple((line.what, line.changed, day(line.done_on)) for line in changed)
    heads = ("Action", "What it changed", "Done")
    blocks: list[Block] = [
        Grid("What actions changed", heads, rows, numbers=False)
        if rows
        else Paragraphs((NO_CHANGES,), quiet=True),
        actions_grid(compiled.actions) if compiled.actions else Paragraphs((NO_ACTIONS,), quiet=True),
    ]
    return blocks + learning_lists(compiled.learning, words.REACHES)
