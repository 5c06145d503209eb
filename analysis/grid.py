"""A table with its margins as a flow, where what is hidden may flow differently.

A table with totals is a flow: from "all" through row totals, cells and column totals back to "all". What is
shown is fixed; what is hidden, or was never printed, is not.
"""

from dataclasses import dataclass, field

ALL, RETURN = "all", "return"
UNKNOWN = 10**9
Place = tuple[int, int]


@dataclass(slots=True, eq=False)
class Entry:
    """One number of a table or its margins: an edge of the flow from `tail` to `head`."""

    value: int
    tail: str
    head: str
    printed: bool
    is_total: bool = False
    must_hide: bool = False
    hidden: bool = False
    known: tuple[int, int] | None = None


@dataclass(slots=True)
class Grid:
    """A table with its margins, by (row, column); row or column -1 is a total, (-1, -1) the base."""

    threshold: int
    entries: dict[Place, Entry] = field(default_factory=dict)
    drawn: list[list[Entry]] = field(default_factory=list)

    def unknown(self, entry: Entry) -> bool:
        return entry.hidden or not entry.printed

    def lines(self) -> list[list[Entry]]:
        """Every row and column with its total, and the two lines of totals with the base."""
        if not self.drawn:
            for axis in (0, 1):
                for number in sorted({place[axis] for place in self.entries}):
                    self.drawn.append([e for place, e in self.entries.items() if place[axis] == number])
        return self.drawn

    def bounds(self, entry: Entry) -> tuple[int, int]:
        """What the best-informed attacker knows of a number that is hidden, before doing any sums.

        `known`, where it is given, says so outright; of other numbers nothing is known but their size.
        """
        if entry.known is not None:
            return entry.known
        if not entry.printed or entry.value == 0:
            return 0, UNKNOWN
        small = entry.value < self.threshold
        return (1, self.threshold - 1) if small else (1, UNKNOWN)


def grid_of(
    counts: tuple[tuple[int, ...], ...],
    width: int,
    threshold: int,
    *,
    row_totals: bool,
    column_totals: bool,
    base: bool,
) -> Grid:
    """The grid of a table; the three say which sums will be printed."""
    grid = Grid(threshold)
    for row, line in enumerate(counts):
        for column, value in enumerate(line):
            grid.entries[row, column] = Entry(value, f"r{row}", f"c{column}", printed=True)
        grid.entries[row, -1] = Entry(sum(line), ALL, f"r{row}", printed=row_totals, is_total=True)
    for column in range(width):
        total = sum(line[column] for line in counts)
        grid.entries[-1, column] = Entry(total, f"c{column}", RETURN, printed=column_totals, is_total=True)
    grid.entries[-1, -1] = Entry(sum(map(sum, counts)), RETURN, ALL, printed=base, is_total=True)
    return grid
