"""The phrases of concern_signs.yaml made ready: slots of words with a little room between them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from analysis.concern_company import Companies, Company
from analysis.concern_words import Heard, Spelling, plain_words
from analysis.documents import block, items, list_of_words, read_packaged, words

_ROOM_BETWEEN = 2
_PREFIX_KEY = 3
_FOLLOWS_SOON = 3


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

    def places(self, text: tuple[Heard, ...], at: int) -> list[int] | None:
        """Which words fill the slots when the first stands at `at`; nothing when they do not."""
        places = [at]
        return places if self._fill(text, places) else None

    def _fill(self, text: tuple[Heard, ...], places: list[int]) -> bool:
        if len(places) == len(self.slots):
            return True
        slot, last = self.slots[len(places)], places[-1]
        for place in range(last + 1, min(last + 2 + _ROOM_BETWEEN, len(text))):
            if text[place].sentence != text[last].sentence:
                return False
            if slot.fits(text[place]):
                places.append(place)
                if self._fill(text, places):
                    return True
                places.pop()
        return False

    def explained_away(self, text: tuple[Heard, ...], last: int) -> bool:
        return any(word.plain in self.unless for word in text[last + 1 : last + 1 + _FOLLOWS_SOON])


class Phrases:
    """All phrases by what their first slot can be."""

    def __init__(self, phrases: list[Phrase]) -> None:
        self._exact: dict[str, list[Phrase]] = defaultdict(list)
        self._beginning: dict[str, list[Phrase]] = defaultdict(list)
        self._inside: list[Phrase] = []
        for phrase in phrases:
            for word in sorted(phrase.slots[0].exact):
                self._exact[word].append(phrase)
            for key in sorted({b[:_PREFIX_KEY] for b in phrase.slots[0].beginnings}):
                self._beginning[key].append(phrase)
            if phrase.slots[0].insides:
                self._inside.append(phrase)
        self.spelling = Spelling(w for phrase in phrases for slot in phrase.slots for w in slot.exact)

    def starting_with(self, word: Heard) -> list[Phrase]:
        found = list(self._exact.get(word.plain, ()))
        if word.stem != word.plain:
            found += self._exact.get(word.stem, ())
        found += self._beginning.get(word.plain[:_PREFIX_KEY], ())
        if not word.plain.isascii():
            found += self._inside
        return [phrase for phrase in found if phrase.slots[0].fits(word)]


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
