"""Which of the words somebody said are the words that were looked for: pure."""

from dataclasses import dataclass

from analysis.text import stem
from feedback_app.finding.asked import Asked, Term
from feedback_app.finding.fold import is_letter, pieces

AROUND = 140
WHOLE = 420


@dataclass(frozen=True, slots=True)
class Found:
    """From `start` up to, not including, `end`, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Shown:
    """The part of an answer a list shows: its words, the marks inside them, and whether more was said."""

    start: int
    words: str
    marks: tuple[Found, ...]
    more_before: bool
    more_after: bool


@dataclass(frozen=True, slots=True)
class _Word:
    plain: str
    stem: str
    start: int
    end: int


def found_in(words: str, asked: Asked) -> tuple[Found, ...]:
    """Where the words looked for stand, in order, none inside another."""
    said = _words(words)
    places = sorted(
        {place for group in asked.groups for term in group for place in _places(said, term)},
        key=lambda place: (place.start, -place.end),
    )
    kept: list[Found] = []
    for place in places:
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return tuple(kept)


def _words(words: str) -> list[_Word]:
    found, start = [], None
    for at, sign in enumerate([*words, " "]):
        if is_letter(sign):
            start = at if start is None else start
        elif start is not None:
            found += [_Word(piece, stem(piece), start, at) for piece in pieces(words[start:at])]
            start = None
    return found


def _places(said: list[_Word], term: Term) -> list[Found]:
    length = len(term.pieces)
    stems = [stem(piece) for piece in term.pieces]
    endings = {stem(word) for word in term.endings}
    found = []
    for first in range(len(said) - length + 1):
        here = said[first : first + length]
        whole = all(map(_same, here, term.pieces, stems))
        if whole or (term.begins and _begins(here, term, stems, endings)):
            found.append(Found(here[0].start, here[-1].end))
    return found


def _same(word: _Word, piece: str, root: str) -> bool:
    return word.plain == piece or word.stem == root


def _begins(here: list[_Word], term: Term, stems: list[str], endings: set[str]) -> bool:
    *before, last = here
    if not all(map(_same, before, term.pieces, stems)):
        return False
    wanted = term.pieces[-1]
    return last.plain.startswith(wanted) or last.stem.startswith(stems[-1]) or last.stem in endings


def shown(words: str, asked: Asked) -> Shown:
    """A long answer cut around the first words found; a short one whole."""
    marks = found_in(words, asked)
    if len(words) <= WHOLE:
        return Shown(0, words, marks, more_before=False, more_after=False)
    first = marks[0].start if marks else 0
    start = _at_a_space(words, max(0, first - AROUND)) if first > AROUND else 0
    end = min(len(words), start + WHOLE)
    if end < len(words):
        end = words.rfind(" ", start + 1, end) if words.rfind(" ", start + 1, end) > start else end
    inside = tuple(
        Found(mark.start - start, min(mark.end, end) - start) for mark in marks if start <= mark.start < end
    )
    return Shown(start, words[start:end], inside, more_before=start > 0, more_after=end < len(words))


def _at_a_space(words: str, at: int) -> int:
    found = words.find(" ", at, at + 60)
    return found + 1 if found >= 0 else at
