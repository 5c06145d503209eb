"""Words and letter groups of many texts at once, as 64-bit numbers with the place where each stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from analysis.text import Token

Keys = NDArray[np.uint64]
Places = NDArray[np.int64]
_TURN = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


@dataclass(frozen=True, slots=True)
class Grams:
    """`keys[i]` stands in text `rows[i]` at code points `starts[i]:ends[i]`."""

    rows: Places
    keys: Keys
    starts: Places
    ends: Places


def together(parts: Sequence[Grams]) -> Grams:
    return Grams(
        np.concatenate([p.rows for p in parts]),
        np.concatenate([p.keys for p in parts]),
        np.concatenate([p.starts for p in parts]),
        np.concatenate([p.ends for p in parts]),
    )


@lru_cache(maxsize=100_000)
def key_of(word: str) -> int:
    """The same number for the same word in every process and on every machine."""
    return int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def word_grams(texts: Sequence[Sequence[Token]]) -> Grams:
    """Stems, and two stems one after the other."""
    one = _stems(texts)
    return together([one, _pairs(one, 1)])


def distant_pairs(texts: Sequence[Sequence[Token]], *, farthest: int = 4) -> Grams:
    """Two stems with one to three words between them, the same however many these are."""
    one = _stems(texts)
    return together([_pairs(one, apart) for apart in range(2, farthest + 1)])


def _stems(texts: Sequence[Sequence[Token]]) -> Grams:
    said = [(row, token) for row, words in enumerate(texts) for token in words]
    return Grams(
        np.array([row for row, _ in said], np.int64),
        np.array([key_of(token.stem) for _, token in said], np.uint64),
        np.array([token.start for _, token in said], np.int64),
        np.array([token.end for _, token in said], np.int64),
    )


def _pairs(one: Grams, apart: int) -> Grams:
    same = one.rows[:-apart] == one.rows[apart:]
    keys = _turned(one.keys[:-apart]) + one.keys[apart:]
    if apart > 1:
        keys = _mixed(keys, 3)
    return Grams(one.rows[:-apart][same], keys[same], one.starts[:-apart][same], one.ends[apart:][same])


def letter_grams(texts: Sequence[str], *, shortest: int = 2, longest: int = 5) -> Grams:
    """Groups of letters inside a word, its edges counted as a space."""
    letters, rows, places = _letters(texts)
    spaces = letters == np.uint64(32)
    found: list[Grams] = []
    running = letters
    inside = np.zeros(len(letters), dtype=bool)
    for size in range(2, longest + 1):
        if len(letters) < size:
            break
        running = _turned(running[:-1]) + letters[size - 1 :]
        last = size - 1
        inside = inside[: len(letters) - last]
        if size > 2:
            inside = inside | spaces[last - 1 : len(letters) - 1][: len(inside)]
        kept = ~inside & (rows[: len(inside)] == rows[last:])
        if size == 2:
            kept &= ~(spaces[:-1] & spaces[1:])
        if size >= shortest:
            at = np.nonzero(kept)[0]
            found.append(Grams(rows[at], _mixed(running[at], size), places[at], places[at + last] + 1))
    return together(found) if found else _nothing()


def _letters(texts: Sequence[str]) -> tuple[Keys, Places, Places]:
    """Every text in small letters between two spaces, one after another; the same place for every letter."""
    shown = [" " + _lowered(text) + " " for text in texts]
    lengths = np.array([len(text) for text in shown], np.int64)
    points = np.frombuffer("".join(shown).encode("utf-32-le", "replace"), dtype=np.uint32)
    rows = np.repeat(np.arange(len(shown), dtype=np.int64), lengths)
    firsts = np.repeat(np.cumsum(lengths) - lengths, lengths)
    return points.astype(np.uint64), rows, np.arange(len(points), dtype=np.int64) - firsts - 1


def _lowered(text: str) -> str:
    """Small letters, spaces for every kind of space, and exactly as long as before."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return small.translate(_SPACES)


_SPACES = str.maketrans(dict.fromkeys("\t\n\r\x0b\x0c\xa0\u2028\u2029", " ") | {"\u2019": "'", "\u2018": "'"})


def _turned(keys: Keys) -> Keys:
    turned: Keys = keys * _TURN
    return turned


def _mixed(keys: Keys, size: int) -> Keys:
    mixed: Keys = (keys ^ (keys >> np.uint64(29))) * _MIX + np.uint64(size)
    return mixed


def _nothing() -> Grams:
    none = np.empty(0, np.int64)
    return Grams(none, np.empty(0, np.uint64), none, none)
