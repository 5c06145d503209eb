"""What is pointed out in a quote, and which gaps a form chose."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from analysis.redaction import Identifier, Kind, Why, points_out
from feedback_app.quotations.models import Quotation
from feedback_app.quotations.rules import Gap, every_place_of
from feedback_app.quotations.standing import known_here
from feedback_app.web.fields import as_typed
from feedback_app.web.quotations.words import kind_words, why_words

MOST_ADDED = 30
ADDED = "left out"


@dataclass(frozen=True)
class Point:
    """Something to tick: where it stands, what it is and why it is pointed out."""

    value: str
    words: str
    kind: str
    why: str


@dataclass(frozen=True)
class Chosen:
    """The gaps a form chose, and the lines typed that are not in the words."""

    gaps: tuple[Gap, ...]
    not_there: tuple[str, ...]


def pointed_out(words: str, start: int, end: int) -> tuple[Identifier, ...]:
    """What may give somebody away inside a part of an answer; the whole answer gives the cues."""
    return tuple(
        point for point in points_out(words, known_here()) if point.start >= start and point.end <= end
    )


def points_of(words: str, found: tuple[Identifier, ...], kept: tuple[Gap, ...] = ()) -> list[Point]:
    """Everything to tick: what was pointed out, then what people left out besides."""
    points = [
        Point(
            f"{point.start}-{point.end}-{point.kind.value}",
            words[point.start : point.end],
            kind_words(point.kind),
            why_words(point.why),
        )
        for point in found
    ]
    known = {(point.start, point.end) for point in found}
    return points + [
        Point(value_of(gap), words[gap.start : gap.end], gap.kind, "")
        for gap in kept
        if (gap.start, gap.end) not in known
    ]


def value_of(gap: Gap) -> str:
    return f"{gap.start}-{gap.end}-{gap.kind}"


def ticked_at_first(found: tuple[Identifier, ...]) -> set[str]:
    """Everything but unusual facts and words that may only begin a sentence, which a person judges.

    What is left unticked stands before the second person once more.
    """
    return {
        f"{point.start}-{point.end}-{point.kind.value}"
        for point in found
        if point.kind is not Kind.fact and point.why is not Why.opens
    }


def gaps_of(quotation: Quotation) -> tuple[Gap, ...]:
    return tuple(Gap(gap.starts_at, gap.ends_at, gap.kind) for gap in quotation.gaps)


def chosen_in(form: MultiDict[str, str], words: str, start: int, end: int) -> Chosen:
    """The points ticked, and every place of the words typed."""
    gaps = [gap for value in form.getlist("gap")[:200] if (gap := _gap(value, start, end))]
    not_there = []
    for line in (as_typed(form.get("more", "")) or "").split("\n")[:MOST_ADDED]:
        places = every_place_of(words, line, start, end)
        gaps += [Gap(*place, ADDED) for place in places]
        if line.strip() and not places:
            not_there.append(line.strip())
    return Chosen(tuple(gaps), tuple(not_there))


def _gap(value: str, start: int, end: int) -> Gap | None:
    first, _dash, rest = value[:60].partition("-")
    last, _dash, kind = rest.partition("-")
    if not (first.isascii() and first.isdigit() and last.isascii() and last.isdigit()):
        return None
    gap = Gap(int(first), int(last), kind)
    known = kind in set(Kind) or kind == ADDED
    return gap if known and start <= gap.start < gap.end <= end else None
