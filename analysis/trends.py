"""Say whether something grew or fell between two periods, and nothing rather than call chance a change."""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

_Z_95 = 1.959964
ENOUGH = 10
_WIDEST_FOR_STEADY = 0.4


class Direction(StrEnum):
    """Which way a share went; `too_few` means that nothing can be said."""

    up = "up"
    down = "down"
    steady = "steady"
    too_few = "too_few"


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `base` answers."""

    count: int
    base: int

    def __post_init__(self) -> None:
        if not 0 <= self.count <= self.base:
            raise ValueError("A share is of a base at least as large")


@dataclass(frozen=True, slots=True)
class Interval:
    """Between `low` and `high`, as parts of one."""

    low: float
    high: float

    @property
    def width(self) -> float:
        return self.high - self.low


def wilson(share: Share) -> Interval:
    """The Wilson 95 % interval of a share; everything from 0 to 1 when there is no base."""
    n = share.base
    if n == 0:
        return Interval(0.0, 1.0)
    p, z2 = share.count / n, _Z_95**2
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z_95 * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def direction(now: Share, before: Share) -> Direction:
    """R-46: an arrow needs ten answers in both periods and 95 % intervals that do not meet.

    Steady is only said when both intervals are so narrow (40 points) that a great change would show.
    """
    if min(now.base, before.base) < ENOUGH:
        return Direction.too_few
    here, there = wilson(now), wilson(before)
    if here.low > there.high:
        return Direction.up
    if here.high < there.low:
        return Direction.down
    if max(here.width, there.width) <= _WIDEST_FOR_STEADY:
        return Direction.steady
    return Direction.too_few
