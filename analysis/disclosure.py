"""Make counts safe to show: `protect` is the only way to a SafeCounts, and a report accepts nothing else.

R-40 to R-43: small counts are shown as "c", others are hidden where they would give them away, percentages
need a base, and public figures can be rounded. How the answers of a small group fall is hidden whatever they
are: nobody would be singled out by "5 of 5", but what each of the five said would be known.
"""

from collections.abc import Sequence

from analysis.counts import Table, Tally, Totals
from analysis.differencing import Figure, as_table, difference_safe, would_differ
from analysis.grid import UNKNOWN, Grid, grid_of
from analysis.safe_counts import (
    _KEY,
    HIDDEN,
    SMALL_GROUP,
    STAFF_THRESHOLD,
    THRESHOLD,
    NotProtected,
    Of,
    Rounding,
    SafeCounts,
    Shown,
    from_document,
    percentage,
)
from analysis.suppression import choose_hidden, hide_all

__all__ = [
    "HIDDEN",
    "SMALL_GROUP",
    "STAFF_THRESHOLD",
    "THRESHOLD",
    "Figure",
    "NotProtected",
    "Of",
    "Rounding",
    "SafeCounts",
    "Shown",
    "difference_safe",
    "from_document",
    "may_show",
    "percentage",
    "protect",
    "rounded_to_5",
]


def protect(
    counts: Table | Tally,
    threshold: int = THRESHOLD,
    *,
    rounding: Rounding = Rounding.NONE,
    within: Sequence[Table | Tally] = (),
    small_group: int = SMALL_GROUP,
) -> SafeCounts:
    """Hide what is small, and what would give it away.

    `within` are wider counts of the same thing issued in the same pack (R-44): where one of theirs less ours
    would be a small number, ours is hidden. How the answers of a group of fewer than `small_group` fall is
    hidden too. Under a threshold of 3 a hidden count would be known: ValueError.
    """
    if threshold < 3:
        raise ValueError("A threshold under three hides nothing")
    table = counts if isinstance(counts, Table) else as_table(counts)
    overlap = table.column_bases is not None
    all_totals = table.totals is Totals.ALL
    grid = grid_of(
        table.counts,
        len(table.columns),
        threshold,
        row_totals=all_totals or table.totals is Totals.ROWS,
        column_totals=not overlap and (all_totals or table.totals is Totals.COLUMNS),
        base=not overlap,
    )
    bases = _protected_bases(table, threshold, within)
    for (row, column), entry in grid.entries.items():
        size = table.group_size(row, column)
        entry.must_hide = would_differ(table, row, column, within, threshold)
        if size is not None:
            entry.must_hide = entry.must_hide or 0 < size < small_group
            entry.known = _known_of_a_group(entry.value, size, threshold, small_group)
    choose_hidden(grid)
    if overlap and 0 < table.base < threshold:
        hide_all(grid)
    if isinstance(counts, Tally):
        _hide_what_completes(grid, counts)
    return _safe(table, grid, bases, threshold, rounding)


def may_show(base: int, threshold: int = THRESHOLD) -> bool:
    """Whether a mean, a quote or the like may be shown that rests on this many answers (R-41, R-45)."""
    return base >= threshold


def rounded_to_5(count: int) -> int:
    """To the nearest five (R-43)."""
    return (count + 2) // 5 * 5


def _known_of_a_group(value: int, size: int, threshold: int, small_group: int) -> tuple[int, int]:
    """What somebody knows of a hidden number who knows how many people it is of, and why it is hidden."""
    if size < small_group:
        return 0, size
    if 0 < value < threshold:
        return 1, threshold - 1
    return (size - threshold + 1, size - 1) if 0 < size - value < threshold else (0, size)


def _protected_bases(table: Table, threshold: int, within: Sequence[Table | Tally]) -> Grid | None:
    """The bases of overlapping columns add up to the base of all: a table of one row.

    No base is taken to fall below a count of its column, which may be printed.
    """
    if table.column_bases is None:
        return None
    grid = grid_of(
        (table.column_bases,), len(table.columns), threshold, row_totals=True, column_totals=False, base=False
    )
    for column, base in enumerate(table.column_bases):
        if base >= threshold:
            most = max((line[column] for line in table.counts), default=0)
            grid.entries[0, column].known = (most, UNKNOWN)
    for wider in within:
        if 0 < wider.base - table.base < threshold:
            grid.entries[0, -1].must_hide = True
    choose_hidden(grid)
    return grid


def _hide_what_completes(grid: Grid, counts: Tally) -> None:
    """When what the shown leave of the base is just what the hidden can be at most, they would be known."""
    cells = [entry for (_, column), entry in grid.entries.items() if column >= 0 and entry.printed]
    hidden = [entry for entry in cells if entry.hidden]
    shown = [entry for entry in cells if not entry.hidden and entry.value > 0]
    left = counts.base - sum(entry.value for entry in shown)
    if hidden and shown and left == len(hidden) * (grid.threshold - 1):
        min(shown, key=lambda entry: (entry.value, entry.tail)).hidden = True


def _safe(table: Table, grid: Grid, bases: Grid | None, threshold: int, rounding: Rounding) -> SafeCounts:
    def shown(of: Grid, row: int, column: int) -> Shown:
        entry = of.entries[row, column]
        if entry.hidden:
            return HIDDEN
        return rounded_to_5(entry.value) if rounding is Rounding.TO_5 else entry.value

    rows, columns = range(len(table.rows)), range(len(table.columns))
    row_totals = table.totals in (Totals.ALL, Totals.ROWS)
    column_totals = bases is not None or table.totals in (Totals.ALL, Totals.COLUMNS)
    below, row_below = (grid, -1) if bases is None else (bases, 0)
    return SafeCounts(
        rows=table.rows,
        columns=table.columns,
        cells=tuple(tuple(shown(grid, row, column) for column in columns) for row in rows),
        row_totals=tuple(shown(grid, row, -1) for row in rows) if row_totals else None,
        column_totals=tuple(shown(below, row_below, column) for column in columns) if column_totals else None,
        base=shown(below, row_below, -1),
        threshold=threshold,
        rounding=rounding,
        key=_KEY,
    )
