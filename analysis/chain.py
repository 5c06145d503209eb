"""Counts of one set of answers by several things at once: the tables a dashboard may show, side by side.

The stages stand in a chain (locality, service, group, survey): each is shown alone and crossed with its
neighbours, never with the others. So everything shown is one flow through the chain, and what is hidden can
be checked exactly (see `lattice`).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from analysis.counts import BadCounts


@dataclass(frozen=True, slots=True)
class Stage:
    """One thing answers are counted by, and every value it can have."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Chain:
    """How many answers stand in each place: `counts` by one value a stage; each answer stands once."""

    stages: tuple[Stage, ...]
    counts: Mapping[tuple[str, ...], int]

    def __post_init__(self) -> None:
        if len({stage.name for stage in self.stages}) != len(self.stages) or len(self.stages) < 2:
            raise BadCounts("A chain has two stages or more, each with a name of its own")
        for place, count in self.counts.items():
            fits = len(place) == len(self.stages)
            if not fits or any(v not in s.values for v, s in zip(place, self.stages, strict=True)):
                raise BadCounts("A count stands at one value of each stage")
            if count < 0:
                raise BadCounts("A count cannot be less than nothing")

    @property
    def base(self) -> int:
        return sum(self.counts.values())

    @cached_property
    def alone(self) -> tuple[Counter[str], ...]:
        """For each stage, how many answers have each value."""
        found: tuple[Counter[str], ...] = tuple(Counter() for _stage in self.stages)
        for place, count in self.counts.items():
            for number, value in enumerate(place):
                found[number][value] += count
        return found

    @cached_property
    def crossed(self) -> tuple[Counter[tuple[str, str]], ...]:
        """For each stage and the next, how many answers have each pair of values."""
        found: tuple[Counter[tuple[str, str]], ...] = tuple(Counter() for _pair in self.stages[1:])
        for place, count in self.counts.items():
            for number in range(len(found)):
                found[number][place[number], place[number + 1]] += count
        return found
