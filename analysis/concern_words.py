"""Write words one way before looking for signs: no accents, doubled letters or short forms."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from analysis.documents import block, read_packaged, words
from analysis.text import WORD, folded, stem

_DIGITS_FOR_LETTERS = str.maketrans("013457", "oieast")
_LETTERS_NFKD_KEEPS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ى": "ي", "ة": "ه"})
_DOUBLED = re.compile(r"(.)\1+")
_ENDS_A_SENTENCE = re.compile(r"(?<![.…])\.(?![.…])|[!?؟۔]")
_LONG_ENOUGH_TO_MISSPELL = 7
_sentence = attrgetter("sentence")


class Heard(NamedTuple):
    """One plain word at `start:end` of the text; "he's" is heard as two. `sentence` counts sentences."""

    plain: str
    stem: str
    start: int
    end: int
    sentence: int


@lru_cache(maxsize=1)
def short_forms() -> Mapping[str, str]:
    forms = block(read_packaged("concern_signs.yaml").get("short_forms"), "short_forms")
    return {short: words(long, short) for short, long in forms.items()}


@lru_cache(maxsize=50_000)
def plain_words(word: str) -> tuple[tuple[str, str], ...]:
    """The (plain, stem) of each word that one written word stands for."""
    short = folded(word)
    long = short_forms().get(short) or short_forms().get(_undoubled(short)) or word
    return tuple(_plain(part) for part in long.split())


def _plain(word: str) -> tuple[str, str]:
    letters = unicodedata.normalize("NFKD", folded(word)).translate(_LETTERS_NFKD_KEEPS)
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    if not letters.isdigit() and not letters.isalpha():
        letters = letters.translate(_DIGITS_FOR_LETTERS)
    plain = _undoubled(letters)
    return plain, _undoubled(stem(letters)) if letters.isascii() else plain


def _undoubled(word: str) -> str:
    return word if word.isdigit() else _DOUBLED.sub(r"\1", word)


def heard(text: str, meant: Callable[[str], tuple[tuple[str, str], ...]]) -> tuple[Heard, ...]:
    """Every plain word in order, with where it was written.

    `meant` gives the (plain, stem) pairs of a written word; it is asked for each, so it should remember.
    """
    found: list[Heard] = []
    sentence = last_end = 0
    for word in WORD.finditer(text):
        start, end = word.span()
        if text[last_end:start] != " ":
            sentence += bool(_ENDS_A_SENTENCE.search(text, last_end, start))
        last_end = end
        for plain, its_stem in meant(word[0]):
            found.append(Heard(plain, its_stem, start, end, sentence))
    return tuple(found)


def sentences(said: Sequence[Heard]) -> Iterator[tuple[int, int]]:
    """From which word up to which each sentence goes."""
    start = 0
    while start < len(said):
        end = bisect_right(said, said[start].sentence, start, key=_sentence)
        yield start, end
        start = end


class Spelling:
    """Meets a long word with one letter missing, added, changed or swapped: "strangeld", "sucidal"."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = frozenset(known)
        self._one_short: dict[str, str] = {}
        self.meant = lru_cache(maxsize=50_000)(self._meant)
        for word in sorted(self._known):
            if len(word) >= _LONG_ENOUGH_TO_MISSPELL and word.isascii():
                for shorter in (word, *_without_one_letter(word)):
                    self._one_short.setdefault(shorter, word)

    def _meant(self, plain: str) -> str | None:
        """The known word this looks like, or nothing when it is known itself or like none."""
        if len(plain) < _LONG_ENOUGH_TO_MISSPELL - 1 or not plain.isascii() or plain in self._known:
            return None
        for shorter in (plain, *_without_one_letter(plain)):
            word = self._one_short.get(shorter)
            if word is not None and word[0] == plain[0]:
                return word
        return None


def _without_one_letter(word: str) -> tuple[str, ...]:
    return tuple(word[:n] + word[n + 1 :] for n in range(len(word)))
