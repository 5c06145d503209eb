"""What must be true of a report before it goes on: pure rules about its words and quotes."""

import re
from datetime import date, timedelta

from analysis.periods import (
    Month,
    NotAQuarter,
    Period,
    Quarter,
    month_of,
    parse_period,
    parse_quarter,
    quarter_of,
)
from analysis.redaction import Identifier, Known, points_out
from feedback_app.reporting.document import Words
from feedback_app.reporting.refusals import MonthIsNotOver, QuarterHasNotBegun, Section, UnknownQuarter

LEFT_OUT = re.compile(r"\[[^\[\]]{0,40}\]|…|\.\.\.")
LONGEST_QUOTE = 600


def quarter_to_report(written: str, today: date) -> Quarter:
    """The quarter named, if there can be something to report of it."""
    try:
        quarter = parse_quarter(written)
    except NotAQuarter as mistake:
        raise UnknownQuarter(str(mistake)) from mistake
    if quarter.starts > today:
        raise QuarterHasNotBegun(str(quarter))
    return quarter


def period_to_report(written: str, today: date) -> Period:
    """The quarter named if it has begun, or the month if it is over.

    Raises UnknownQuarter, QuarterHasNotBegun or MonthIsNotOver.
    """
    try:
        period = parse_period(written)
    except NotAQuarter as mistake:
        raise UnknownQuarter(str(mistake)) from mistake
    if isinstance(period, Quarter):
        return quarter_to_report(written, today)
    if period.ends >= today:
        raise MonthIsNotOver(str(period))
    return period


def months_on_offer(today: date) -> tuple[Month, ...]:
    """The three months that ended last, newest first."""
    newest = month_of(today).previous
    return newest, newest.previous, newest.previous.previous


def quarters_on_offer(today: date) -> tuple[Quarter, ...]:
    """This quarter and the seven before it, newest first."""
    return tuple(reversed(quarter_of(today).last(8)))


def due_on(period: Period) -> date:
    """A report by the end of the quarter after its own (R-24), a digest by the end of the next month."""
    if isinstance(period, Quarter):
        return period.next.ends
    return month_of(period.ends + timedelta(days=1)).ends


def empty_sections(words: Words) -> tuple[Section, ...]:
    """Which of the three sections say nothing (R-53)."""
    return tuple(section for section in Section if not str(getattr(words, section)).strip())


def points_left(quote: str, known: Known) -> tuple[Identifier, ...]:
    """What may still tell who it is, in words that are about to be quoted."""
    return points_out(LEFT_OUT.sub(lambda mark: " " * len(mark.group()), quote), known)


def only_leaves_out(said: str, quote: str) -> bool:
    """Whether a quote is what was said with nothing but gaps, each shown as […], […kind] or an ellipsis."""
    if not quote.strip() or len(quote) > LONGEST_QUOTE:
        return False
    original, at = _plain(said), 0
    pieces = [_plain(piece) for piece in LEFT_OUT.split(quote)]
    if not any(re.search(r"\w", piece) for piece in pieces):
        return False
    for piece in pieces:
        found = original.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _plain(text: str) -> str:
    return " ".join(text.split())
