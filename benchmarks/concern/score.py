"""Count what is heard and what alarms for nothing: by the phrases alone, and with the learned ear."""

import csv
import random
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from analysis.concern import UNSURE, Severity, as_heard, signs
from analysis.concern_learned import packaged_ear
from benchmarks.concern.sayings import Saying
from feedback_app.example.voices import Composer, pools

COMMENTS = Path(__file__).parents[3] / "shared" / "data" / "nhs_fft_themes" / "comments.csv"
LENGTH = 300
TEXTS = 400
ROUNDS = 5
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Count:
    """Of `all` texts, how many raise S3 or more by phrases, and how many by phrases or the ear."""

    all: int
    phrases: int
    both: int

    def share(self, heard: int) -> float:
        return heard / max(self.all, 1)


def count(texts: Iterable[str]) -> Count:
    """Listen to each text once."""
    found = [{sign.category for sign in signs(text) if sign.severity <= Severity.S3} for text in texts]
    return Count(len(found), sum(bool(f - {UNSURE}) for f in found), sum(map(bool, found)))


def by(sayings: Sequence[Saying], named: Callable[[Saying], str]) -> dict[str, Count]:
    """A count for each name, in the order of the names."""
    names = sorted({named(saying) for saying in sayings})
    return {name: count(s.text for s in sayings if named(s) == name) for name in names}


def example_answers() -> list[str]:
    """What the made-up people of the example year say in English, each box in each quarter."""
    composer = Composer(random.Random(1), "Ms Example")
    said = [
        composer.says(speaker, box, quarter)
        for speaker, boxes in pools().items()
        if not speaker.startswith(("arabic", "polish"))
        for box in boxes
        for quarter in range(4)
    ]
    return [one.words for one in said if one is not None]


def public_comments() -> list[str] | None:
    """Public comments on health services, or nothing where the shared folder is not there."""
    if not COMMENTS.exists():
        return None
    with COMMENTS.open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


@dataclass(frozen=True, slots=True)
class Time:
    """Milliseconds of processor for a text of 300 characters: all of it, and what the ear adds."""

    all: float
    ear: float


def time_a_text(sayings: Sequence[Saying]) -> Time:
    """On texts put together from harmless sayings, so that the ear is always asked."""
    chance = random.Random(1)
    texts = [" ".join(chance.choice(sayings).text + "." for _ in range(40))[:LENGTH] for _ in range(TEXTS)]
    listened = [as_heard(text) for text in texts]
    ear = packaged_ear()
    return Time(
        min(_milliseconds(signs, texts) for _ in range(ROUNDS)),
        min(_milliseconds(ear.suspects, listened) for _ in range(ROUNDS)),
    )


def _milliseconds(deed: Callable[[Thing], object], things: Sequence[Thing]) -> float:
    taken = []
    for thing in things:
        began = time.process_time_ns()
        deed(thing)
        taken.append((time.process_time_ns() - began) / 1_000_000)
    return statistics.mean(taken)
