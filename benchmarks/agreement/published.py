"""Examples of agreement that were worked out and published, and a few small enough to work out on paper."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """What each reader said of each unit ("." for nothing), and the figure that was published for it."""

    where: str
    figure: str
    readers: tuple[tuple[str, ...], ...]
    published: float
    places: int

    @property
    def units(self) -> list[list[str]]:
        """The labels each unit was given, gaps left out."""
        return [[label for label in unit if label != "."] for unit in zip(*self.readers, strict=True)]


def _said(*readers: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(reader.split()) for reader in readers)


def _from_square(counts: Sequence[Sequence[int]]) -> tuple[tuple[str, ...], ...]:
    """Two readers' labels from how often each pair of labels was met."""
    met = [
        (str(row), str(column))
        for row, line in enumerate(counts)
        for column, count in enumerate(line)
        for _ in range(count)
    ]
    return tuple(first for first, _ in met), tuple(second for _, second in met)


EXAMPLES = (
    Example(
        "Krippendorff 2011, A: two observers, yes and no, 10 units",
        "alpha",
        _said("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"),
        0.095,
        3,
    ),
    Example(
        "Krippendorff 2011, B: two observers, five labels, 12 units",
        "alpha",
        _said("a a b b d c c c e d d a", "b a b b b c c c e d d d"),
        0.692,
        3,
    ),
    Example(
        "Krippendorff 2011, C: four observers, five labels, 12 units, gaps",
        "alpha",
        _said(
            "1 2 3 3 2 1 4 1 2 . . .",
            "1 2 3 3 2 2 4 1 2 5 . 3",
            ". 3 3 3 2 3 4 2 2 5 1 .",
            "1 2 3 3 2 4 4 1 2 5 1 .",
        ),
        0.743,
        3,
    ),
    Example(
        "Cohen 1960: two judges, three labels, 200 units",
        "kappa",
        _from_square(((88, 14, 18), (10, 40, 10), (2, 6, 12))),
        0.492,
        3,
    ),
    Example(
        "Artstein and Poesio 2008: two coders, two labels, 100 units",
        "kappa",
        _from_square(((20, 20), (10, 50))),
        0.348,
        3,
    ),
)


@dataclass(frozen=True)
class Sets:
    """Two readers' sets of codes, with the distance and alpha worked out on paper."""

    where: str
    pairs: tuple[tuple[frozenset[str], frozenset[str]], ...]
    alpha: float


def _pairs(*pairs: tuple[str, str]) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple((frozenset(one.split()), frozenset(other.split())) for one, other in pairs)


BY_HAND = (
    # Distances: 0, 0, 1 - 1/2 x 2/3 = 2/3. Sets met: a three times, b twice, ab once; d(a,b) = 1,
    # d(a,ab) = d(b,ab) = 2/3. Expected: 3x2x1 + 3x1x2/3 + 2x1x2/3 = 28/3.
    # alpha = 1 - 5 x 2/3 / (28/3) = 9/14.
    Sets("By hand: one set is part of the other", _pairs(("a", "a"), ("b", "b"), ("a", "a b")), 9 / 14),
    # Distances: 1 - 1/3 x 1/3 = 8/9 and 0. Sets met: ab, bc once each, d twice; expected: 8/9 + 2 + 2 = 44/9.
    # alpha = 1 - 3 x 8/9 / (44/9) = 1 - 24/44 = 5/11.
    Sets("By hand: two sets cross", _pairs(("a b", "b c"), ("d", "d")), 5 / 11),
)
