"""The page about codes made ready: lines in order, shares with their intervals, totals and a chart."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from analysis.trends import Share
from feedback_app.learned.believed import OfCode, said_of
from feedback_app.reporting.charts import Bar, bar_chart
from feedback_app.web.believed.asked import Asked, SortedBy
from feedback_app.web.believed.words import belief_words

BARS = 12


@dataclass(frozen=True)
class ShareShown:
    """A share as a whole percentage and the range it may lie in; `of_100` is None when too few tell."""

    of_100: int | None
    words: str
    range: str
    short_range: str = ""


@dataclass(frozen=True)
class Line:
    code: OfCode
    right: ShareShown
    found: ShareShown
    belief: str
    kind: str


@dataclass(frozen=True)
class Column:
    name: str
    label: str
    sort_href: str
    sorted: str
    number: bool


@dataclass(frozen=True)
class Totals:
    suggested: int
    accepted: int
    declined: int
    left: int
    missed: int
    right: ShareShown
    found: ShareShown


def share_shown(share: Share) -> ShareShown:
    interval = said_of(share)
    if interval is None:
        return ShareShown(None, _("Too few to say"), "")
    of_100 = round(100 * share.count / share.base)
    low, high = int(100 * interval.low), -int(-100 * interval.high)
    return ShareShown(of_100, f"{of_100}%", _("%(low)s to %(high)s%%", low=low, high=high), f"({low}–{high})")


def line_of(code: OfCode) -> Line:
    words, kind = belief_words(code.belief)
    return Line(code, share_shown(code.right), share_shown(code.found), words, kind)


def totals_of(codes: Sequence[OfCode]) -> Totals:
    made, right = sum(each.suggested for each in codes), sum(each.accepted for each in codes)
    missed = sum(each.missed for each in codes)
    return Totals(
        made,
        right,
        sum(each.declined for each in codes),
        sum(each.left for each in codes),
        missed,
        share_shown(Share(right, made)),
        share_shown(Share(right, right + missed)),
    )


def in_order(codes: Sequence[OfCode], asked: Asked) -> list[OfCode]:
    """Sorted as asked; a share that rests on too few comes last, whichever way it is sorted."""
    if asked.by is SortedBy.code:
        return list(reversed(codes)) if asked.downwards else list(codes)
    known = [each for each in codes if _place(each, asked.by) is not None]
    unknown = [each for each in codes if _place(each, asked.by) is None]
    return sorted(known, key=lambda each: _place(each, asked.by) or 0, reverse=asked.downwards) + unknown


def _place(code: OfCode, by: SortedBy) -> float | None:
    match by:
        case SortedBy.right | SortedBy.found:
            share = code.right if by is SortedBy.right else code.found
            return None if said_of(share) is None else share.count / share.base
        case SortedBy.suggested:
            return code.suggested
        case SortedBy.declined:
            return code.declined
        case SortedBy.missed:
            return code.missed
        case SortedBy.code:
            return None


def columns_for(asked: Asked) -> list[Column]:
    labels = (
        (SortedBy.code, _("Code")),
        (SortedBy.suggested, _("Suggested")),
        (SortedBy.right, _("Agreed with")),
        (SortedBy.declined, _("Declined")),
        (SortedBy.missed, _("Missed")),
        (SortedBy.found, _("Found of what people gave")),
    )
    columns = [
        Column(by.value, label, asked.sorted_by(by), _direction(asked, by), by is not SortedBy.code)
        for by, label in labels
    ]
    code, *figures = columns
    return [code, Column("belief", _("May it be believed?"), "", "", number=False), *figures]


def _direction(asked: Asked, by: SortedBy) -> str:
    if by is not asked.by:
        return ""
    return "descending" if asked.downwards else "ascending"


def chart_of(codes: Sequence[OfCode]) -> str:
    """Of 100 suggestions of a code, how many people agreed with: the first codes that can be said."""
    said = [(each, share_shown(each.right)) for each in codes]
    bars = [
        Bar(code.name, shown.of_100, shown.short_range) for code, shown in said if shown.of_100 is not None
    ]
    if not bars:
        return ""
    return bar_chart(
        _("Of 100 suggestions, how many people agreed with"),
        _("One bar a code with the range it may lie in. The table below has the same figures."),
        bars[:BARS],
    )
