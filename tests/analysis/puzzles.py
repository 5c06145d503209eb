"""What an attacker knows of numbers that were kept back, as sums; many such puzzles solved as one linear
program.

Two answers that fit a puzzle and differ in a number show that it cannot be worked out. So a few programs
with chance aims settle nearly every number of hundreds of puzzles at once; each that is left is asked by
itself for the least and the most it can be.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

MOST = 10_000
AT_ONCE = 250
CHANCE_AIMS = 6
Weights = Mapping[int, float]


@dataclass
class Puzzle:
    """Unknown numbers with what they lie between, sums that are known, and sums somebody wants to know."""

    between: list[tuple[float, float]] = field(default_factory=list)
    sums: list[tuple[Weights, float]] = field(default_factory=list)
    wanted: dict[str, Weights] = field(default_factory=dict)

    def unknown(self, least: float = 0, most: float = MOST) -> int:
        self.between.append((least, most))
        return len(self.between) - 1

    def part_of(self, part: Weights, whole: Weights, least: float = 0, most: float = MOST) -> int:
        """What the part leaves of the whole is a number too: it lies between the two."""
        left = self.unknown(least, most)
        taken = {place: -weight for place, weight in whole.items()}
        self.sums.append(({**taken, **part, left: 1.0}, 0.0))
        return left


def alone(*places: int) -> Weights:
    """The sum of these unknowns."""
    return dict.fromkeys(places, 1.0)


def worked_out(puzzles: Sequence[Puzzle], chance: random.Random) -> list[tuple[int, str]]:
    """Every wanted number for which only one whole number fits, with the place of its puzzle."""
    found: list[tuple[int, str]] = []
    asked = [number for number, puzzle in enumerate(puzzles) if puzzle.wanted]
    for start in range(0, len(asked), AT_ONCE):
        batch = asked[start : start + AT_ONCE]
        left = {number: dict(puzzles[number].wanted) for number in batch}
        seen: dict[tuple[int, str], list[float]] = {}
        for aim in range(CHANCE_AIMS):
            left = {number: wanted for number, wanted in left.items() if wanted}
            for number, name, value in _one_answer(
                [puzzles[n] for n in left], list(left.items()), chance, aim
            ):
                values = seen.setdefault((number, name), [])
                values.append(value)
                if max(values) - min(values) > 0.5:
                    del left[number][name]
        for number, wanted in left.items():
            found.extend(
                (number, name) for name, weights in wanted.items() if is_known(puzzles[number], weights)
            )
    return found


def _one_answer(
    puzzles: Sequence[Puzzle],
    wanted: Sequence[tuple[int, Mapping[str, Weights]]],
    chance: random.Random,
    aim: int,
) -> Iterator[tuple[int, str, float]]:
    """The wanted numbers in an answer that fits all puzzles: small ones first, then great, then by chance."""
    if not puzzles:
        return
    starts = np.cumsum([0, *(len(puzzle.between) for puzzle in puzzles)])
    aims = np.zeros(starts[-1])
    for start, (_, names) in zip(starts, wanted, strict=False):
        for weights in names.values():
            pull = chance.uniform(0.5, 1.5) * (-1, 1)[aim] if aim < 2 else chance.uniform(-1, 1)
            for place, weight in weights.items():
                aims[start + place] += pull * weight
    answer = _solved(puzzles, starts, aims)
    for start, (number, names) in zip(starts, wanted, strict=False):
        for name, weights in list(names.items()):
            yield number, name, sum(weight * answer[start + place] for place, weight in weights.items())


def _solved(puzzles: Sequence[Puzzle], starts: np.ndarray, aims: np.ndarray) -> np.ndarray:
    rows: list[int] = []
    columns: list[int] = []
    weights: list[float] = []
    values: list[float] = []
    for start, puzzle in zip(starts, puzzles, strict=False):
        for parts, value in puzzle.sums:
            rows.extend([len(values)] * len(parts))
            columns.extend(start + place for place in parts)
            weights.extend(parts.values())
            values.append(value)
    equal = csr_array((weights, (rows, columns)), shape=(len(values), starts[-1])) if values else None
    between = [bounds for puzzle in puzzles for bounds in puzzle.between]
    found = linprog(aims, A_eq=equal, b_eq=values or None, bounds=between)
    assert found.status == 0, found.message
    return np.asarray(found.x)


def is_known(puzzle: Puzzle, weights: Weights) -> bool:
    """Whether the least and the most the wanted number can be are the same whole number."""
    aims = np.zeros(len(puzzle.between))
    for place, weight in weights.items():
        aims[place] += weight
    starts = np.array([0, len(puzzle.between)])
    least, most = (aims @ _solved([puzzle], starts, sign * aims) for sign in (1, -1))
    return bool(most - least < 0.5)
