"""Compose what made-up people say from sentences of our own, remembering what each sentence is about."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from surveys.reading import Plain, read

FOLDER = Path(__file__).with_name("voices")
EITHER = re.compile(r"\(([^()]*)\)")
TRIES = 12
FLAT = (1.0, 1.0, 1.0, 1.0)
# How much is said about something from one quarter of the example year to the next.
TRENDS: Mapping[str, tuple[float, float, float, float]] = {
    "REL.change": (1.0, 1.4, 2.2, 1.1),
    "REL.kind": (1.0, 1.0, 1.2, 1.4),
    "MEET.time": (2.4, 1.8, 1.0, 0.5),
    "PLAN.delay": (0.7, 1.0, 1.3, 1.8),
    "HELP.right": (0.8, 1.0, 1.3, 1.6),
    "WELL.mh": (0.8, 1.2, 1.5, 1.7),
    "VOICE.told": (1.8, 1.4, 0.9, 0.6),
    "INCL.language": (0.6, 1.0, 1.0, 1.5),
}


@dataclass(frozen=True)
class Line:
    """One sentence with its alternatives, and the code of what it is about."""

    code: str
    template: str


@dataclass(frozen=True)
class About:
    """Words `start:end` of what somebody said are about this code."""

    code: str
    start: int
    end: int


@dataclass(frozen=True)
class Spoken:
    """What somebody said in one box."""

    words: str
    about: tuple[About, ...]


Pool = Mapping[str, tuple[Line, ...]]


@lru_cache(maxsize=1)
def pools() -> Mapping[str, Pool]:
    """Every speaker's sentences by box, such as pools()["child"]["LA1.well"]."""
    found: dict[str, Pool] = {}
    for file in sorted(FOLDER.glob("*.yaml")):
        document = read(file.read_text(encoding="utf-8")).value
        assert isinstance(document, dict)
        if {"young", "adult"} == set(document):
            found |= {f"{file.stem}_{age}": _pool(part) for age, part in document.items()}
        else:
            found[file.stem] = _pool(document)
    return found


def _pool(part: Plain) -> Pool:
    assert isinstance(part, dict)
    return {box: _lines(sentences) for box, sentences in part.items()}


def _lines(sentences: Plain) -> tuple[Line, ...]:
    assert isinstance(sentences, list)
    pairs = [pair for sentence in sentences if isinstance(sentence, dict) for pair in sentence.items()]
    return tuple(Line(code, str(template)) for code, template in pairs)


@dataclass
class Composer:
    """Says things nobody has said before in this example, where the sentences allow it."""

    chance: random.Random
    director: str
    heard: set[str] = field(default_factory=set)

    def says(self, speaker: str, box: str, quarter: int) -> Spoken | None:
        """Something for this box; None when this speaker has nothing to say there."""
        lines = pools()[speaker].get(box)
        if not lines:
            return None
        spoken = self._composed(lines, quarter)
        for _try in range(TRIES):
            if spoken.words not in self.heard:
                break
            spoken = self._composed(lines, quarter)
        self.heard.add(spoken.words)
        return spoken

    def _composed(self, lines: Sequence[Line], quarter: int) -> Spoken:
        wanted = self.chance.choices((1, 2, 3), (60, 33, 7))[0]
        weights = [TRENDS.get(line.code, FLAT)[quarter] for line in lines]
        chosen: dict[str, Line] = {}
        for line in self.chance.choices(lines, weights, k=wanted):
            chosen.setdefault(line.code, line)
        words, about = "", []
        for line in chosen.values():
            start = len(words) + bool(words)
            words = f"{words} {self._either(line.template)}".strip()
            about.append(About(line.code, start, len(words)))
        return Spoken(words, tuple(about))

    def _either(self, template: str) -> str:
        words = EITHER.sub(lambda found: self.chance.choice(found.group(1).split("|")), template)
        return words.replace("{director_name}", self.director)
