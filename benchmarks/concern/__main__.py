"""Measure on the held-out part and write it down: run `python -m benchmarks.concern`."""

from collections.abc import Mapping
from pathlib import Path

from analysis.concern import categories
from benchmarks.concern.sayings import Part, sayings
from benchmarks.concern.score import Count, by, count, example_answers, public_comments, time_a_text
from tests.analysis.concern_held_out import HELD_OUT, OBLIQUE

RESULT = Path(__file__).parents[1] / "results" / "concern.md"
ABOUT = """# How many signs of harm are heard at the door

`python -m benchmarks.concern`. A sign is heard when the answer raises S3 or more, so that a concern waits for
a person. "Phrases" is the list alone (`concern_signs.yaml`); "with the ear" adds the learned weights
(`concern_learned.py`), which may only add. The held-out part was written before the weights were learned, and
nothing was tuned on it. (The first weights heard 57.7 % of it and alarmed at 19.5 %; then they were taught
once more, with harmless complaints about promises, as too many answers of the example year had alarmed.)

| held-out part | answers | phrases | with the ear |
|---|---|---|---|
{whole}

## What should be read soon, by who says it, how, and what it points to (share heard)

Few answers stand behind most lines: one saying more or less is a change of 7 to 50 in a hundred.

{harm}

## Alarms on harmless answers (of 1,000 of each kind)

More than half of these were written to be mistaken: idioms, denials, sadness without harm, and words of harm
used harmlessly (`near`).

{harmless}

## Texts not written for this

{others}

The thirty and the sixty sayings are those of the tests. Whoever wrote the building part had read them and
kept away from their pictures, so these figures are a little high too. About fifty of the public comments and
forty answers of the example year that alarmed at first were looked at while the ear was made, which led to
shorter stretches and to more harmless answers in the building part; their figures here are therefore a little
low. Neither is learned from.

## Time

{time}

## What this cannot show

- Every saying was made up by us, by one author in one day. Real children say it in other words, or not at
  all; a share heard here is not a share of real children heard. We found no public set of such answers.
- The ear knows English only. In Polish and Arabic there are phrases alone, and no native speaker has checked
  them.
- What neither hears is not safe. Every answer is read by a person (R-35), and nothing here lowers, closes or
  sorts away anything (R-36).
- Alarms were counted on made-up and on adults' answers. How many a council will meet must be counted there.
"""


def main() -> None:
    """Score and write the page."""
    held_out = sayings(Part.held_out)
    harm = [s for s in held_out if s.should_be_read_soon]
    harmless = [s for s in held_out if not s.should_be_read_soon]
    names = {category.id: category.name for category in categories()}
    comments = public_comments()
    others = {
        "thirty oblique sayings of the tests (heard)": count(text for text, _ in OBLIQUE),
        "sixty plain sayings of the tests (heard)": count(text for text, _ in HELD_OUT),
        "example year, English answers, harmless (alarms)": count(example_answers()),
    }
    if comments is not None:
        others["public NHS comments, adults, mostly harmless (alarms)"] = count(comments)
    took = time_a_text(harmless)
    page = ABOUT.format(
        whole="\n".join(
            (
                _row("should be read soon (heard)", count(s.text for s in harm)),
                _row("harmless (alarms)", count(s.text for s in harmless)),
            )
        ),
        harm=_table(
            "said by",
            by(harm, lambda s: s.voice) | by(harm, lambda s: s.manner) | by(harm, lambda s: s.kind),
            names,
        ),
        harmless=_per_thousand(by(harmless, lambda s: s.kind)),
        others="| texts | how many | phrases | with the ear |\n|---|---|---|---|\n"
        + "\n".join(_row(name, found) for name, found in others.items()),
        time=f"{took.all:.2f} ms of processor for a harmless text of 300 characters, of which the ear "
        f"{took.ear:.3f} ms (mean of 400 texts, best of five rounds, on a machine shared with others).",
    )
    RESULT.write_text(page, encoding="utf-8")
    print(page)


def _row(name: str, found: Count) -> str:
    phrases, both = (f"{n} ({100 * found.share(n):.1f} %)" for n in (found.phrases, found.both))
    return f"| {name} | {found.all} | {phrases} | {both} |"


def _table(first: str, counts: Mapping[str, Count], names: Mapping[str, str]) -> str:
    lines = [f"| {first}, how, kind | answers | phrases | with the ear |", "|---|---|---|---|"]
    lines += [_row(f"{name} {names.get(name, '')}".strip(), found) for name, found in counts.items()]
    return "\n".join(lines)


def _per_thousand(counts: Mapping[str, Count]) -> str:
    lines = ["| kind | answers | phrases | with the ear |", "|---|---|---|---|"]
    for name, found in counts.items():
        phrases, both = (f"{1000 * found.share(n):.0f}" for n in (found.phrases, found.both))
        lines.append(f"| {name} | {found.all} | {phrases} | {both} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
