"""Which words belong to some answers more than to others: log-likelihood (Dunning 1993), and its chance."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import erfc, log, log2, sqrt

from analysis.exact import benjamini_hochberg


@dataclass(frozen=True, slots=True)
class Key:
    """A word in `here` of the answers looked at and in `there` of the others.

    `score` is signed log-likelihood (minus where it is rarer here), `ratio` how many times as often in
    powers of two, `chance` a q-value over all words looked at.
    """

    word: str
    here: int
    there: int
    score: float
    ratio: float
    chance: float


def log_likelihood(here: int, of_here: int, there: int, of_there: int) -> float:
    """G² of one word in two piles, with a minus where it is rarer in the first."""
    total = of_here + of_there
    if not total or not here + there:
        return 0.0
    expected_here = of_here * (here + there) / total
    expected_there = of_there * (here + there) / total
    rest_here, rest_there = of_here - here, of_there - there
    rest = rest_here + rest_there
    g = _part(here, expected_here) + _part(there, expected_there)
    if rest:
        g += _part(rest_here, of_here * rest / total) + _part(rest_there, of_there * rest / total)
    return 2 * g if here >= expected_here else -2 * g


def _part(seen: int, expected: float) -> float:
    return seen * log(seen / expected) if seen and expected else 0.0


def chance_of(score: float) -> float:
    """How often chance alone gives a log-likelihood as great (chi-square, one degree of freedom)."""
    return erfc(sqrt(max(abs(score), 0.0) / 2))


def keyness(
    here: Mapping[str, int], of_here: int, there: Mapping[str, int], of_there: int, words: Iterable[str]
) -> list[Key]:
    """The words, the most telling first; counts are of answers that hold the word."""
    looked_at = list(words)
    scores = [log_likelihood(here.get(w, 0), of_here, there.get(w, 0), of_there) for w in looked_at]
    chances = benjamini_hochberg([chance_of(score) for score in scores])
    found = [
        Key(w, here.get(w, 0), there.get(w, 0), score, _ratio(here, of_here, there, of_there, w), chance)
        for w, score, chance in zip(looked_at, scores, chances, strict=True)
    ]
    return sorted(found, key=lambda key: (-key.score, key.word))


def _ratio(here: Mapping[str, int], of_here: int, there: Mapping[str, int], of_there: int, w: str) -> float:
    return log2(((here.get(w, 0) + 0.5) / (of_here + 1)) / ((there.get(w, 0) + 0.5) / (of_there + 1)))
