"""Raw counts before anyone may see them: tables, lists of codes, and people apart from responses."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Totals(StrEnum):
    """Which sums of a table will be printed beside it."""

    ALL = "all"
    ROWS = "rows"
    COLUMNS = "columns"
    NONE = "none"


class Groups(StrEnum):
    """Which lines of a table are groups of people whose answers its cells tell, not only who they are."""

    NONE = "none"
    ROWS = "rows"
    COLUMNS = "columns"


class BadCounts(ValueError):
    """Counts that cannot be true: negative, ragged, or more than their base."""


@dataclass(frozen=True, slots=True)
class Table:
    """Counts of answers, `counts[row][column]`, where every answer stands in exactly one cell.

    Where one answer may stand in several rows (themes), say how many answers each column holds in
    `column_bases`: columns then do not add up, and the bases are printed in place of their totals. Each
    column of such a table is a group of people; of other tables say so in `groups`.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    totals: Totals = Totals.ALL
    column_bases: tuple[int, ...] | None = None
    groups: Groups = Groups.NONE

    def __post_init__(self) -> None:
        _check_names(self.rows)
        _check_names(self.columns)
        if len(self.counts) != len(self.rows) or any(len(row) != len(self.columns) for row in self.counts):
            raise BadCounts("A table needs one count for each row and column")
        if any(count < 0 for row in self.counts for count in row):
            raise BadCounts("A count cannot be less than nothing")
        if self.column_bases is not None:
            if len(self.column_bases) != len(self.columns):
                raise BadCounts("A table needs one base for each column")
            if any(n > base for row in self.counts for n, base in zip(row, self.column_bases, strict=True)):
                raise BadCounts("A count cannot be more than its base")

    @property
    def base(self) -> int:
        """How many answers the table is about."""
        return sum(map(sum, self.counts)) if self.column_bases is None else sum(self.column_bases)

    def group_size(self, row: int, column: int) -> int | None:
        """How many people a cell, or a total where -1, tells the answers of; nothing where it tells none."""
        if self.column_bases is not None and row >= 0:
            return self.column_bases[column] if column >= 0 else self.base
        if self.groups is Groups.ROWS and column >= 0:
            return sum(self.counts[row]) if row >= 0 else self.base
        if self.groups is Groups.COLUMNS and row >= 0:
            return sum(line[column] for line in self.counts) if column >= 0 else self.base
        return None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of `base` answers carry each item, where one answer can carry several or none."""

    items: tuple[str, ...]
    counts: tuple[int, ...]
    base: int

    def __post_init__(self) -> None:
        _check_names(self.items)
        if len(self.items) != len(self.counts):
            raise BadCounts("A tally needs one count for each item")
        if any(not 0 <= count <= self.base for count in self.counts):
            raise BadCounts("A count must lie between nothing and its base")


@dataclass(frozen=True, slots=True)
class Turnout:
    """People apart from responses; `unnamed` responses count as one person each, for want of better."""

    people: int
    responses: int
    unnamed: int


def _check_names(names: Sequence[str]) -> None:
    if len(set(names)) != len(names):
        raise BadCounts("Rows, columns and items need a name of their own each")


def tally(codings: Iterable[tuple[Hashable, str]], items: Sequence[str], base: int) -> Tally:
    """From (answer, item) pairs, an answer counted once an item, in the order of `items`, without others."""
    counted = Counter(item for _, item in set(codings))
    return Tally(tuple(items), tuple(counted[item] for item in items), base)


def cross_tabulate(
    places: Iterable[tuple[str, str]],
    rows: Sequence[str],
    columns: Sequence[str],
    totals: Totals = Totals.ALL,
) -> Table:
    """From one (row, column) an answer, in the order of `rows` and `columns`; others are left out."""
    counted = Counter(places)
    counts = tuple(tuple(counted[row, column] for column in columns) for row in rows)
    return Table(tuple(rows), tuple(columns), counts, totals)


def turnout(people: Iterable[Hashable | None]) -> Turnout:
    """From who gave each response (nothing when unknown); somebody who answers twice is one person (R-47)."""
    given = list(people)
    unnamed = sum(person is None for person in given)
    return Turnout(len({p for p in given if p is not None}) + unnamed, len(given), unnamed)
