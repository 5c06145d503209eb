"""The phrases of concern_signs.yaml made ready: slots of words with a little room between them.

Every slot has a number. Which slots a word fits is looked up once a word, so that a text without the words
of a phrase is passed over by comparing sets of numbers.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from analysis.concern_company import Companies, Company
from analysis.concern_words import Heard, Spelling, plain_words
from analysis.documents import block, items, list_of_words, read_packaged, words

_ROOM_BETWEEN = 2
_PREFIX_KEYS = (1, 2, 3)
_FOLLOWS_SOON = 3
_MOST_WORDS_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in a phrase and every word that fits it."""

    exact: frozenset[str]
    beginnings: tuple[str, ...] = ()
    insides: tuple[str, ...] = ()

    def fits(self, word: Heard) -> bool:
        if word.plain in self.exact or word.stem in self.exact:
            return True
        if self.beginnings and word.plain.startswith(self.beginnings):
            return True
        return any(inside in word.plain for inside in self.insides)


@dataclass(frozen=True, slots=True)
class Phrase:
    """`wide` phrases are single risk words; `unless` are words that, following soon, take the weight away."""

    category: str
    slots: tuple[Slot, ...]
    wide: bool
    unless: frozenset[str] = frozenset()

    def explained_away(self, text: tuple[Heard, ...], last: int) -> bool:
        return any(word.plain in self.unless for word in text[last + 1 : last + 1 + _FOLLOWS_SOON])


class Phrases:
    """All phrases, by the numbers of their slots."""

    def __init__(self, phrases: list[Phrase]) -> None:
        numbers: dict[tuple[bool, Slot], int] = {}
        self._by_first: dict[int, list[tuple[Phrase, tuple[int, ...], frozenset[int]]]] = defaultdict(list)
        for phrase in phrases:
            named = [(place == 0, slot) for place, slot in enumerate(phrase.slots)]
            filled = tuple(numbers.setdefault(name, len(numbers)) for name in named)
            self._by_first[filled[0]].append((phrase, filled, frozenset(filled)))
        self._slots = tuple(slot for _is_first, slot in numbers)
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._beginning: dict[str, list[int]] = defaultdict(list)
        self._inside: list[int] = []
        self._inside_other_letters: list[int] = []
        for (is_first, slot), number in numbers.items():
            for word in sorted(slot.exact):
                self._exact[word].append(number)
            for key in sorted({beginning[: _PREFIX_KEYS[-1]] for beginning in slot.beginnings}):
                self._beginning[key].append(number)
            if slot.insides:
                (self._inside_other_letters if is_first else self._inside).append(number)
        self.spelling = Spelling(w for phrase in phrases for slot in phrase.slots for w in slot.exact)
        self._fitted: dict[tuple[str, str], frozenset[int]] = {}

    def fitting(self, word: Heard) -> frozenset[int]:
        """The numbers of the slots this word fits."""
        key = word.plain, word.stem
        known = self._fitted.get(key)
        if known is None:
            known = frozenset(number for number in self._might_fit(word) if self._slots[number].fits(word))
            if len(self._fitted) < _MOST_WORDS_REMEMBERED:
                self._fitted[key] = known
        return known

    def _might_fit(self, word: Heard) -> set[int]:
        return {
            *self._exact.get(word.plain, ()),
            *self._exact.get(word.stem, ()),
            *(n for length in _PREFIX_KEYS for n in self._beginning.get(word.plain[:length], ())),
            *self._inside,
            *(() if word.plain.isascii() else self._inside_other_letters),
        }

    def found_in(self, text: tuple[Heard, ...]) -> Iterator[tuple[Phrase, list[int]]]:
        """Each phrase that is there, with the words that fill its slots, from every word it can begin at."""
        known = self._fitted
        fits = [
            slots if (slots := known.get((word.plain, word.stem))) is not None else self.fitting(word)
            for word in text
        ]
        present = frozenset[int]().union(*fits)
        for first in present & self._by_first.keys():
            for phrase, filled, needed in self._by_first[first]:
                if not needed <= present:
                    continue
                for at, slots in enumerate(fits):
                    if first in slots:
                        places = [at]
                        if _fill(text, fits, filled, places):
                            yield phrase, places


