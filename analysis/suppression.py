"""Choose what to hide in a table: what is small, and as little else as keeps that from being found."""

from analysis.grid import Entry, Grid
from analysis.rings import cheapest_ring, is_exposed, on_a_ring


def choose_hidden(grid: Grid) -> None:
    """Mark entries hidden: the small ones, those beside small totals, then as few others as it takes."""
    for entry in grid.entries.values():
        entry.hidden = entry.printed and (entry.must_hide or 0 < entry.value < grid.threshold)
    _hide_lines_of_small_totals(grid)
    hide_partners(grid)


def hide_partners(grid: Grid) -> None:
    """Hide more until no number hidden for its own sake can be worked out, and none is hidden alone."""
    while (exposed := _first_exposed(grid)) is not None:
        ring = cheapest_ring(grid, exposed)
        if not ring:
            hide_all(grid)
            return
        for entry in ring:
            entry.hidden = True
    _leave_none_alone(grid)


def hide_all(grid: Grid) -> None:
    for entry in grid.entries.values():
        entry.hidden = entry.printed


def _hide_lines_of_small_totals(grid: Grid) -> None:
    """A zero tells on everyone when its whole row or column is only a few answers."""
    for (row, column), entry in grid.entries.items():
        totals = [grid.entries.get((row, -1)), grid.entries.get((-1, column)), grid.entries.get((-1, -1))]
        if any(total is not None and total.hidden and 0 < total.value < grid.threshold for total in totals):
            entry.hidden = entry.printed


def _leave_none_alone(grid: Grid) -> None:
    """No row or column with a total has exactly one hidden number (R-42)."""
    for line in grid.lines():
        unknown = [entry for entry in line if grid.unknown(entry)]
        if len(unknown) == 1 and unknown[0].hidden:
            for entry in cheapest_ring(grid, unknown[0]):
                entry.hidden = True


def _matters(grid: Grid, entry: Entry) -> bool:
    return entry.hidden and (entry.must_hide or 0 < entry.value < grid.threshold)


def _first_exposed(grid: Grid) -> Entry | None:
    """Only those are looked at closely that stand on no ring of numbers which may all rise and fall."""
    matter = [entry for entry in grid.entries.values() if _matters(grid, entry)]
    ringed = on_a_ring(grid) if matter else frozenset()
    return next((entry for entry in matter if id(entry) not in ringed and is_exposed(grid, entry)), None)
