"""Names and places the product knows of itself, found however they are written: its own staff, its places.

Children write names small. A name on the staff list, a school or a locality is found in any letters; the most
usual first names are found too, those aside that are everyday words as well.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from analysis.documents import words_called
from analysis.redaction_patterns import Kind

_FIRST_NAMES = words_called("first_names")
_NOT_NAMES = words_called("not_names")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SHORTEST = 3
_KINDS_OF_SCHOOL = frozenset({"school", "academy", "college", "nursery"})


@dataclass(frozen=True, slots=True)
class Known:
    """Whole names of people, places and schools, as the council writes them."""

    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownHere:
    """A known name at `start:end`."""

    kind: Kind
    start: int
    end: int


NOTHING_KNOWN = Known()


def known_in(text: str, known: Known) -> Iterator[KnownHere]:
    """Where known names stand: whole names first, then each part of a person's name."""
    schools = (*known.schools, *filter(None, map(_without_its_kind, known.schools)))
    for kind, names in ((Kind.school, schools), (Kind.place, known.places), (Kind.name, known.people)):
        pattern = _any_of(names)
        if pattern:
            for match in pattern.finditer(text):
                yield KnownHere(kind, match.start(), match.end())
    parts = _parts(known.people)
    for match in _WORD.finditer(text):
        if _bare(match.group()) in parts:
            yield KnownHere(Kind.name, match.start(), match.end())


def _without_its_kind(school: str) -> str:
    """A school as children call it: Riverside Primary School is Riverside Primary; "" for short names."""
    *begins, last = school.split() or [""]
    return " ".join(begins) if len(begins) > 1 and last.casefold() in _KINDS_OF_SCHOOL else ""


def is_first_name(word: str) -> bool:
    return _bare(word) in _FIRST_NAMES


def _bare(word: str) -> str:
    return word.casefold().replace("’", "'").removesuffix("'s")


@lru_cache(maxsize=16)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """Any of these, longest first, in any letters and with any space between their words."""
    wanted = sorted({name.strip() for name in names if len(name.strip()) >= _SHORTEST}, key=len, reverse=True)
    if not wanted:
        return None
    shapes = (r"\s+".join(map(re.escape, name.split())) for name in wanted)
    return re.compile(rf"(?<!\w)(?:{'|'.join(shapes)})(?!\w)", re.I)


@lru_cache(maxsize=16)
def _parts(names: tuple[str, ...]) -> frozenset[str]:
    parts = {_bare(part) for name in names for part in name.split()}
    return frozenset(part for part in parts if len(part) >= _SHORTEST and part not in _NOT_NAMES)
