"""Suggest codes for an answer, each with the words that caused it; a person decides.

Nothing is learned here: the codebook's own keywords, phrases, names and examples are the whole of it.
"""

import math
from collections import defaultdict
from dataclasses import dataclass

from analysis.codebook import Codebook
from analysis.matching import Hit, matcher_for
from analysis.text import Token, negator_before, tokens

_WORTH_SUGGESTING = 0.4
_BELONGS_ELSEWHERE = 0.8
_WORDS_TO_NAME = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A machine's guess: `start:end` the strongest words, `words` all those named, `negated` after a "not".

    `because` is an English sentence; where other languages are shown, build it from `words` and `negator`.
    """

    code_id: str
    score: float
    start: int
    end: int
    because: str
    words: tuple[str, ...]
    negated: bool = False
    negator: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What one text says of one code (its place in the codebook): the heaviest hits first."""

    code: int
    score: float
    hits: tuple[Hit, ...]


def find(words: tuple[Token, ...], codebook: Codebook) -> tuple[Found, ...]:
    """Every code with a word of its own in the text, however weak, in the order of the codebook."""
    matcher = matcher_for(codebook)
    hits_by_code: dict[int, list[Hit]] = defaultdict(list)
    for hit in matcher.hits(words):
        hits_by_code[hit.entry.code].append(hit)
    present = frozenset(token.stem for token in words)
    found = []
    for code in sorted(hits_by_code):
        kept = _without_overlap(hits_by_code[code])
        elsewhere = _BELONGS_ELSEWHERE if matcher.excluded[code] & present else 1.0
        found.append(Found(code, _score(kept) * elsewhere, kept))
    return tuple(found)


def suggest(text: str, codebook: Codebook, *, at_most: int = 5) -> tuple[Suggestion, ...]:
    """The likeliest codes, best first, score from 0 to 1; empty when nothing in the text carries one."""
    words = tokens(text)
    worth = [found for found in find(words, codebook) if found.score >= _WORTH_SUGGESTING]
    worth.sort(key=lambda found: (-round(found.score, 4), found.code))
    return tuple(suggestion_from(text, words, codebook, found) for found in worth[:at_most])


def suggestion_from(text: str, words: tuple[Token, ...], codebook: Codebook, found: Found) -> Suggestion:
    """The span of the strongest words, and the words to name in the reason."""
    best = found.hits[0]
    start, end = words[best.first].start, words[best.last].end
    named = tuple(text[words[h.first].start : words[h.last].end] for h in found.hits[:_WORDS_TO_NAME])
    before = negator_before(words, best.first, text)
    negator = "" if before is None else text[before.start : before.end]
    because = _because(named, negator)
    code = codebook.codes[found.code].id
    return Suggestion(code, round(found.score, 4), start, end, because, named, bool(negator), negator)


def _without_overlap(hits: list[Hit]) -> tuple[Hit, ...]:
    """The heaviest hits that do not share a word, heaviest first; the same words again count once."""
    kept: list[Hit] = []
    taken: set[int] = set()
    said: set[tuple[str, ...]] = set()
    for hit in sorted(hits, key=lambda h: (-h.entry.weight, h.first)):
        places = range(hit.first, hit.last + 1)
        if hit.entry.stems not in said and taken.isdisjoint(places):
            kept.append(hit)
            taken.update(places)
            said.add(hit.entry.stems)
    return tuple(kept)


def _score(hits: tuple[Hit, ...]) -> float:
    return 1 - math.exp(-sum(hit.entry.weight for hit in hits))


def _because(named: tuple[str, ...], negator: str) -> str:
    quoted = [f"“{words}”" for words in named]
    listed = quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
    return f"It says {listed}, with “{negator}” before it." if negator else f"It says {listed}."
