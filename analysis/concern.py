"""Look for signs that somebody may be in danger: a wide net that only ever raises.

People read everything; this stands beside them. A text without signs is read all the same. Where no phrase
raises anything, the learned ear (`analysis.concern_learned`) may still ask for a look.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from analysis.concern_learned import packaged_ear
from analysis.concern_phrases import Phrase, packaged_companies, packaged_phrases
from analysis.concern_words import Heard, heard, plain_words
from analysis.documents import block, items, list_of_words, read_packaged, words
from analysis.text import NEGATORS, folded

UNSURE = "SG24"


class Severity(StrEnum):
    """S1 is the most severe."""

    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of harm: how severe when said in so many words, and the routes of those who must be told."""

    id: str
    name: str
    severity: Severity
    routes: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """Words at `start:end` that point to a category; `words` is exactly what was written there."""

    category: str
    severity: Severity
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class _Rules:
    categories: dict[str, Category]
    reassured: tuple[tuple[str, ...], ...]
    never_lowered: frozenset[str]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    document = read_packaged("concern_signs.yaml")
    found = [_category(block(item, "a category")) for item in items(document.get("categories"), "categories")]
    reassured = list_of_words(document.get("reassured"), "reassured")
    return _Rules(
        {category.id: category for category in found},
        tuple(tuple(plain for w in said.split() for plain, _ in plain_words(w)) for said in reassured),
        frozenset(list_of_words(document.get("never_lowered"), "never_lowered")),
    )


def _category(written: dict[str, object] | object) -> Category:
    entry = block(written, "a category")
    name = words(entry.get("id"), "a category's id")
    return Category(
        id=name,
        name=words(entry.get("name"), f"{name}, name"),
        severity=Severity(words(entry.get("severity"), f"{name}, severity")),
        routes=list_of_words(entry.get("routes"), f"{name}, routes"),
        note=words(entry.get("note", ""), f"{name}, note"),
    )


def categories() -> tuple[Category, ...]:
    """All kinds of harm looked for, in the order of their ids."""
    return tuple(_rules().categories.values())


def signs(text: str) -> tuple[Sign, ...]:
    """Every sign found, most severe first, then in the order written.

    A sign of the category `UNSURE` comes from the learned ear: S3, the fewest neighbouring words that weigh
    enough by themselves, and only where the phrases raise nothing of S3 or worse: it never stands before a
    surer one.
    """
    said = as_heard(text)
    found: dict[str, list[Sign]] = defaultdict(list)
    for phrase, places in packaged_phrases().found_in(said):
        found[phrase.category].append(_sign(text, said, phrase, places))
    for met in packaged_companies().met(said):
        severity = max(_rules().categories[met.category].severity, Severity.S3)
        start, end = said[met.first].start, said[met.last].end
        found[met.category].append(Sign(met.category, severity, start, end, text[start:end]))
    kept = [sign for of_one_kind in found.values() for sign in _apart(of_one_kind)]
    if all(sign.severity is Severity.S4 for sign in kept):
        kept.extend(_suspected(text, said))
    return tuple(sorted(kept, key=lambda s: (s.severity, s.start, s.category)))


def worst(found: Iterable[Sign]) -> Severity | None:
    """The most severe of them, or nothing when there are none."""
    return min((sign.severity for sign in found), default=None)


def as_heard(text: str) -> tuple[Heard, ...]:
    """The words of a text as phrases and the learned ear meet them, long ones spelt as they were meant."""
    return heard(text, _as_meant)


def _suspected(text: str, said: tuple[Heard, ...]) -> Iterator[Sign]:
    heavy = packaged_ear().suspects(said)
    if heavy is not None:
        first, end = said[heavy[0]].start, said[heavy[1] - 1].end
        yield Sign(UNSURE, Severity.S3, first, end, text[first:end])


@lru_cache(maxsize=50_000)
def _as_meant(written: str) -> tuple[tuple[str, str], ...]:
    """The (plain, stem) of each word that one written word stands for, spelt as it was meant."""
    return tuple(_spelt_right(plain, its_stem) for plain, its_stem in plain_words(folded(written)))


def _spelt_right(plain: str, its_stem: str) -> tuple[str, str]:
    meant = packaged_phrases().spelling.meant(plain)
    return (plain, its_stem) if meant is None else (meant, plain_words(meant)[0][1])


def _sign(text: str, said: tuple[Heard, ...], phrase: Phrase, places: list[int]) -> Sign:
    severity = _rules().categories[phrase.category].severity
    if phrase.wide or _is_lowered(said, phrase, places):
        severity = max(severity, Severity.S3)
    start, end = said[places[0]].start, said[places[-1]].end
    return Sign(phrase.category, severity, start, end, text[start:end])


def _is_lowered(said: tuple[Heard, ...], phrase: Phrase, places: list[int]) -> bool:
    """Whether a "not", a past that is over or a harmless ending stands with the phrase."""
    if phrase.category in _rules().never_lowered:
        return False
    if phrase.explained_away(said, places[-1]):
        return True
    before = max(0, places[0] - 2)
    among = [said[n] for n in range(before, places[-1]) if n not in places]
    if "used" in {word.plain for word in among} and _is_reassured(said):
        return True
    one_before = places[0] - 1
    return any(
        said[n].plain in NEGATORS and said[n].sentence == said[places[0]].sentence
        for n in range(max(0, one_before), places[-1])
        if n not in places
    )


def _is_reassured(said: tuple[Heard, ...]) -> bool:
    line = " ".join(word.plain for word in said)
    return any(" ".join(reassurance) in line for reassurance in _rules().reassured)


def _apart(found: list[Sign]) -> list[Sign]:
    """The most severe and longest, without those that share words with one kept."""
    kept: list[Sign] = []
    for sign in sorted(found, key=lambda s: (s.severity, s.start - s.end, s.start)):
        if all(sign.end <= other.start or sign.start >= other.end for other in kept):
            kept.append(sign)
    return kept
