"""A codebook made ready to read with: every keyword and phrase by its first stem, prepared once."""

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache

from analysis.codebook import Code, Codebook
from analysis.documents import words_called
from analysis.text import NEGATORS, Token, tokens

_EVERYDAY = words_called("everyday") | NEGATORS
_KEYWORD, _KEY_PHRASE, _PER_EXTRA_WORD, _BACKGROUND = 0.75, 1.3, 0.3, 0.3
_EXCLUDED_ELSEWHERE = re.compile(r"^(?P<what>.*?)\s*->\s*(?P<where>[A-Z][\w.]*)")
_COMMON_TO = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to look for: its stems in order, the code it speaks for, how much it weighs."""

    stems: tuple[str, ...]
    code: int
    weight: float
    background: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found at words `first` to `last` of the text."""

    entry: Entry
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Matcher:
    """`excluded[code]` holds the stems that say this is rather another code's business."""

    by_first_stem: dict[str, tuple[Entry, ...]]
    excluded: tuple[frozenset[str], ...]

    def hits(self, words: tuple[Token, ...]) -> list[Hit]:
        stems = [token.stem for token in words]
        return [
            Hit(entry, at, last)
            for at, stem in enumerate(stems)
            for entry in self.by_first_stem.get(stem, ())
            if (last := _last_word(entry.stems, stems, at)) is not None
        ]


def _last_word(wanted: tuple[str, ...], stems: list[str], at: int) -> int | None:
    """Where the phrase ends if it starts at `at`; three words or more may have one slipped in."""
    slips = 1 if len(wanted) > 2 else 0
    place = at
    for stem in wanted[1:]:
        place += 1
        if place < len(stems) and stems[place] == stem:
            continue
        place += 1
        if not slips or place >= len(stems) or stems[place] != stem:
            return None
        slips = 0
    return place


@lru_cache(maxsize=16)
def matcher_for(codebook: Codebook) -> Matcher:
    """The prepared codebook; asked twice for the same one, prepared once."""
    keys = [_stems_of(code.keywords) for code in codebook.codes]
    owners = Counter(stems for code_keys in keys for stems in code_keys)
    background = [_background(code) for code in codebook.codes]
    mentions = Counter(stem for stems in background for stem in stems)
    table: dict[str, list[Entry]] = defaultdict(list)
    for number, code_keys in enumerate(keys):
        for stems in code_keys:
            table[stems[0]].append(Entry(stems, number, _key_weight(stems, owners[stems])))
        for stem in sorted(background[number] - {stems[0] for stems in code_keys if len(stems) == 1}):
            if mentions[stem] <= _COMMON_TO:
                table[stem].append(Entry((stem,), number, _BACKGROUND / mentions[stem], background=True))
    return Matcher(
        {stem: tuple(entries) for stem, entries in table.items()}, tuple(map(_excluded, codebook.codes))
    )


def _key_weight(stems: tuple[str, ...], owners: int) -> float:
    alone = _KEYWORD if len(stems) == 1 else _KEY_PHRASE + _PER_EXTRA_WORD * (len(stems) - 2)
    return alone / math.sqrt(owners)


def _stems_of(phrases: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    split = (tuple(token.stem for token in tokens(phrase)) for phrase in phrases)
    return frozenset(stems for stems in split if stems)


def _content(text: str) -> frozenset[str]:
    return frozenset(t.stem for t in tokens(text) if t.word not in _EVERYDAY and len(t.word) > 2)


def _background(code: Code) -> frozenset[str]:
    """Words of the code's name, what it includes and its examples: each weak, together telling."""
    return _content(" . ".join((code.name, code.include, *code.examples)))


def _excluded(code: Code) -> frozenset[str]:
    sent_elsewhere = _EXCLUDED_ELSEWHERE.match(code.exclude)
    if sent_elsewhere is None:
        return _content(code.exclude)
    return _content(sent_elsewhere["what"]) - _content(code.name + " " + code.include)
