"""Keep a narrower view from being taken from a wider one to find a small number (R-44)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.counts import Table, Tally, Totals
from analysis.safe_counts import HIDDEN, THRESHOLD, Shown


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a pack: what it counts, and the conditions it was filtered by ("locality=Boston")."""

    indicator: str
    filters: frozenset[str]
    count: int

    def tells_with(self, other: "Figure", threshold: int) -> bool:
        """Whether one is part of the other and what lies between them is a small number."""
        nested = self.filters <= other.filters or other.filters <= self.filters
        return self.indicator == other.indicator and nested and 0 < abs(self.count - other.count) < threshold


def difference_safe(issued: Iterable[Figure], threshold: int = THRESHOLD) -> tuple[Shown, ...]:
    """The figures as issued, each hidden where taking it from an earlier one leaves a small number."""
    shown: list[Shown] = []
    given: list[Figure] = []
    for figure in issued:
        tells = any(figure.tells_with(other, threshold) for other in given)
        if tells or 0 < figure.count < threshold:
            shown.append(HIDDEN)
        else:
            shown.append(figure.count)
            given.append(figure)
    return tuple(shown)


def as_table(counts: Tally) -> Table:
    return Table(
        counts.items,
        ("answers",),
        tuple((n,) for n in counts.counts),
        Totals.NONE,
        column_bases=(counts.base,),
    )


def would_differ(
    table: Table, row: int, column: int, within: Sequence[Table | Tally], threshold: int
) -> bool:
    """Whether a wider count of the same cell (or total, where -1) less this one is a small number."""
    named = (table.rows[row] if row >= 0 else None, table.columns[column] if column >= 0 else None)
    ours = _value(table, *named)
    for wider in within:
        theirs = _value(wider if isinstance(wider, Table) else as_table(wider), *named)
        if ours is not None and theirs is not None and 0 < theirs - ours < threshold:
            return True
    return False


def _value(table: Table, row: str | None, column: str | None) -> int | None:
    """A cell, or the sum of what is not named; nothing when a name is not there."""
    if (row is not None and row not in table.rows) or (column is not None and column not in table.columns):
        return None
    lines = table.counts if row is None else (table.counts[table.rows.index(row)],)
    return sum(sum(line) if column is None else line[table.columns.index(column)] for line in lines)
