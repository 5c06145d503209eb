"""Hide one theme at a time from the codebook, and see whether it surfaces as a topic of its own.

Run `python -m benchmarks.dashboards.emerging FOLDER` with the folder of the public NHS comments. A theme
has surfaced when, in one of the first five topics, at least half of the twenty most typical answers carry
it. How topics are found was chosen on every other theme (the first, third, …) alone; results are told for
those and for the others. Writes `benchmarks/results/emerging.md`.
"""

import csv
import json
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from analysis.codebook import from_yaml
from analysis.emerging import emerging_topics
from analysis.stretches import Said, Stretch, apart, cut
from analysis.tagging import suggest
from feedback_app.dashboards.topics import MOST_ANSWERS

RESULTS = Path(__file__).parents[1] / "results" / "emerging.md"
CODEBOOK = Path(__file__).parents[1] / "themes" / "nhs.codebook.yaml"
TOP, TYPICAL = 5, 20
RESULT = """# Topics nobody asked about: does a hidden theme surface?

Written by `python -m benchmarks.dashboards.emerging` on the 3,458 public NHS comments (the development part),
{stretches} stretches. One theme at a time is hidden from the codebook; it has surfaced when at least half of
the twenty most typical answers of one of the first five topics carry it. How topics are found was chosen on
every other theme; the other half was looked at only when that was done.

- **Coded by people** (an answer that carries another label is covered): {people} surface.
  This is the easier question: what is left uncovered is mostly the hidden theme.
- **Not coded yet** (a stretch is covered where the codebook's words would suggest another code):
  {machine} surface.
- The slowest search took {slowest} s. The same comments drawn again and again to the 20,000 answers that a
  site looks through, none coded, with as many earlier ones: {many} s of one processor.
- The way before this one (NMF factors) found 21 and 5 of 27; a stretch was covered by any word of another
  code then. With what covers it now the old way found 7.

“Left” is how many of the theme's answers have anything that is not covered; “place” that of the first topic
about it, of twelve.

| theme | answers | left, coded | place | purity | words | left, not coded | place | purity | words |
|---|---|---|---|---|---|---|---|---|---|
{lines}
"""


@dataclass(frozen=True)
class Comment:
    text: str
    labels: frozenset[str]


@dataclass(frozen=True)
class Surfaced:
    """One hidden theme, and what the first topics have of it.

    `left` of its answers have anything uncovered; `best` is how pure the best of the first topics is, `rank`
    the place of the first topic about it, if any is.
    """

    theme: str
    left: int
    best: float
    rank: int | None
    words: str
    seconds: float

    @property
    def found(self) -> bool:
        return self.best >= 0.5


@dataclass(frozen=True)
class Part:
    """A stretch of a comment, and the codes a machine would suggest for it."""

    number: int
    comment: Comment
    text: str
    suggested: frozenset[str]


def comments(folder: Path) -> tuple[list[Comment], list[str]]:
    labels: list[str] = json.loads((folder / "labels.json").read_text("utf-8"))["labels_scored"]
    with (folder / "comments.csv").open(encoding="utf-8", newline="") as file:
        read = [
            Comment(row["text"], frozenset(label for label in labels if row[label] == "1"))
            for row in csv.DictReader(file)
        ]
    return read, labels


def hide(theme: str, parts: list[Part]) -> Surfaced:
    """People have coded everything with the codes there are; the hidden theme was not among them."""
    return _surfaced(theme, parts, [bool(part.comment.labels - {theme}) for part in parts])


def hide_from_machine(theme: str, parts: list[Part]) -> Surfaced:
    """Nobody has coded anything: a stretch is covered where the codebook's words suggest another code."""
    return _surfaced(theme, parts, [bool(part.suggested - {theme}) for part in parts])


def _surfaced(theme: str, parts: list[Part], is_covered: list[bool]) -> Surfaced:
    uncovered = [Stretch(p.number, p.text) for p, is_in in zip(parts, is_covered, strict=True) if not is_in]
    covered = [p.text for p, is_in in zip(parts, is_covered, strict=True) if is_in]
    carrying = {part.number for part in parts if theme in part.comment.labels}
    began = time.perf_counter()
    topics = emerging_topics(uncovered, covered)
    took = time.perf_counter() - began
    pure = [
        sum(answer in carrying for answer in topic.answers[:TYPICAL]) / len(topic.answers[:TYPICAL])
        for topic in topics
    ]
    rank = next((number for number, part in enumerate(pure, 1) if part >= 0.5), None)
    best = max(range(min(TOP, len(pure))), key=pure.__getitem__, default=None)
    words = ", ".join(topics[best].spoken[:4]) if best is not None else ""
    left = len({stretch.answer for stretch in uncovered} & carrying)
    return Surfaced(theme, left, pure[best] if best is not None else 0.0, rank, words, took)


def stretches(said: list[Comment]) -> list[Part]:
    """Every comment in stretches, each with the codes that the codebook's words would suggest for it."""
    book = from_yaml(CODEBOOK.read_text("utf-8"))
    return [
        Part(number, comment, text, frozenset(found.code_id for found in suggest(text, book, at_most=99)))
        for number, comment in enumerate(said)
        for text in cut(comment.text)
    ]


def seconds_for_many(said: list[Comment]) -> float:
    """How long a site is busy with as many uncoded answers as it looks through at once."""
    book, chance = from_yaml(CODEBOOK.read_text("utf-8")), random.Random(1)
    many = [Said(number, chance.choice(said).text) for number in range(MOST_ANSWERS)]
    began = time.process_time()
    uncovered, covered = apart(many, lambda words: bool(suggest(words, book)))
    earlier = [words for each in many for words in cut(each.text)]
    emerging_topics(uncovered, [stretch.text for stretch in covered], earlier)
    return time.process_time() - began


def told(surfaced: list[Surfaced]) -> str:
    """How many surface: of all, of the half that was tuned on, and of the other half."""
    found = [each.found for each in surfaced]
    tuned, other = found[0::2], found[1::2]
    return (
        f"**{sum(found)} of {len(found)}** ({sum(tuned)} of the {len(tuned)} tuned on, "
        f"{sum(other)} of the other {len(other)})"
    )


def main() -> None:
    said, labels = comments(Path(sys.argv[1]))
    parts = stretches(said)
    people = [hide(theme, parts) for theme in labels]
    machine = [hide_from_machine(theme, parts) for theme in labels]
    carrying = {theme: sum(theme in comment.labels for comment in said) for theme in labels}
    lines = [
        f"| {one.theme} | {carrying[one.theme]} | {one.left} | {_place(one)} | {one.best:.2f} "
        f"| {one.words} | {other.left} | {_place(other)} | {other.best:.2f} | {other.words} |"
        for one, other in zip(people, machine, strict=True)
    ]
    slowest = max(each.seconds for each in (*people, *machine))
    text = RESULT.format(
        stretches=f"{len(parts):,}",
        people=told(people),
        machine=told(machine),
        slowest=f"{slowest:.1f}",
        many=f"{seconds_for_many(said):.1f}",
        lines="\n".join(lines),
    )
    RESULTS.write_text(text, encoding="utf-8")
    print(RESULTS.read_text("utf-8"))


def _place(surfaced: Surfaced) -> str:
    return "–" if surfaced.rank is None else str(surfaced.rank)


if __name__ == "__main__":
    main()
