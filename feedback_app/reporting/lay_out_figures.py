"""Lay figures out as tables with their base, and the charts that stand before them."""

from analysis.safe_counts import HIDDEN, SafeCounts, Shown, percentage
from feedback_app.reporting import words
from feedback_app.reporting.blocks import Bars, Block, Grid, Heading, Items
from feedback_app.reporting.charts import Bar
from feedback_app.reporting.document import Compiled, Figure, FigureKey, ReportDocument

TOP = 3
C_MEANS = "c: kept back: fewer than 5, what fewer than 10 people said, or what would let that be worked out."
YES, NO = "Yes", "No"


def shown(count: Shown) -> str:
    return count if isinstance(count, str) else f"{count:,}"


def base_line(counts: SafeCounts, of: str) -> str:
    return f"n = {shown(counts.base)} {of}"


def notes_below(counts: SafeCounts, *lines: str) -> tuple[str, ...]:
    return tuple(line for line in (*lines, C_MEANS if counts.hides_anything else "") if line)


def figure_grid(figure: Figure, *, bases: bool = False) -> Grid:
    """A figure as a table. With `bases`, its last row says how many responses each column is of."""
    counts = figure.counts
    totals = counts.row_totals
    heads = (figure.row_head, *counts.columns, *(("All",) if totals else ()))
    rows = [
        (name, *map(shown, cells), *((shown(totals[number]),) if totals else ()))
        for number, (name, cells) in enumerate(zip(counts.rows, counts.cells, strict=True))
    ]
    if counts.column_totals:
        last = ("All responses received",) if bases else ("All",)
        rows.append((*last, *map(shown, counts.column_totals), *((shown(counts.base),) if totals else ())))
    below = notes_below(counts, base_line(counts, figure.of), figure.note)
    return Grid(figure.title, heads, tuple(rows), below)


def theme_blocks(document: ReportDocument) -> list[Block]:
    """What is going well before what is not so good; then every theme, beside the audits' own (NB-20)."""
    compiled = document.compiled
    figure = compiled.figure(FigureKey.themes)
    if figure is None:
        return []
    blocks: list[Block] = [
        valence_chart("What is going well", figure, words.WELL),
        valence_chart("What is not so good", figure, words.NOT_SO_GOOD),
        theme_grid(document, figure),
    ]
    inside = [(theme.name, theme.inside) for theme in compiled.themes if theme.inside]
    if inside:
        blocks.append(Heading("Inside the themes", 3))
    for name, codes in inside:
        lines = tuple(
            f"{code}: {shown(cells[0])}" for code, cells in zip(codes.rows, codes.cells, strict=True)
        )
        blocks.append(Items(f"{name} ({base_line(codes, 'responses')})", lines))
    return blocks


def valence_chart(title: str, figure: Figure, valence: str) -> Bars:
    """The themes that most responses mean in one way, longest bar first."""
    column = figure.counts.columns.index(valence)
    ranked = sorted(
        _column(figure.counts, column), key=lambda pair: (-(pair[1] or 0), pair[1] is None, pair[0])
    )
    totals = dict(zip(figure.counts.rows, figure.counts.row_totals or (), strict=True))
    bars = tuple(Bar(name, count, f"of {shown(totals[name])}") for name, count in ranked if count != 0)
    told = "; ".join(f"{bar.label}: {'c' if bar.value is None else int(bar.value)}" for bar in bars)
    return Bars(title, f"Responses under each theme that say it is {valence.lower()}. {told}.", bars)


def _column(counts: SafeCounts, column: int) -> list[tuple[str, int | None]]:
    cells = [row[column] for row in counts.cells]
    return [
        (name, None if isinstance(cell, str) else cell) for name, cell in zip(counts.rows, cells, strict=True)
    ]


def theme_grid(document: ReportDocument, figure: Figure) -> Grid:
    """Every theme by how it is going, its share, and whether the audits raised it too (NB-20)."""
    counts = figure.counts
    everyone = document.compiled.trend.quarters[-1].counts
    totals = counts.row_totals or ()
    raised = {theme.name for theme in document.compiled.themes if theme.slug in document.themes_in_audits}
    rows = tuple(
        (
            name,
            *map(shown, counts.cells[number]),
            shown(totals[number]),
            percent_words(percentage(totals[number], everyone.base)),
            YES if name in raised else NO,
        )
        for number, name in enumerate(counts.rows)
    )
    heads = (
        "Theme", *counts.columns, "All responses", "Share of responses", "Also raised in the audits",
    )  # fmt: skip
    most = max((total for total in totals if isinstance(total, int)), default=0) or 1
    return Grid(
        figure.title,
        heads,
        rows,
        notes_below(
            counts, base_line(everyone, "responses received"), "One response can carry several themes."
        ),
        bars=tuple(total / most if isinstance(total, int) else None for total in totals),
    )


def percent_words(share: Shown) -> str:
    return HIDDEN if isinstance(share, str) else f"{share}%"


def top_themes(compiled: Compiled, valence: str) -> str:
    """The themes most often going well, or not: only from figures that are shown."""
    figure = compiled.figure(FigureKey.themes)
    if figure is None:
        return ""
    found = _column(figure.counts, figure.counts.columns.index(valence))
    ranked = sorted(((count, name) for name, count in found if count), key=lambda pair: (-pair[0], pair[1]))
    return "; ".join(f"{name} ({count})" for count, name in ranked[:TOP])


def trend_blocks(compiled: Compiled) -> list[Block]:
    """Responses in each quarter, then each theme's share, with what may be said of the last step (R-46)."""
    quarters = compiled.trend.quarters
    names = [figure.quarter.replace("-Q", " Q") for figure in quarters]
    bars = tuple(
        Bar(name, None if isinstance(figure.counts.base, str) else figure.counts.base, "responses")
        for name, figure in zip(names, quarters, strict=True)
    )
    told = "; ".join(
        f"{name}: {shown(figure.counts.base)}" for name, figure in zip(names, quarters, strict=True)
    )
    blocks: list[Block] = [
        Heading("Quarter by quarter", 3),
        Bars("Responses in each quarter", f"Responses received: {told}.", bars),
    ]
    verdicts = dict(compiled.trend.verdicts)
    rows = [
        (
            theme.name,
            *(_of_base(figure.counts, theme.name) for figure in quarters),
            words.DIRECTIONS[verdicts[theme.slug]],
        )
        for theme in compiled.themes
    ]
    rows.append(("All responses", *(shown(figure.counts.base) for figure in quarters), ""))
    hides = any(figure.counts.hides_anything for figure in quarters)
    below = (*((C_MEANS,) if hides else ()), words.TREND_MEANS)
    blocks.append(Grid("Themes quarter by quarter", ("Theme", *names, "Change"), tuple(rows), below))
    return blocks


def _of_base(counts: SafeCounts, name: str) -> str:
    """12 (30%), or c where either cannot be told."""
    count, share = counts.cell(name), counts.percent(name)
    return shown(count) if isinstance(share, str) else f"{shown(count)} ({share}%)"
