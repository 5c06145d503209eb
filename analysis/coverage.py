"""Who has not been heard from: what printed figures say of a place or group where many or none answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from analysis.safe_counts import Shown


class Heard(StrEnum):
    """How far somebody has been heard; `few` stands for one to four, or a number kept back."""

    nobody = "nobody"
    few = "few"
    less = "less"
    heard = "heard"


@dataclass(frozen=True, slots=True)
class Reached:
    """One group, place or language, and how many of it answered now and before."""

    name: str
    now: Shown
    before: Shown
    heard: Heard


def reached(now: Mapping[str, Shown], before: Mapping[str, Shown]) -> list[Reached]:
    """Those least heard first: nobody, then few, then less than half of what it was, then the rest."""
    found = [
        Reached(name, count, before.get(name, 0), _heard(count, before.get(name, 0)))
        for name, count in now.items()
    ]
    order = list(Heard)
    return sorted(found, key=lambda line: (order.index(line.heard), _size(line.now)))


def _size(count: Shown) -> int:
    return -1 if isinstance(count, str) else count


def _heard(now: Shown, before: Shown) -> Heard:
    if now == 0:
        return Heard.nobody
    if isinstance(now, str):
        return Heard.few
    if isinstance(before, int) and 2 * now < before:
        return Heard.less
    return Heard.heard
