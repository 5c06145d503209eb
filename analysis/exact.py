"""Exact tests for small counts, and how many surprises to expect when many things are looked at."""

from collections.abc import Iterator, Sequence

_NOTHING = 1e-13
_AS_RARE = 1 + 1e-7


def fisher(one: int, of_one: int, other: int, of_other: int) -> float:
    """Fisher's exact test, two-sided: how likely so uneven a split of the same share is by chance alone."""
    if not (0 <= one <= of_one and 0 <= other <= of_other):
        raise ValueError("A count lies between nothing and what it is of")
    total = one + other
    low, high = max(0, total - of_other), min(total, of_one)
    if low == high:
        return 1.0
    peak = min(max((total + 1) * (of_one + 1) // (of_one + of_other + 2), low), high)
    weights = dict(_hypergeometric(peak, low, high, total, of_one, of_other))
    seen = weights.get(one)
    if seen is None:
        return 0.0
    return min(1.0, sum(w for w in weights.values() if w <= seen * _AS_RARE) / sum(weights.values()))


def _hypergeometric(
    peak: int, low: int, high: int, total: int, of_one: int, of_other: int
) -> Iterator[tuple[int, float]]:
    """Weights relative to the likeliest count, outward from it until they are nothing."""
    yield peak, 1.0
    weight, k = 1.0, peak
    while k < high and weight > _NOTHING:
        weight *= (of_one - k) * (total - k) / ((k + 1) * (of_other - total + k + 1))
        k += 1
        yield k, weight
    weight, k = 1.0, peak
    while k > low and weight > _NOTHING:
        weight *= k * (of_other - total + k) / ((of_one - k + 1) * (total - k + 1))
        k -= 1
        yield k, weight


def benjamini_hochberg(chances: Sequence[float]) -> tuple[float, ...]:
    """Each p-value as a q-value: the share of false alarms to expect if all as rare or rarer are believed."""
    order = sorted(range(len(chances)), key=lambda place: chances[place], reverse=True)
    found, least = [0.0] * len(chances), 1.0
    for number, place in enumerate(order):
        least = min(least, chances[place] * len(chances) / (len(chances) - number))
        found[place] = least
    return tuple(found)
