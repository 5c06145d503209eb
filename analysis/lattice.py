"""Protect every figure of a dashboard at once, so that no choice of filters, taken from another, tells more.

A chain of tables that share their margins is one flow: from "all" through the values of the first stage, the
crossings with the next, and so on back to "all". Whole-number flows leave no gap between what linear
programming finds and what is checked here: a hidden count is safe exactly when it lies on a cycle of changes.

Answers that carry a theme are part of all answers. They are protected against somebody who knows the
true number of all answers in every place, hidden or not; and all answers with room for those that carry it.
How many of a small group carry a theme is never told, nor left to be worked out, all and none included; but
that none of them do is, where none of a larger group around them does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from analysis.chain import Chain
from analysis.grid import ALL, RETURN, Entry, Grid
from analysis.safe_counts import _KEY, HIDDEN, SMALL_GROUP, THRESHOLD, Rounding, SafeCounts, Shown
from analysis.suppression import hide_all, hide_partners

BASE = ("", "", "", "")
Spot = tuple[str, str, str, str]


@dataclass(frozen=True)
class Lattice:
    """Tables by the names of the two stages they cross, for all answers and for those that carry a theme.

    A theme whose own total has to be hidden is not there at all.
    """

    everyone: Mapping[tuple[str, str], SafeCounts]
    carrying: Mapping[str, Mapping[tuple[str, str], SafeCounts]]


@dataclass
class _Net:
    """The flow of one chain: its numbers by where they stand, and each margin with what adds up to it."""

    chain: Chain
    grid: Grid
    spots: dict[Spot, Entry]
    lines: list[tuple[Spot, list[Spot]]] = field(default_factory=list)


def protect_lattice(
    everyone: Chain,
    themes: Mapping[str, Chain],
    threshold: int = THRESHOLD,
    *,
    small_group: int = SMALL_GROUP,
) -> Lattice:
    """Safe tables for all answers and for each theme; a stage both have is the same stage.

    Of fewer than `small_group` people nothing is told of how many carry a theme, or how they see it.
    """
    if threshold < 3:
        raise ValueError("A threshold under three hides nothing")
    every = _net(everyone, threshold)
    carried = {slug: _net(chain, threshold) for slug, chain in themes.items()}
    _mark_small(every)
    _leave_room(every, carried)
    hide_partners(every.grid)
    if every.spots[BASE].hidden:
        hide_all(every.grid)
    for net in carried.values():
        _protect_carrying(net, every, small_group)
    return Lattice(
        _tables(every),
        {slug: _tables(net) for slug, net in carried.items() if _has_a_total(net)},
    )


def _has_a_total(net: _Net) -> bool:
    base = net.spots[BASE]
    return not base.hidden and base.value > 0


def _net(chain: Chain, threshold: int) -> _Net:
    net = _Net(chain, Grid(threshold), {})
    last = len(chain.stages) - 1
    for number, stage in enumerate(chain.stages):
        for value in stage.values:
            tail = ALL if number == 0 else f"{number} in {value}"
            head = RETURN if number == last else f"{number} out {value}"
            _place(net, (stage.name, value, "", ""), chain.alone[number][value], tail, head, total=True)
        if number < last:
            after = chain.stages[number + 1]
            for value in stage.values:
                for other in after.values:
                    tail, head = f"{number} out {value}", f"{number + 1} in {other}"
                    count = chain.crossed[number][value, other]
                    _place(net, (stage.name, value, after.name, other), count, tail, head, total=False)
    _place(net, BASE, chain.base, RETURN, ALL, total=True)
    _draw_lines(net)
    return net


def _place(net: _Net, spot: Spot, count: int, tail: str, head: str, *, total: bool) -> None:
    entry = Entry(count, tail, head, printed=True, is_total=total)
    net.spots[spot] = entry
    net.grid.entries[len(net.spots), 0] = entry


def _draw_lines(net: _Net) -> None:
    """What adds up to what: crossings to either margin, and the margins of each stage to the base."""
    outward: dict[Spot, list[Spot]] = {}
    inward: dict[Spot, list[Spot]] = {}
    for spot in net.spots:
        if spot[2]:
            before, after = _margins(spot)
            outward.setdefault(before, []).append(spot)
            inward.setdefault(after, []).append(spot)
    net.lines = [*outward.items(), *inward.items()]
    margins = [(BASE, [(stage.name, value, "", "") for value in stage.values]) for stage in net.chain.stages]
    net.grid.drawn = [[net.spots[spot] for spot in (*line, total)] for total, line in (*net.lines, *margins)]


def _mark_small(net: _Net) -> None:
    """Small counts are hidden, and with a small total everything that adds up to it, zeros too."""
    for entry in net.grid.entries.values():
        entry.hidden = 0 < entry.value < net.grid.threshold
    for spot, entry in net.spots.items():
        if spot[2] and any(net.spots[margin].hidden for margin in _margins(spot)):
            entry.hidden = True


def _leave_room(every: _Net, carried: Mapping[str, _Net]) -> None:
    """No hidden number of all answers is taken to fall below those of them that carry some theme."""
    for spot, entry in every.spots.items():
        if 0 < entry.value < every.grid.threshold:
            most = max((net.spots[spot].value for net in carried.values() if spot in net.spots), default=0)
            entry.known = (min(most, entry.value - 1), every.grid.threshold - 1)


def _protect_carrying(net: _Net, every: _Net, small_group: int) -> None:
    """Hide until nothing is left to find, what a number hidden meanwhile no longer tells included."""
    _mark_carrying(net, every)
    sizes = {spot: _group_size(net, every, spot) for spot in net.spots}
    none_of_more = None
    while none_of_more != (known := _none_of_a_larger_group(net, sizes, small_group)):
        none_of_more = known
        for spot, size in sizes.items():
            if 0 < size < small_group and spot not in known:
                net.spots[spot].must_hide = net.spots[spot].hidden = True
                net.spots[spot].known = (0, size)
        hide_partners(net.grid)


def _group_size(net: _Net, every: _Net, spot: Spot) -> int:
    """How many people a number tells of: all in its place, or where it splits those who carry it, these."""
    stage, value, after, _other = spot
    beside = every.spots.get(spot)
    if beside is not None:
        return beside.value
    margin = (stage, value, "", "") if after else BASE
    return net.spots[margin].value or every.spots[margin].value


def _none_of_a_larger_group(net: _Net, sizes: Mapping[Spot, int], small_group: int) -> set[Spot]:
    """Where nobody carries the theme because, as is told, nobody does in a larger group around them."""
    known = {
        spot
        for spot, size in sizes.items()
        if size >= small_group and not net.spots[spot].value and not net.spots[spot].hidden
    }
    while True:
        parts = {crossing for margin, line in net.lines if margin in known for crossing in line}
        found = known | parts | {spot for spot, size in sizes.items() if not size}
        wholes = {margin for margin, line in net.lines if found.issuperset(line)}
        if parts | wholes <= known:
            return known
        known |= parts | wholes


def _margins(crossing: Spot) -> tuple[Spot, Spot]:
    stage, value, after, other = crossing
    return (stage, value, "", ""), (after, other, "", "")


def _mark_carrying(net: _Net, every: _Net) -> None:
    threshold = net.grid.threshold
    small = {spot for spot, entry in net.spots.items() if 0 < entry.value < threshold}
    for spot, entry in net.spots.items():
        under_small = spot[2] and not small.isdisjoint(_margins(spot))
        beside = every.spots.get(spot)
        if beside is None:
            entry.hidden = spot in small or bool(under_small)
            entry.known = (0, threshold - 1) if spot in small else None
            continue
        left = beside.value - entry.value
        entry.must_hide = not beside.hidden and 0 < left < threshold
        entry.hidden = entry.must_hide or beside.hidden or spot in small or bool(under_small)
        entry.known = _known(entry, beside, threshold)


def _known(entry: Entry, beside: Entry, threshold: int) -> tuple[int, int]:
    """What somebody knows of a count who knows how many answers there are in its place."""
    left = beside.value - entry.value
    if beside.hidden or entry.value == 0:
        return 0, beside.value
    if entry.value < threshold:
        return 0, threshold - 1
    return (beside.value - threshold + 1 if 0 < left < threshold else 0), beside.value


def _tables(net: _Net) -> dict[tuple[str, str], SafeCounts]:
    def shown(*spot: str) -> Shown:
        entry = net.spots[spot[0], spot[1], spot[2], spot[3]]
        return HIDDEN if entry.hidden else entry.value

    stages = net.chain.stages
    return {
        (one.name, two.name): SafeCounts(
            rows=one.values,
            columns=two.values,
            cells=tuple(tuple(shown(one.name, r, two.name, c) for c in two.values) for r in one.values),
            row_totals=tuple(shown(one.name, r, "", "") for r in one.values),
            column_totals=tuple(shown(two.name, c, "", "") for c in two.values),
            base=shown(*BASE),
            threshold=net.grid.threshold,
            rounding=Rounding.NONE,
            key=_KEY,
        )
        for one, two in pairwise(stages)
    }
