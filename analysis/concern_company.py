"""Words that mean little alone and much in company: the net that no order of words escapes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.concern_words import Heard, sentences

Circles = frozenset[tuple[int, int]]

_NEAR = 10
_MOST_WORDS_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class Company:
    """A different word from each of `circles`, near one another in a sentence, points to a category."""

    category: str
    circles: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Met:
    """Words `first` to `last` of the text keep such company."""

    category: str
    first: int
    last: int


class Companies:
    """All of them, by the words of their circles."""

    def __init__(self, companies: Iterable[Company]) -> None:
        self._companies = tuple(companies)
        self._sizes = tuple(len(company.circles) for company in self._companies)
        self._circles_of = lru_cache(maxsize=_MOST_WORDS_REMEMBERED)(self._look_up)
        self._by_word: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, company in enumerate(self._companies):
            for circle, members in enumerate(company.circles):
                for word in sorted(members):
                    self._by_word[word].append((number, circle))

    def met(self, text: tuple[Heard, ...]) -> list[Met]:
        look_up = self._circles_of
        circles = [look_up(word.plain, word.stem) for word in text]
        if not self._whole(circles):
            return []
        return [met for start, end in sentences(text) for met in self._met_in(start, circles[start:end])]

    def _whole(self, circles: Iterable[Circles]) -> list[int]:
        """The numbers of the companies of which these words have somebody in each circle."""
        counted = Counter([number for number, _ in frozenset[tuple[int, int]]().union(*circles)])
        return sorted([number for number, count in counted.items() if count == self._sizes[number]])

    def _met_in(self, start: int, sentence: Sequence[Circles]) -> Iterator[Met]:
        standing = [(at, circles) for at, circles in enumerate(sentence, start) if circles]
        for number in self._whole(sentence):
            company = self._companies[number]
            places = [
                [at for at, circles in standing if (number, circle) in circles]
                for circle in range(len(company.circles))
            ]
            nearest = _nearest(places)
            if nearest is not None:
                yield Met(company.category, *nearest)

    def _look_up(self, plain: str, stem: str) -> Circles:
        return frozenset((*self._by_word.get(plain, ()), *self._by_word.get(stem, ())))


def _nearest(circles: list[list[int]]) -> tuple[int, int] | None:
    """The first stretch of ten words that has a different word from each circle."""
    for start in sorted({place for places in circles for place in places}):
        near = [[p for p in places if start <= p < start + _NEAR] for places in circles]
        if all(near):
            chosen = _different(near, ())
            if chosen is not None:
                return min(chosen), max(chosen)
    return None


def _different(circles: list[list[int]], taken: tuple[int, ...]) -> tuple[int, ...] | None:
    """A word for each circle, none used twice."""
    if not circles:
        return taken
    for place in circles[0]:
        if place not in taken:
            chosen = _different(circles[1:], (*taken, place))
            if chosen is not None:
                return chosen
    return None
