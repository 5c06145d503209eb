"""Point out what could tell who or where somebody is, before a person decides what to take out of a quote.

Shapes, cues and known names only: nicknames and most unusual facts are missed, so a second person always
reads (R-45). What is pointed out is a suggestion with its reason; nothing is changed here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.documents import words_called
from analysis.redaction_known import NOTHING_KNOWN, Known, is_first_name, known_in
from analysis.redaction_patterns import NUMBERS, RARE, WORDS, Kind, Pattern, Why

__all__ = ["NOTHING_KNOWN", "Identifier", "Kind", "Known", "Why", "points_out"]


@dataclass(frozen=True, slots=True)
class Identifier:
    """What stands at `start:end`, in code points of the text given, and why it is pointed out."""

    kind: Kind
    start: int
    end: int
    why: Why = Why.shape


_NOT_NAMES = words_called("not_names")
_ALSO_SURNAMES = words_called("also_surnames")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_OPENS = re.compile(r"(?:^|[.!?…:;\n•-])[\s\"'“‘(]*$")
_SEPARATOR = re.compile(r"\s*(?:,|&|\band\b|\bi\b|\bor\b)\s*(?:and\s+)?")


def points_out(text: str, known: Known = NOTHING_KNOWN) -> tuple[Identifier, ...]:
    """Everything that may identify somebody, in order, none overlapping another."""
    found: list[Identifier] = []
    taken = bytearray(len(text))
    for point in _candidates(text, known):
        if point.start < point.end and not any(taken[point.start : point.end]):
            found.append(point)
            taken[point.start : point.end] = b"\x01" * (point.end - point.start)
    for point in _beside_names(text, found, taken):
        found.append(point)
    for point in _matches(text, RARE):
        if not any(taken[point.start : point.end]):
            found.append(point)
    return tuple(sorted(found, key=lambda span: span.start))


def _candidates(text: str, known: Known) -> Iterator[Identifier]:
    """In the order in which they are believed."""
    yield from _matches(text, NUMBERS)
    for here in known_in(text, known):
        yield Identifier(here.kind, here.start, here.end, Why.known)
    yield from _matches(text, WORDS)
    for match in _WORD.finditer(text):
        if is_first_name(match.group()):
            yield Identifier(Kind.name, match.start(), match.end(), Why.first_name)


def _matches(text: str, patterns: tuple[Pattern, ...]) -> Iterator[Identifier]:
    for pattern in patterns:
        for match in pattern.shape.finditer(text):
            named = "it" in pattern.shape.groupindex and match.group("it") is not None
            start, end = match.span("it") if named else match.span()
            if pattern.kind in (Kind.name, Kind.place):
                start, end = _without_everyday_words(text, start, end)
            yield Identifier(pattern.kind, start, end, _why(text, start, end, pattern))


def _why(text: str, start: int, end: int, pattern: Pattern) -> Why:
    """A single word with a capital may only stand first in a sentence; a usual first name is one anyway."""
    word = text[start:end]
    if pattern.why is not Why.capital or not _WORD.fullmatch(word):
        return pattern.why
    if is_first_name(word):
        return Why.first_name
    return Why.opens if _OPENS.search(text[max(0, start - 8) : start]) else Why.capital


def _beside_names(text: str, found: list[Identifier], taken: bytearray) -> Iterator[Identifier]:
    """Single words in a list with a name ("tom, leila and pam") are names as well."""
    waiting = [point for point in found if point.kind is Kind.name]
    while waiting:
        name = waiting.pop()
        for start, end in _neighbours(text, name):
            word = text[start:end]
            if not any(taken[start:end]) and not _is_everyday(word):
                beside = Identifier(Kind.name, start, end, Why.in_a_list)
                taken[start:end] = b"\x01" * (end - start)
                waiting.append(beside)
                yield beside


def _neighbours(text: str, name: Identifier) -> Iterator[tuple[int, int]]:
    """The single word after ", " or "and", and the one before; only where a list goes on or ends."""
    after = _SEPARATOR.match(text, name.end)
    if after and after.end() > name.end and "," in after.group() + text[max(0, name.start - 2) : name.start]:
        word = _WORD.match(text, after.end())
        if word and _ends_an_item(text, word.end()):
            yield word.span()
    before = text[max(0, name.start - 60) : name.start]
    listed = re.search(r"(?:^|[,:]|\band\b)\s*([^\W\d_][\w'’-]*)\s*,\s*$", before)
    if listed:
        first = name.start - len(before)
        yield first + listed.start(1), first + listed.end(1)


def _ends_an_item(text: str, at: int) -> bool:
    return bool(re.match(r"\s*(?:[,.!?;\n]|$|and\b|or\b)", text[at : at + 12]))


def _without_everyday_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without everyday words at its ends, such as one with a capital for standing first."""
    words = list(re.finditer(r"[^\s]+", text[start:end]))
    while words and _is_everyday(words[0].group()):
        words.pop(0)
    while words and _is_everyday(words[-1].group()) and not _is_surname(words[-1].group(), len(words)):
        words.pop()
    if not words:
        return start, start
    alone = len(words) == 1 and words[0].group().isupper() and len(words[0].group()) <= 4
    return (start, start) if alone else (start + words[0].start(), start + words[-1].end())


def _is_surname(word: str, words: int) -> bool:
    """Some everyday words end a name: "Zoe Young"."""
    return words > 1 and word.casefold() in _ALSO_SURNAMES


def _is_everyday(word: str) -> bool:
    plain = word.casefold().replace("’", "'")
    return plain in _NOT_NAMES or plain.removesuffix("'s") in _NOT_NAMES
