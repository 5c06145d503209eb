"""Protect every figure of a dashboard at once, so that no choice of filters, taken from another, tells more.

A chain of tables that share their margins is one flow: from "all" through the values of the first stage, the
crossings with the next, and so on back to "all". Whole-number flows leave no gap between what linear
programming finds and what is checked here: a hidden count is safe exactly when it lies on a cycle of changes.

Answers that carry a theme are part of all answers. They are protected against somebody who knows the
true number of all answers in every place, hidden or not; and all answers with room for those that carry it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from analysis.chain import Chain
from analysis.safe_counts import _KEY, HIDDEN, THRESHOLD, Rounding, SafeCounts, Shown
from analysis.suppression import ALL, RETURN, Entry, Grid, hide_all, hide_partners

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
    """The flow of one chain: its numbers by where they stand."""

    chain: Chain
    grid: Grid
    spots: dict[Spot, Entry]


def protect_lattice(everyone: Chain, themes: Mapping[str, Chain], threshold: int = THRESHOLD) -> Lattice:
    """Safe tables for all answers and for each theme; a stage both have is the same stage."""
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
        _mark_carrying(net, every)
        hide_partners(net.grid)
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
    lines: dict[tuple[str, str, bool], list[Entry]] = {}
    for (stage, value, after, other), entry in net.spots.items():
        if after:
            lines.setdefault((stage, value, True), []).append(entry)
            lines.setdefault((after, other, False), []).append(entry)
    for (stage, value, _outward), line in lines.items():
        line.append(net.spots[stage, value, "", ""])
    margins = [
        [net.spots[stage.name, value, "", ""] for value in stage.values] + [net.spots[BASE]]
        for stage in net.chain.stages
    ]
    net.grid.drawn = [*lines.values(), *margins]


def _mark_small(net: _Net) -> None:
    """Small counts are hidden, and with a small total everything that adds up to it, zeros too."""
    for entry in net.grid.entries.values():
        entry.hidden = 0 < entry.value < net.grid.threshold
    for (stage, value, after, other), entry in net.spots.items():
        if after and (net.spots[stage, value, "", ""].hidden or net.spots[after, other, "", ""].hidden):
            entry.hidden = True


def _leave_room(every: _Net, carried: Mapping[str, _Net]) -> None:
    """No hidden number of all answers is taken to fall below those of them that carry some theme."""
    for spot, entry in every.spots.items():
        if 0 < entry.value < every.grid.threshold:
            most = max((net.spots[spot].value for net in carried.values() if spot in net.spots), default=0)
            entry.known = (min(most, entry.value - 1), every.grid.threshold - 1)


def _mark_carrying(net: _Net, every: _Net) -> None:
    threshold = net.grid.threshold
    small = {spot for spot, entry in net.spots.items() if 0 < entry.value < threshold}
    for spot, entry in net.spots.items():
        stage, value, after, other = spot
        under_small = after and ((stage, value, "", "") in small or (after, other, "", "") in small)
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
