"""Which hidden numbers can be worked out, and the cheapest others to hide so that they cannot.

A hidden count can be worked out exactly when no other flow fits what is shown: when its edge lies on no
ring of changes that the hidden edges allow. Flows are whole numbers, so this finds what any attacker with
linear programming finds, and more: the attacker assumed here also knows which cells are hidden for being
small, and that those lie between 1 and one below the threshold.
"""

from collections import deque
from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import count

from analysis.grid import RETURN, Entry, Grid

_CELL, _ZERO, _TOTAL, _BASE = 1_000, 1_500, 4_000, 1_000_000
_LARGEST_TOLD_APART = 400


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


def on_a_ring(grid: Grid) -> frozenset[int]:
    """Ids of entries on a ring of unknown numbers that may all rise and fall: no bridges (Tarjan 1974)."""
    ways: dict[str, list[tuple[str, Entry]]] = {}
    for entry in grid.entries.values():
        low, high = grid.bounds(entry)
        if grid.unknown(entry) and low < entry.value < high:
            ways.setdefault(entry.tail, []).append((entry.head, entry))
            ways.setdefault(entry.head, []).append((entry.tail, entry))
    met: dict[str, int] = {}
    reach: dict[str, int] = {}
    ringed: set[int] = set()
    for root in ways:
        if root not in met:
            _walk_from(root, ways, met, reach, ringed)
    return frozenset(ringed)


def _walk_from(
    root: str,
    ways: dict[str, list[tuple[str, Entry]]],
    met: dict[str, int],
    reach: dict[str, int],
    ringed: set[int],
) -> None:
    """Depth first: a way back to what was met before makes a ring of all ways between."""
    met[root] = reach[root] = len(met)
    path: list[tuple[str, Entry | None, Iterator[tuple[str, Entry]]]] = [(root, None, iter(ways[root]))]
    while path:
        here, came_by, left = path[-1]
        step = next(left, None)
        if step is None:
            path.pop()
            if came_by is not None:
                before = path[-1][0]
                reach[before] = min(reach[before], reach[here])
                if reach[here] <= met[before]:
                    ringed.add(id(came_by))
        elif step[1] is not came_by:
            there, entry = step
            if there in met:
                reach[here] = min(reach[here], met[there])
                ringed.add(id(entry))
            else:
                met[there] = reach[there] = len(met)
                path.append((there, entry, iter(ways[there])))


def cheapest_ring(grid: Grid, exposed: Entry) -> list[Entry]:
    """What is still shown of the cheapest ring the exposed number can change along; nothing where none is.

    Rather cells than totals, and the base last; rather counts than zeros, and small counts than large ones.
    """
    ways: dict[str, list[tuple[str, int, Entry]]] = {}
    for entry in grid.entries.values():
        if entry is not exposed:
            low, high = grid.bounds(entry)
            cost = 0 if grid.unknown(entry) else _cost(entry)
            if entry.value < high:
                ways.setdefault(entry.tail, []).append((entry.head, cost, entry))
            if entry.value > low:
                ways.setdefault(entry.head, []).append((entry.tail, cost, entry))
    low, high = grid.bounds(exposed)
    risen = _cheapest_way(ways, exposed.head, exposed.tail) if exposed.value < high else None
    fallen = _cheapest_way(ways, exposed.tail, exposed.head) if exposed.value > low else None
    found = min((way for way in (risen, fallen) if way), key=lambda way: way[0], default=None)
    return [entry for entry in found[1] if not grid.unknown(entry)] if found else []


def _cost(entry: Entry) -> int:
    if entry.tail == RETURN:
        return _BASE
    if entry.is_total:
        return _TOTAL
    return _CELL + min(entry.value, _LARGEST_TOLD_APART) if entry.value else _ZERO


def _cheapest_way(
    ways: dict[str, list[tuple[str, int, Entry]]], start: str, goal: str
) -> tuple[int, list[Entry]] | None:
    """Dijkstra's, with what it costs and the entries on the way."""
    turn = count()
    waiting: list[tuple[int, int, str, list[Entry]]] = [(0, next(turn), start, [])]
    done: set[str] = set()
    while waiting:
        cost, _turn, here, taken = heappop(waiting)
        if here == goal:
            return cost, taken
        if here in done:
            continue
        done.add(here)
        for there, more, entry in ways.get(here, ()):
            if there not in done:
                heappush(waiting, (cost + more, next(turn), there, [*taken, entry]))
    return None
