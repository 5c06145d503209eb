"""Choose what to hide in a table so that no small count can be worked out from what is shown.

A table with totals is a flow: from "all" through row totals, cells and column totals back to "all". What is
shown is fixed; what is hidden may flow differently. A hidden count can be worked out exactly when no other
flow fits: when its edge lies on no cycle of changes the hidden edges allow. Flows are whole numbers, so this
finds what any attacker with linear programming finds, and more: the attacker assumed here also knows which
cells are hidden for being small, and that those lie between 1 and one below the threshold.
"""

from collections import deque
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
        """What the best-informed attacker knows about an unknown number before doing any sums.

        `known`, where it is given, says so outright; of other numbers nothing is known but their size.
        """
        if entry.known is not None:
            return entry.known
        if not entry.hidden or entry.value == 0:
            return 0, UNKNOWN
        small = entry.value < self.threshold
        return (1, self.threshold - 1) if small else (1, UNKNOWN)


def choose_hidden(grid: Grid) -> None:
    """Mark entries hidden: the small ones, those beside small totals, then as few others as it takes."""
    for entry in grid.entries.values():
        entry.hidden = entry.printed and (entry.must_hide or 0 < entry.value < grid.threshold)
    _hide_lines_of_small_totals(grid)
    hide_partners(grid)


def hide_partners(grid: Grid) -> None:
    """Hide more until no number that is hidden for its own sake can be worked out."""
    while True:
        _leave_no_hidden_alone(grid)
        exposed = next((e for e in grid.entries.values() if _matters(grid, e) and is_exposed(grid, e)), None)
        if exposed is None:
            return
        partner = _partner(grid, exposed)
        if partner is None:
            return
        partner.hidden = True


def hide_all(grid: Grid) -> None:
    for entry in grid.entries.values():
        entry.hidden = entry.printed


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


def _hide_lines_of_small_totals(grid: Grid) -> None:
    """A zero tells on everyone when its whole row or column is only a few answers."""
    for (row, column), entry in grid.entries.items():
        totals = [grid.entries.get((row, -1)), grid.entries.get((-1, column)), grid.entries.get((-1, -1))]
        if any(total is not None and total.hidden and 0 < total.value < grid.threshold for total in totals):
            entry.hidden = entry.printed


def _leave_no_hidden_alone(grid: Grid) -> None:
    changed = True
    while changed:
        changed = False
        for line in grid.lines():
            if sum(grid.unknown(entry) for entry in line) == 1:
                alone = next(entry for entry in line if grid.unknown(entry))
                partner = _cheapest(grid, [entry for entry in line if not grid.unknown(entry)])
                if partner is not None and alone.hidden:
                    partner.hidden = changed = True


def _matters(grid: Grid, entry: Entry) -> bool:
    return entry.hidden and (entry.must_hide or 0 < entry.value < grid.threshold)


def _partner(grid: Grid, exposed: Entry) -> Entry | None:
    """The cheapest number still shown in a line of the exposed one, or else anywhere."""
    near = [e for line in grid.lines() if exposed in line for e in line if not grid.unknown(e)]
    return _cheapest(grid, near) or _cheapest(grid, [e for e in grid.entries.values() if not grid.unknown(e)])


def _cheapest(grid: Grid, candidates: list[Entry]) -> Entry | None:
    """Rather a cell than a total or the base, a small count than a large one, a count than a zero."""
    lonely = {id(entry) for line in grid.lines() if sum(map(grid.unknown, line)) == 1 for entry in line}
    return min(
        candidates,
        key=lambda e: (
            e.tail == RETURN,
            e.is_total,
            e.value == 0,
            id(e) not in lonely,
            e.value,
            e.tail,
            e.head,
        ),
        default=None,
    )


def is_exposed(grid: Grid, entry: Entry) -> bool:
    """Whether nothing but the true value fits: no cycle of changes raises it, and none lowers it."""
    low, high = grid.bounds(entry)
    edges = _changes(grid, entry)
    can_rise = entry.value < high and _reaches(edges, entry.head, entry.tail)
    return not can_rise and not (entry.value > low and _reaches(edges, entry.tail, entry.head))


def _changes(grid: Grid, without: Entry) -> dict[str, list[str]]:
    """Where one more or one less could flow along every unknown number but one."""
    edges: dict[str, list[str]] = {}
    for entry in grid.entries.values():
        if entry is without or not grid.unknown(entry):
            continue
        low, high = grid.bounds(entry)
        if entry.value < high:
            edges.setdefault(entry.tail, []).append(entry.head)
        if entry.value > low:
            edges.setdefault(entry.head, []).append(entry.tail)
    return edges


def _reaches(edges: dict[str, list[str]], start: str, goal: str) -> bool:
    seen, waiting = {start}, deque([start])
    while waiting:
        here = waiting.popleft()
        if here == goal:
            return True
        for there in edges.get(here, ()):
            if there not in seen:
                seen.add(there)
                waiting.append(there)
    return False