def _fill(
    text: tuple[Heard, ...], fits: list[frozenset[int]], slots: tuple[int, ...], places: list[int]
) -> bool:
    """Whether the slots after the first can be filled; `places` then says by which words."""
    if len(places) == len(slots):
        return True
    slot, last = slots[len(places)], places[-1]
    for place in range(last + 1, min(last + 2 + _ROOM_BETWEEN, len(text))):
        if text[place].sentence != text[last].sentence:
            return False
        if slot in fits[place]:
            places.append(place)
            if _fill(text, fits, slots, places):
                return True
            places.pop()
    return False


@lru_cache(maxsize=1)
def packaged_phrases() -> Phrases:
    """Every phrase and risk word of every category, prepared once."""
    document = read_packaged("concern_signs.yaml")
    groups = {name: words(g, name).split() for name, g in block(document.get("groups"), "groups").items()}
    found: list[Phrase] = []
    for category in items(document.get("categories"), "categories"):
        found.extend(_phrases_of(block(category, "a category"), groups))
    return Phrases(found)


@lru_cache(maxsize=1)
def packaged_companies() -> Companies:
    """Every `together` of every category, prepared once."""
    document = read_packaged("concern_signs.yaml")
    groups = {name: words(g, name).split() for name, g in block(document.get("groups"), "groups").items()}
    found: list[Company] = []
    for item in items(document.get("categories"), "categories"):
        category = block(item, "a category")
        name = words(category.get("id"), "a category's id")
        for written in list_of_words(category.get("together"), f"{name}, together"):
            found.append(Company(name, tuple(_circle(part, groups) for part in written.split())))
    return Companies(found)


def _circle(part: str, groups: Mapping[str, list[str]]) -> frozenset[str]:
    choices = groups[part[1:-1]] if part.startswith("{") else part.split("|")
    return frozenset(form for choice in choices for form in plain_words(choice)[0])


def _phrases_of(category: Mapping[str, object], groups: Mapping[str, list[str]]) -> list[Phrase]:
    name = words(category.get("id"), "a category's id")
    found: list[Phrase] = []
    for field in ("phrases", "more", "pl", "ar", "words"):
        for written in list_of_words(category.get(field), f"{name}, {field}"):
            found.extend(read_phrase(name, written, groups, wide=field == "words"))
    return found


def read_phrase(category: str, written: str, groups: Mapping[str, list[str]], *, wide: bool) -> list[Phrase]:
    """The phrase in each way its short forms can be heard; groups and alternatives become slots."""
    parts = [part for part in written.split() if not part.startswith("!")]
    unless = [w for part in written.split() if part.startswith("!") for w in part[1:].split("|")]
    ways = [_ways(part, groups) for part in parts]
    away = frozenset(plain for word in unless for plain, _ in plain_words(word))
    return [Phrase(category, tuple(s for slots in way for s in slots), wide, away) for way in product(*ways)]


def _ways(part: str, groups: Mapping[str, list[str]]) -> list[tuple[Slot, ...]]:
    """One slot for all single words, and one way more for each choice that is heard as several."""
    choices = groups[part[1:-1]] if part.startswith("{") else part.split("|")
    exact: set[str] = set()
    beginnings, insides, several = [], [], []
    for choice in choices:
        plain = plain_words(choice.strip("*"))
        if choice.startswith("*"):
            insides.append(plain[0][0])
        elif choice.endswith("*"):
            beginnings.append(plain[0][0])
        elif len(plain) > 1:
            several.append(tuple(Slot(frozenset(forms)) for forms in plain))
        else:
            exact.update(plain[0])
    singles = [(Slot(frozenset(exact), tuple(beginnings), tuple(insides)),)]
    return (singles if exact or beginnings or insides else []) + several
