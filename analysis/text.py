"""Clean what people wrote once, then only point into it: sentences, segments, words, stems and negation.

Every offset counts Python code points of the text given, so `text[start:end]` is always what was found.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from analysis.documents import words_called

# The marks that sit on letters (Hebrew, Arabic, the Indic scripts, South-East Asia).
_MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e8\u06ea-\u06ed\u0900-\u0963\u0971-\u0dff\u0e31-\u0e4e\u0eb1-\u0ecd\u0f71-\u0f84\u102b-\u103e"
    "\u135d-\u135f\u17b4-\u17d3\u200c\u200d\u20d0-\u20f0"
)
_LETTER = rf"(?:[^\W_]|[{_MARKS}])"
_APOSTROPHES = "'\u2019\u2018\u02bc\u00b4`\uff07"
WORD = re.compile(rf"[^\W_]{_LETTER}*(?:[{_APOSTROPHES}]{_LETTER}+)*")
_WITHOUT_APOSTROPHES = str.maketrans("", "", _APOSTROPHES + "\u0640\u200c\u200d")

_SENTENCE_END = re.compile(
    r"[.!?\u2026\u061f\u06d4\u0964\u0965\u3002\uff01\uff1f]+[\"'\u201d\u2019)\]]*(?=\s|$)|\n\s*\n|\n(?=\s*[-*\u2022])"
)
_ABBREVIATION = re.compile(r"(?i:\b(?:mr|mrs|ms|dr|st|prof|eg|ie|e\.g|i\.e|etc|vs)|(?-i:\b[A-HJ-Z]))\.$")
_TURN = re.compile(
    r"[;\u061b]+|(?<!\w)(?="
    r"(?:but|however|although|though|whereas|except that|"
    r"ale|lecz|jednak|jednak\u017ce|chocia\u017c|cho\u0107|natomiast|"
    r"لكن|ولكن|لكنه|لكنها|لكني|غير أن|إلا أن|رغم|مع أن)(?!\w))",
    re.IGNORECASE,
)
_NOT_STORED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

NEGATORS = words_called("negators")
_NEGATION_REACH = 3


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `start` up to, not including, `end`, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Token:
    """A word as written at `start:end`; `word` is it folded, `stem` its English stem."""

    word: str
    stem: str
    start: int
    end: int


class _Stems(Protocol):
    def stem(self, word: str) -> str: ...


def clean(text: str) -> str:
    """What to store: each letter written one way (NFC), no NUL or control characters, plain line ends.

    Do this once, before storing; afterwards nothing may change the text, because spans point into it.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _NOT_STORED.sub("", plain))


@lru_cache(maxsize=1)
def _stemmer() -> _Stems:
    from nltk.stem.snowball import SnowballStemmer

    stemmer: _Stems = SnowballStemmer("english")
    return stemmer


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """A word as it is compared: composed, lower case, no apostrophes, at most sixty letters."""
    return unicodedata.normalize("NFKC", word).casefold().translate(_WITHOUT_APOSTROPHES)[:60]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The English stem of one word, so that "visits", "visited" and "visiting" meet."""
    return _stemmer().stem(folded(word))


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in order, each with where it stands."""
    words = ((folded(match[0]), *match.span()) for match in WORD.finditer(text))
    return tuple(Token(word, stem(word), start, end) for word, start, end in words)


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences, without the space around them; every character that is not space is in exactly one."""
    cuts = [
        m.end()
        for m in _SENTENCE_END.finditer(text)
        if not _ABBREVIATION.search(text[max(0, m.start() - 8) : m.end()])
    ]
    return _pieces(text, 0, len(text), cuts)


def segments(text: str) -> tuple[Span, ...]:
    """Sentences cut again where the speaker turns: "she is kind | but always late"."""
    pieces: list[Span] = []
    for sentence in sentences(text):
        turns = [m.end() for m in _TURN.finditer(text, sentence.start, sentence.end)]
        pieces.extend(_pieces(text, sentence.start, sentence.end, turns))
    return tuple(pieces)


def _pieces(text: str, start: int, end: int, cuts: list[int]) -> tuple[Span, ...]:
    edges = [start, *(cut for cut in cuts if start < cut < end), end]
    trimmed = (_trimmed(text, a, b) for a, b in pairwise(edges))
    return tuple(span for span in trimmed if span.start < span.end)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def negator_before(words: tuple[Token, ...], at: int, text: str) -> Token | None:
    """The nearest "not", "never", "nobody" that reaches word `at`, or nothing."""
    for token in reversed(words[max(0, at - _NEGATION_REACH) : at]):
        if token.word in NEGATORS:
            between = text[token.end : words[at].start]
            return None if any(mark in between for mark in ".!?;,\n،؛؟") else token
    return None
