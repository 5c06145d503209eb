"""Line up numbers that are safe already: chosen from protected tables, changed in nothing, so safe still."""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.safe_counts import _KEY, HIDDEN, Rounding, SafeCounts, Shown


@dataclass(frozen=True, slots=True)
class Picked:
    """One number of a safe table: a cell, a row's total (no column), a column's (no row) or the base."""

    table: SafeCounts | None
    row: str = ""
    column: str = ""

    @property
    def shown(self) -> Shown:
        """Kept back where there is no such table, row or column."""
        table = self.table
        if table is None or (self.row and self.row not in table.rows):
            return HIDDEN
        if self.column and self.column not in table.columns:
            return HIDDEN
        if self.row and self.column:
            return table.cell(self.row, self.column)
        if self.row:
            return table.row_totals[table.rows.index(self.row)] if table.row_totals else HIDDEN
        if self.column:
            return table.column_totals[table.columns.index(self.column)] if table.column_totals else HIDDEN
        return table.base


def lined_up(picked: Mapping[str, Picked], base: Picked) -> SafeCounts:
    """A list of picked numbers by name, with the number they are all of."""
    return SafeCounts(
        rows=tuple(picked),
        columns=("answers",),
        cells=tuple((each.shown,) for each in picked.values()),
        row_totals=None,
        column_totals=None,
        base=base.shown,
        threshold=_threshold([*picked.values(), base]),
        rounding=Rounding.NONE,
        key=_KEY,
    )


def side_by_side(columns: Mapping[str, tuple[Mapping[str, Picked], Picked]]) -> SafeCounts:
    """Lists with the same names beside each other; what each list is of stands below it."""
    names = tuple(next(iter(columns.values()))[0]) if columns else ()
    every = [each for picked, base in columns.values() for each in (*picked.values(), base)]
    return SafeCounts(
        rows=names,
        columns=tuple(columns),
        cells=tuple(tuple(picked[name].shown for picked, _ in columns.values()) for name in names),
        row_totals=None,
        column_totals=tuple(base.shown for _, base in columns.values()),
        base=HIDDEN,
        threshold=_threshold(every),
        rounding=Rounding.NONE,
        key=_KEY,
    )


def _threshold(picked: list[Picked]) -> int:
    return max((each.table.threshold for each in picked if each.table), default=5)
