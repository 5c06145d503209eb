"""Which codes are found in the same answers, told only where all four corners of the square are large."""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.counts import Table, Totals
from analysis.disclosure import protect
from analysis.exact import benjamini_hochberg, fisher
from analysis.safe_counts import HIDDEN, THRESHOLD, SafeCounts

BOTH, ALONE = "both", "without"
FALSE_ALARMS = 0.05


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codes and the square of answers with and without each; `lift` over what chance would bring."""

    one: str
    other: str
    counts: SafeCounts
    lift: float


def pairs_together(
    alone: Mapping[str, int], both: Mapping[tuple[str, str], int], base: int, threshold: int = THRESHOLD
) -> list[Pair]:
    """Pairs found together more often than chance explains, the strongest first.

    A pair is told only when no corner of its square would have to be hidden; others are not there, so
    nothing shows which were looked at.
    """
    squares = {}
    for (one, other), together in both.items():
        corners = (
            together,
            alone[one] - together,
            alone[other] - together,
            base - alone[one] - alone[other] + together,
        )
        if min(corners) >= threshold:
            squares[one, other] = corners
    tests = [fisher(a, a + b, c, c + d) for a, b, c, d in squares.values()]
    chances = benjamini_hochberg(tests)
    found = []
    for ((one, other), (a, b, c, d)), chance in zip(squares.items(), chances, strict=True):
        lift = a * base / ((a + b) * (a + c))
        safe = protect(Table((BOTH, ALONE), (BOTH, ALONE), ((a, b), (c, d)), Totals.ALL), threshold)
        if lift > 1 and chance <= FALSE_ALARMS and safe.cell(BOTH, BOTH) != HIDDEN:
            found.append(Pair(one, other, safe, lift))
    return sorted(found, key=lambda pair: (-pair.lift, pair.one, pair.other))
