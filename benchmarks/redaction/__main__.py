"""Measure what is pointed out and write it down: run `python -m benchmarks.redaction`."""

import time
from pathlib import Path

from analysis.redaction import Kind, Known
from benchmarks.redaction.score import Score, score, sentences

RESULT = Path(__file__).parents[1] / "results" / "redaction.md"
SHOWN = (
    ("PERSON", "names of people"),
    ("GPE", "towns and countries"),
    ("ORGANIZATION", "organisations"),
    ("EMAIL_ADDRESS", "e-mail addresses"),
    ("PHONE_NUMBER", "phone numbers (of many countries)"),
    ("DATE_TIME", "dates"),
    ("AGE", "ages"),
    ("STREET_ADDRESS", "whole addresses (mostly not British, over several lines)"),
    ("ZIP_CODE", "postcodes (none of them British)"),
)
ABOUT = """# What redaction points out

`python -m benchmarks.redaction`, on the {count} invented sentences of presidio-research (MIT):
recall is the share of marked stretches of which every word is pointed out (titles and particles
aside); precision is the share of what is pointed out that is marked at all. The patterns were
written for British feedback; a first look at what was missed here led to phone, date and age
patterns, so those rows are a little high. {rate:.0f} sentences a second.

| what | how many | recall as written | recall all in small letters | small letters and a staff list |
|---|---|---|---|---|
"""
AFTER = """
Precision as written: {precision:.3f} of everything pointed out, {names:.3f} of names (the others
are mostly titles of songs, shops and capitals for their own sake: in these sentences, not in
children's).

"A staff list" gives every marked name as known, as our own staff are: what it finds is what is
missed for being written small, and it shows the part a council's own list plays. Names that are on
no list, written small and with no cue beside them are missed: that is why a second person reads
every quote (R-45).
"""


def main() -> None:
    """Score three ways and write the page."""
    all_of_them = sentences()
    began = time.perf_counter()
    written = score(all_of_them)
    rate = len(all_of_them) / (time.perf_counter() - began)
    small = score(all_of_them, lower=True)
    names = tuple(
        sorted({s.text[m.start : m.end] for s in all_of_them for m in s.marked if m.kind == "PERSON"})
    )
    listed = score(all_of_them, Known(people=names), lower=True)
    page = ABOUT.format(count=len(all_of_them), rate=rate)
    page += "\n".join(_row(kind, words, written, small, listed) for kind, words in SHOWN) + "\n"
    page += AFTER.format(precision=written.precision(), names=written.precision(Kind.name))
    RESULT.write_text(page, encoding="utf-8")
    print(page)


def _row(kind: str, words: str, *scores: Score) -> str:
    recalls = " | ".join(f"{each.recall(kind):.3f}" for each in scores)
    return f"| {words} | {scores[0].there[kind]} | {recalls} |"


if __name__ == "__main__":
    main()
