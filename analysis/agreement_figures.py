"""Cohen's kappa and Krippendorff's alpha worked out from counts; equal to NLTK's, and quick enough to repeat.

J. Cohen, "A coefficient of agreement for nominal scales" (1960); K. Krippendorff, "Computing Krippendorff's
alpha-reliability" (2011); R. Passonneau, "Measuring agreement on set-valued items" (2006) for the distance.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

Label = TypeVar("Label", bound=Hashable)
NO_CODE = frozenset({"no code fits"})


@dataclass(frozen=True, slots=True)
class Square:
    """Two readers and one code: answers where both, only the first, only the second, or neither gave it."""

    both: int = 0
    first_only: int = 0
    second_only: int = 0
    neither: int = 0

    def __add__(self, other: "Square") -> "Square":
        return Square(
            self.both + other.both,
            self.first_only + other.first_only,
            self.second_only + other.second_only,
            self.neither + other.neither,
        )

    @property
    def answers(self) -> int:
        return self.both + self.first_only + self.second_only + self.neither

    @property
    def alike(self) -> int:
        return self.both + self.neither

    @property
    def used(self) -> int:
        """Answers somebody gave the code to."""
        return self.both + self.first_only + self.second_only


def kappa_of_square(square: Square) -> float | None:
    """Cohen's kappa; None when chance explains everything, because both only ever said the same one thing."""
    n = square.answers
    first, second = square.both + square.first_only, square.both + square.second_only
    by_chance = first * second + (n - first) * (n - second)
    if n == 0 or by_chance == n * n:
        return None
    return (square.alike * n - by_chance) / (n * n - by_chance)


def alpha_of_square(square: Square) -> float | None:
    """Krippendorff's alpha for yes and no; None when only one of them was ever said."""
    n = square.answers
    yes = 2 * square.both + square.first_only + square.second_only
    if yes in (0, 2 * n):
        return None
    differing = square.first_only + square.second_only
    return 1 - (2 * n - 1) * differing / (yes * (2 * n - yes))


def kappa(first: Sequence[Label], second: Sequence[Label]) -> float | None:
    """Cohen's kappa of two readers' labels, unit by unit."""
    n = len(first)
    alike = sum(one == other for one, other in zip(first, second, strict=True))
    by_first, by_second = Counter(first), Counter(second)
    by_chance = sum(count * by_second[label] for label, count in by_first.items())
    if n == 0 or by_chance == n * n:
        return None
    return (alike * n - by_chance) / (n * n - by_chance)


def nominal(one: Hashable, other: Hashable) -> float:
    """Two labels are the same, or they are not."""
    return float(one != other)


def masi(one: frozenset[str], other: frozenset[str]) -> float:
    """How far two sets of codes are apart, from 0 to 1; part of the other is nearer than merely crossing."""
    one, other = one or NO_CODE, other or NO_CODE
    shared = len(one & other)
    if one == other:
        return 0.0
    likeness = 2 / 3 if shared == min(len(one), len(other)) else 1 / 3
    return 1 - shared / len(one | other) * likeness


def alpha(
    units: Sequence[Sequence[Label]], distance: Callable[[Label, Label], float] = nominal
) -> float | None:
    """Krippendorff's alpha for any number of readers; a unit lists the labels it was given, gaps left out.

    A unit with one label says nothing of agreement and is left out. None when no two labels ever differ.
    """
    paired = [unit for unit in units if len(unit) > 1]
    values = Counter(label for unit in paired for label in unit)
    total = sum(values.values())
    expected = sum(
        one_count * other_count * distance(one, other)
        for (one, one_count), (other, other_count) in combinations(values.items(), 2)
    )
    if expected == 0:
        return None
    observed = sum(
        sum(distance(one, other) for one, other in combinations(unit, 2)) / (len(unit) - 1) for unit in paired
    )
    return 1 - (total - 1) * observed / expected


def alpha_of_sets(pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> float | None:
    """Krippendorff's alpha of two readers' sets of codes with MASI distance."""
    return alpha([(one or NO_CODE, other or NO_CODE) for one, other in pairs], masi)
