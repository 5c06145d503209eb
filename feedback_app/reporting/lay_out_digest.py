"""Lay a theme digest out: a month for teams, whole or for one team, and a quarter for the board.

The board's digest is a short form of the quarter's report: nothing is counted for it that the report has not.
"""

from dataclasses import dataclass

from analysis.safe_counts import HIDDEN, SafeCounts, Shown
from feedback_app.reporting import words
from feedback_app.reporting.blocks import Block, Facts, Grid, Heading, Laid, Paragraphs
from feedback_app.reporting.document import Compiled, Figure, FigureKey, ReportDocument
from feedback_app.reporting.lay_out_figures import (
    NO,
    YES,
    figure_grid,
    notes_below,
    shown,
    theme_grid,
    trend_blocks,
)
from feedback_app.reporting.lay_out_part import paragraphs
from feedback_app.reporting.lay_out_report import (
    NO_THEMES,
    framed,
    how_to_read,
    improvement,
    in_short,
    plans,
)

TITLE = "Theme digest"
FEWER_THAN_TEN = "Fewer than 10"


@dataclass(frozen=True)
class TeamPlace:
    """A team, and what its service area and locality are called in figures."""

    team: str
    service_area: str
    locality: str


def lay_out_month(document: ReportDocument, team: TeamPlace | None = None) -> Laid:
    """A month for all teams; for one `team`, the figures of its own place beside them."""
    period = words.period_in_words(document.compiled.quarter)
    return framed(
        document,
        f"{TITLE} for {team.team}" if team else f"{TITLE} for teams",
        f"Learning audits, {period}",
        (
            *_month_in_short(document.compiled),
            Heading("Themes"),
            paragraphs(document.words.themes),
            *_heard(document),
            *improvement(document),
            *plans(document),
            *_places(document.compiled, team),
            Heading("How to read this digest"),
            Paragraphs(
                (words.BANDS_MEAN, words.WHOSE_MONTH, words.COUNTED_FROM_CODINGS, *document.compiled.notes),
                quiet=True,
            ),
        ),
    )


def lay_out_for_the_board(document: ReportDocument) -> Laid:
    """A quarter's report made short: no one's own words, and no figures of small places."""
    compiled = document.compiled
    figure = compiled.figure(FigureKey.themes)
    themes = [theme_grid(document, figure)] if figure else [Paragraphs((NO_THEMES,), quiet=True)]
    return framed(
        document,
        f"{TITLE} for the board",
        f"Learning audits, {words.period_in_words(compiled.quarter)}",
        (
            *in_short(document),
            Heading("Themes"),
            paragraphs(document.words.themes),
            *themes,
            *(trend_blocks(compiled) if compiled.themes else ()),
            *improvement(document),
            *plans(document),
            *how_to_read(document),
        ),
    )


def _month_in_short(compiled: Compiled) -> list[Block]:
    heard = compiled.figure(FigureKey.heard)
    counts = heard.counts if heard else None
    rows = [
        (
            "Responses in the month",
            FEWER_THAN_TEN if counts is None or counts.base == HIDDEN else at_least(counts.base),
        )
    ]
    for name, valence in (("Going well", words.WELL), ("Not so good", words.NOT_SO_GOOD)):
        top = _most_heard(counts, valence) if counts else ""
        if top:
            rows.append((f"{name}, heard most often", top))
    return [Heading("In short"), Facts(tuple(rows))]


def _most_heard(counts: SafeCounts, valence: str) -> str:
    """The themes of the highest band; those of one band are not told apart."""
    bands = {name: counts.cell(name, valence) for name in counts.rows}
    most = max((band for band in bands.values() if isinstance(band, int)), default=0)
    return "; ".join(name for name, band in bands.items() if most and band == most)


def at_least(band: Shown) -> str:
    """20 or more; what is kept back is too few to say."""
    return words.TOO_FEW if isinstance(band, str) else f"{band:,} or more"


def _heard(document: ReportDocument) -> list[Block]:
    """The themes heard ten times or more, beside those the audits raised too."""
    figure = document.compiled.figure(FigureKey.heard)
    if figure is None or not figure.counts.rows:
        return [Paragraphs((words.TOO_FEW_IN_A_MONTH,))]
    counts = figure.counts
    raised = {line.name for line in document.compiled.themes if line.slug in document.themes_in_audits}
    rows = tuple(
        (name, *map(at_least, cells), YES if name in raised else NO)
        for name, cells in zip(counts.rows, counts.cells, strict=True)
    )
    base = f"Of {at_least(counts.base)} responses. {words.NOT_LISTED}"
    heads = (figure.row_head, *counts.columns, "Also raised in the audits")
    return [Grid(figure.title, heads, rows, (base,), numbers=False)]


def _places(compiled: Compiled, team: TeamPlace | None) -> list[Block]:
    """Places as the last report of a quarter has them: each, or those the team belongs to."""
    figures = [
        (key, figure)
        for key in (FigureKey.localities, FigureKey.service_areas)
        if (figure := compiled.figure(key))
    ]
    if team is None:
        grids = [figure_grid(figure, bases=True) for _key, figure in figures]
        return [Heading("Place by place"), *grids] if grids else []
    names = {FigureKey.localities: team.locality, FigureKey.service_areas: team.service_area}
    own = [grid for key, figure in figures if (grid := _own_column(figure, names[key]))]
    said = Paragraphs((words.ONE_TEAM_IN_A_MONTH if own else words.NOTHING_OF_THE_PLACE,))
    return [Heading("Your place"), said, *own]


def _own_column(figure: Figure, place: str) -> Grid | None:
    """One place of a table that was told already, beside all of them."""
    counts = figure.counts
    if place not in counts.columns or counts.row_totals is None or counts.column_totals is None:
        return None
    number = counts.columns.index(place)
    rows = [
        (name, shown(cells[number]), shown(total))
        for name, cells, total in zip(counts.rows, counts.cells, counts.row_totals, strict=True)
    ]
    rows.append(("All responses received", shown(counts.column_totals[number]), shown(counts.base)))
    below = notes_below(counts, figure.note)
    return Grid(f"Themes in {place}", (figure.row_head, place, "Whole council"), tuple(rows), below)
