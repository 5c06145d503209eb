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

    `because` is an English sentence; where other languages are shown, build it from `words` and `negated`.
    """

    code_id: str
    score: float
    start: int
    end: int
    because: str
    words: tuple[str, ...]
    negated: bool = False
    negator: str = ""


def suggest(text: str, codebook: Codebook, *, at_most: int = 5) -> tuple[Suggestion, ...]:
    """The likeliest codes, best first, score from 0 to 1; empty when nothing in the text carries one."""
    matcher = matcher_for(codebook)
    words = tokens(text)
    hits_by_code: dict[int, list[Hit]] = defaultdict(list)
    for hit in matcher.hits(words):
        hits_by_code[hit.entry.code].append(hit)
    present = frozenset(token.stem for token in words)
    scored = []
    for number, hits in hits_by_code.items():
        kept = _without_overlap(hits)
        score = _score(kept) * (_BELONGS_ELSEWHERE if matcher.excluded[number] & present else 1.0)
        if score >= _WORTH_SUGGESTING:
            scored.append((-round(score, 4), number, kept))
    scored.sort(key=lambda found: found[:2])
    return tuple(
        _suggestion(text, words, codebook.codes[n].id, -score, hits) for score, n, hits in scored[:at_most]
    )


def found_in(text: str, codebook: Codebook, code: int) -> Suggestion | None:
    """What the text says of this one code (its place in the codebook), however weak; nothing when nothing."""
    words = tokens(text)
    hits = [hit for hit in matcher_for(codebook).hits(words) if hit.entry.code == code]
    if not hits:
        return None
    kept = _without_overlap(hits)
    return _suggestion(text, words, codebook.codes[code].id, round(_score(kept), 4), kept)


def _without_overlap(hits: list[Hit]) -> list[Hit]:
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
    return kept


def _score(hits: list[Hit]) -> float:
    return 1 - math.exp(-sum(hit.entry.weight for hit in hits))


def _suggestion(
    text: str, words: tuple[Token, ...], code_id: str, score: float, hits: list[Hit]
) -> Suggestion:
    best = hits[0]
    start, end = words[best.first].start, words[best.last].end
    named = tuple(text[words[h.first].start : words[h.last].end] for h in hits[:_WORDS_TO_NAME])
    negator = negator_before(words, best.first, text)
    turned = None if negator is None else text[negator.start : negator.end]
    return Suggestion(
        code_id, score, start, end, _because(named, turned), named, turned is not None, turned or ""
    )


def _because(named: tuple[str, ...], negator: str | None) -> str:
    quoted = [f"“{words}”" for words in named]
    listed = quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
    return f"It says {listed}." if negator is None else f"It says {listed}, with “{negator}” before it."
