"""Random tables of every shape the product prints, and what an attacker knows who sees one protected."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.counts import Groups, Table, Tally, Totals
from analysis.disclosure import protect
from analysis.safe_counts import HIDDEN, SMALL_GROUP, SafeCounts, Shown
from tests.analysis.puzzles import Puzzle, alone

Within = tuple[Table | Tally, ...]


@dataclass(frozen=True)
class Printed:
    """Raw counts, the wider ones issued beside them, and what is printed of them."""

    raw: Table | Tally
    within: Within
    safe: SafeCounts

    @property
    def table(self) -> Table:
        """A list of items as what it is: a table of one column with the base below it."""
        raw = self.raw
        if isinstance(raw, Table):
            return raw
        lines = tuple((count,) for count in raw.counts)
        return Table(raw.items, ("answers",), lines, Totals.NONE, column_bases=(raw.base,))


def some_printed(chance: random.Random) -> Printed:
    """Of a hundred: 30 cross tables, 15 lists, 20 of groups, 20 of themes by place, 15 lists of themes or
    codes.

    One in twenty is as large as the product's largest, up to 12 rows by 7 columns; the others up to 5 by 4.
    """
    kind = chance.choices(("cross", "list", "groups", "places", "themes"), (30, 15, 20, 20, 15))[0]
    height, width = (12, 7) if chance.random() < 0.05 else (5, 4)
    rows = tuple(f"row {n}" for n in range(chance.randint(1, height)))
    columns = tuple(f"column {n}" for n in range(chance.randint(1, width)))
    if kind == "list":
        return _protected(Table(rows, ("answers",), _counts(rows, ("answers",), chance), Totals.COLUMNS))
    if kind == "themes":
        return _list_of_themes(rows, chance)
    if kind == "places":
        return _by_place(rows, columns, chance)
    totals = chance.choice(list(Totals))
    groups = Groups.NONE if kind == "cross" else chance.choice((Groups.ROWS, Groups.COLUMNS))
    return _protected(Table(rows, columns, _counts(rows, columns, chance), totals, groups=groups))


def _protected(raw: Table | Tally, within: Within = ()) -> Printed:
    return Printed(raw, within, protect(raw, within=within))


def _some_count(chance: random.Random) -> int:
    return chance.choice((0, chance.randint(0, 9), chance.randint(0, 60)))


def _counts(
    rows: Sequence[str], columns: Sequence[str], chance: random.Random
) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(_some_count(chance) for _ in columns) for _ in rows)


def _carrying(base: int, chance: random.Random) -> int:
    """Of so many: none, all, nearly all or any number."""
    return chance.choice((0, base, max(0, base - chance.randint(0, 5)), chance.randint(0, base)))


def _by_place(rows: tuple[str, ...], columns: tuple[str, ...], chance: random.Random) -> Printed:
    bases = tuple(_some_count(chance) for _ in columns)
    counts = tuple(tuple(_carrying(base, chance) for base in bases) for _ in rows)
    everyone = Table(rows, columns, (bases,) * len(rows), Totals.ROWS, bases)
    return _protected(Table(rows, columns, counts, Totals.ROWS, bases), (everyone,))


def _list_of_themes(rows: tuple[str, ...], chance: random.Random) -> Printed:
    base = chance.choice((chance.randint(0, 12), chance.randint(0, 80)))
    tally = Tally(rows, tuple(_carrying(base, chance) for _ in rows), base)
    return _protected(tally, (Tally(rows, (base,) * len(rows), base),))


def puzzle_of(printed: Printed) -> Puzzle:
    """What is printed, with what is small known to be small; wanted is what may not be found.

    Wanted are hidden numbers below the threshold, those that leave so few of their group, and, of a group of
    fewer than ten, how its answers fall, all and none included.
    """
    puzzle, table, safe = Puzzle(), printed.table, printed.safe
    bases = _bases(puzzle, table, safe) if table.column_bases is not None else []
    cells: dict[tuple[int, int], int] = {}
    for row, line in enumerate(table.counts):
        for column, value in enumerate(line):
            size = table.group_size(row, column) or 0
            cells[row, column] = cell = _number(
                puzzle,
                f"cell {row},{column}",
                safe.cells[row][column],
                value,
                size,
                safe.threshold,
                least=0 if _hides_zeros(printed, row, column) else 1,
            )
            if bases:
                _add_rest(puzzle, cell, bases[column], value, size, printed, f"cell {row},{column}")
    least = 0 if _is_a_few(safe.base, table.base, safe) else 1
    for row, total in enumerate(safe.row_totals or ()):
        parts = [cells[row, column] for column in range(len(table.columns))]
        true, size = sum(table.counts[row]), table.group_size(row, -1) or 0
        _add_total(puzzle, f"row {row}", total, parts, true, size, safe, least=least)
    if not bases:
        for column, total in enumerate(safe.column_totals or ()):
            parts = [cells[row, column] for row in range(len(table.rows))]
            true, size = sum(line[column] for line in table.counts), table.group_size(-1, column) or 0
            _add_total(puzzle, f"column {column}", total, parts, true, size, safe, least=least)
        _add_total(puzzle, "base", safe.base, list(cells.values()), table.base, 0, safe)
    return puzzle


def _bases(puzzle: Puzzle, table: Table, safe: SafeCounts) -> list[int]:
    """How many people each column is of, and that they make the base."""
    found = [
        _number(puzzle, f"base {column}", shown, true, 0, safe.threshold)
        for column, (shown, true) in enumerate(
            zip(safe.column_totals or (), table.column_bases or (), strict=True)
        )
    ]
    _add_total(puzzle, "base", safe.base, found, table.base, 0, safe)
    return found


def _hides_zeros(printed: Printed, row: int, column: int) -> bool:
    """Whether a total over it is itself a few: its zeros are then hidden too, as everybody may know."""
    table, safe = printed.table, printed.safe
    totals = [(safe.base, table.base)]
    if safe.row_totals:
        totals.append((safe.row_totals[row], sum(table.counts[row])))
    if safe.column_totals and table.column_bases is None:
        totals.append((safe.column_totals[column], sum(line[column] for line in table.counts)))
    return any(_is_a_few(shown, true, safe) for shown, true in totals)


def _is_a_few(shown: Shown, true: int, safe: SafeCounts) -> bool:
    return shown == HIDDEN and 0 < true < safe.threshold


def _number(
    puzzle: Puzzle, name: str, shown: Shown, true: int, size: int, threshold: int, *, least: int = 1
) -> int:
    """An unknown: what is printed is known, what is hidden for being small is known to be that."""
    if isinstance(shown, int):
        return puzzle.unknown(shown, shown)
    of_few = 0 < size < SMALL_GROUP
    small = 0 < true < threshold
    place = puzzle.unknown(least, threshold - 1) if small and not of_few else puzzle.unknown()
    if small or of_few:
        puzzle.wanted[name] = alone(place)
    return place


def _add_rest(
    puzzle: Puzzle, cell: int, base: int, true: int, size: int, printed: Printed, name: str
) -> None:
    """No more carry a theme than there are; where nearly all do, the attacker knows it is hidden for that."""
    threshold = printed.safe.threshold
    nearly_all = printed.within and 0 < size - true < threshold and size >= SMALL_GROUP
    if nearly_all:
        puzzle.part_of(alone(cell), alone(base), 1, threshold - 1)
        puzzle.wanted[name] = alone(cell)
    else:
        puzzle.part_of(alone(cell), alone(base))


def _add_total(
    puzzle: Puzzle,
    name: str,
    shown: Shown,
    parts: list[int],
    true: int,
    size: int,
    safe: SafeCounts,
    *,
    least: int = 1,
) -> None:
    total = _number(puzzle, name, shown, true, size, safe.threshold, least=least)
    puzzle.sums.append(({**alone(*parts), total: -1.0}, 0.0))
