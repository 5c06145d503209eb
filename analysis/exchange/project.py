"""A coded project: what was said, who coded it, and which words were given which code."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from analysis.exchange.tree import CodeNode


class Speaks(StrEnum):
    """Which way words speak, as whoever coded them understood it."""

    well = "well"
    not_so_good = "not_so_good"
    mixed = "mixed"
    unsaid = "unsaid"


@dataclass(frozen=True, slots=True)
class Coder:
    guid: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Coded:
    """These words were given this code; places are code points of the source's text.

    `start` is None where the file's places are beyond the text or cut a character in two. When the file
    leaves the text itself out, places are the UTF-16 units it wrote. `speaks` is None where the file does
    not say which way the words speak.
    """

    guid: str
    start: int | None
    end: int | None
    code: str
    coder: str = ""
    made_at: datetime | None = None
    speaks: Speaks | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One thing somebody said; `text` is None when the file leaves it out."""

    guid: str
    name: str
    text: str | None
    description: str = ""
    coded: tuple[Coded, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """`other_sources` counts pictures, sound and the like, which are not read."""

    name: str
    coders: tuple[Coder, ...]
    codes: tuple[CodeNode, ...]
    sources: tuple[Source, ...]
    other_sources: int = 0
