"""Hide one theme at a time from the people who code, and see whether it surfaces as a topic of its own.

Run `python -m benchmarks.dashboards.emerging FOLDER` with the folder of the public NHS comments. An answer is
covered when it carries any other scored label; a theme has surfaced when, in one of the first five topics, at
least half of the twenty most typical answers carry it. Writes `benchmarks/results/emerging.md`.
"""

import csv
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from analysis.codebook import from_yaml
from analysis.emerging import emerging_topics
from analysis.matching import matcher_for
from analysis.text import segments, tokens

RESULTS = Path(__file__).parents[1] / "results" / "emerging.md"
CODEBOOK = Path(__file__).parents[1] / "themes" / "nhs.codebook.yaml"
TOP, TYPICAL = 5, 20


@dataclass(frozen=True)
class Comment:
    text: str
    labels: frozenset[str]


@dataclass(frozen=True)
class Surfaced:
    """One hidden theme: how often it is the only label, and how pure the best of the first topics is."""

    theme: str
    alone: int
    best: float
    words: str
    seconds: float

    @property
    def found(self) -> bool:
        return self.best >= 0.5


def comments(folder: Path) -> tuple[list[Comment], list[str]]:
    labels: list[str] = json.loads((folder / "labels.json").read_text("utf-8"))["labels_scored"]
    with (folder / "comments.csv").open(encoding="utf-8", newline="") as file:
        read = [
            Comment(row["text"], frozenset(label for label in labels if row[label] == "1"))
            for row in csv.DictReader(file)
        ]
    return read, labels


def hide(theme: str, said: list[Comment]) -> Surfaced:
    """People have coded everything with the codes there are; the hidden theme was not among them."""
    uncovered = [comment for comment in said if not comment.labels - {theme}]
    covered = [comment.text for comment in said if comment.labels - {theme}]
    alone = sum(theme in comment.labels for comment in uncovered)
    return _surfaced(theme, alone, [(c.text, theme in c.labels) for c in uncovered], covered)


def hide_from_machine(theme: str, parts: list[tuple[str, Comment, frozenset[str]]]) -> Surfaced:
    """Nobody has coded anything: a stretch is covered when a keyword of any other code is in it."""
    uncovered = [(text, theme in comment.labels) for text, comment, codes in parts if not codes - {theme}]
    covered = [text for text, _comment, codes in parts if codes - {theme}]
    return _surfaced(theme, sum(carries for _, carries in uncovered), uncovered, covered)


def _surfaced(theme: str, alone: int, uncovered: list[tuple[str, bool]], covered: list[str]) -> Surfaced:
    began = time.perf_counter()
    topics = emerging_topics([text for text, _ in uncovered], covered)[:TOP]
    took = time.perf_counter() - began
    best, words = 0.0, ""
    for topic in topics:
        typical = topic.members[:TYPICAL]
        pure = sum(uncovered[member][1] for member in typical) / len(typical)
        if pure > best:
            best, words = pure, ", ".join(topic.spoken[:4])
    return Surfaced(theme, alone, best, words, took)


def stretches(said: list[Comment]) -> list[tuple[str, Comment, frozenset[str]]]:
    book = from_yaml(CODEBOOK.read_text("utf-8"))
    matcher = matcher_for(book)
    found = []
    for comment in said:
        for span in segments(comment.text):
            text = comment.text[span.start : span.end]
            codes = frozenset(book.codes[hit.entry.code].id for hit in matcher.hits(tokens(text)))
            found.append((text, comment, codes))
    return found


def main() -> None:
    said, labels = comments(Path(sys.argv[1]))
    people = [hide(theme, said) for theme in labels]
    parts = stretches(said)
    machine = [hide_from_machine(theme, parts) for theme in labels]
    lines = [
        f"| {one.theme} | {one.alone} | {'yes' if one.found else 'no'} | {one.best:.2f} | {one.words} | "
        f"{one.seconds:.1f} | {'yes' if other.found else 'no'} |"
        for one, other in zip(people, machine, strict=True)
    ]
    large = [one for one in people if one.alone >= 20]
    RESULTS.write_text(
        "# Topics nobody asked about: does a hidden theme surface?\n\n"
        "Written by `python -m benchmarks.dashboards.emerging` on the 3,458 public NHS comments\n"
        "(the development part). One theme at a time is hidden from the codebook; it has surfaced when\n"
        "at least half of the twenty most typical answers of one of the first five topics carry it.\n\n"
        f"- **Coded by people** (an answer that carries another label is covered): "
        f"**{sum(o.found for o in people)} of {len(people)}** surface; "
        f"{sum(o.found for o in large)} of the {len(large)} that are the only label of 20 answers or more.\n"
        "  This is the easier question: what is left uncovered is mostly the hidden theme.\n"
        f"- **Not coded yet** (a sentence with a keyword of any other code is covered): "
        f"**{sum(o.found for o in machine)} of {len(machine)}**. The keywords cover nine sentences in ten,\n"
        "  rightly or wrongly, so that most of a hidden theme is covered too.\n\n"
        "| hidden theme | its answers without another label | surfaces, coded | purity | words | seconds | "
        "surfaces, not coded |\n|---|---|---|---|---|---|---|\n" + "\n".join(lines) + "\n",
        encoding="utf-8",
    )
    print(RESULTS.read_text("utf-8"))


if __name__ == "__main__":
    main()
