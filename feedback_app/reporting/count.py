"""From what was read to figures that are safe to print; pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from analysis.counts import Table, Tally, Totals, cross_tabulate, turnout
from analysis.disclosure import protect
from analysis.safe_counts import HIDDEN, SMALL_GROUP, SafeCounts
from feedback_app.reporting import words
from feedback_app.reporting.document import Figure, FigureKey
from feedback_app.reporting.gathered import AskedFor, HeldAudit, SaidBy

Key = TypeVar("Key", bound=str)


def outcome(asked: AskedFor) -> str:
    """What came of one feedback request (Nottinghamshire QMF 2019, R-30); each has exactly one."""
    if asked.heard:
        return words.HEARD
    if not asked.appropriate:
        return words.NOT_APPROPRIATE
    if asked.declined:
        return words.DECLINED
    return words.NOT_REACHED if asked.tried_before_meeting else words.NOT_TRIED


def audits_figure(audits: Sequence[HeldAudit]) -> Figure | None:
    areas = sorted({audit.service_area for audit in audits})
    localities = sorted({audit.locality for audit in audits})
    table = cross_tabulate(((audit.service_area, audit.locality) for audit in audits), areas, localities)
    return _figure(FigureKey.audits, "Learning audits held", table, "Service area", "learning audits")


def requests_figure(requests: Sequence[AskedFor]) -> Figure | None:
    groups = in_order((asked.group for asked in requests), words.GROUPS)
    table = cross_tabulate(
        ((words.GROUPS[asked.group], outcome(asked)) for asked in requests), groups, words.OUTCOMES
    )
    title = "Who we set out to hear before the audits, and what came of it"
    return _figure(FigureKey.requests, title, table, "Who", "feedback requests")


def responses_figures(said: Sequence[SaidBy], givers: Sequence[tuple[str, str, str]]) -> list[Figure]:
    """Who gave feedback, how, in which language, and people apart from responses: each on its own.

    Set against each other, a few phone calls would hide how many children there were.
    """
    figures = (
        _figure(FigureKey.said_by, "Who gave feedback", _by_group(said), "Who", "responses"),
        _figure(FigureKey.channels, "How they gave it", _by_channel(said), "How", "responses"),
        _figure(FigureKey.languages, "In which language", _by_language(said), "Language", "responses"),
        _figure(
            FigureKey.people,
            "People and responses",
            _people(said, givers),
            "Counted as",
            "responses",
            words.CANNOT_TELL_PEOPLE,
        ),
    )
    return [figure for figure in figures if figure]


def _by_group(said: Sequence[SaidBy]) -> Table:
    groups = in_order((line.group for line in said), words.GROUPS)
    return _column(((words.GROUPS[line.group], line.count) for line in said), groups)


def _by_channel(said: Sequence[SaidBy]) -> Table:
    channels = in_order((line.channel for line in said), words.CHANNELS)
    return _column(((words.CHANNELS[line.channel], line.count) for line in said), channels)


def _by_language(said: Sequence[SaidBy]) -> Table:
    named = [(language_name(line.language), line.count) for line in said]
    return _column(named, sorted({name for name, _ in named}))


def _column(named: Iterable[tuple[str, int]], rows: Sequence[str]) -> Table:
    """One column of responses with its total."""
    counted: Counter[str] = Counter()
    for name, count in named:
        counted[name] += count
    return Table(tuple(rows), ("Responses",), tuple((counted[row],) for row in rows), Totals.COLUMNS)


def _people(said: Sequence[SaidBy], givers: Sequence[tuple[str, str, str]]) -> Table:
    unnamed = sum(line.count for line in said) - len(givers)
    heard = turnout([*givers, *[None] * unnamed])
    counts = ((heard.people,), (heard.responses - heard.people,))
    return Table((words.ONCE, words.AGAIN), ("Responses",), counts, Totals.COLUMNS)


def _figure(
    key: FigureKey, title: str, table: Table, row_head: str, of: str, note: str = ""
) -> Figure | None:
    """The figure, or nothing where even how many there are cannot be told."""
    if not table.rows or not table.columns:
        return None
    safe = protect(table)
    if safe.base in (HIDDEN, 0):
        return None
    return Figure(key=key, title=title, counts=safe, row_head=row_head, of=of, note=note)


def in_order(found: Iterable[Key], names: Mapping[Key, str]) -> tuple[str, ...]:
    """The names of what was found, in the order the report uses."""
    present = set(found)
    return tuple(name for key, name in names.items() if key in present)


def language_name(code: str) -> str:
    return words.LANGUAGES.get(code.split("_", maxsplit=1)[0], "Another language")


def safe_tally(
    items: Sequence[str], counts: Mapping[str, int], base: int, small_group: int = SMALL_GROUP
) -> SafeCounts:
    """How many of `base` responses carry each item; hidden too where nearly all of them do (R-44)."""
    counted = Tally(tuple(items), tuple(counts.get(item, 0) for item in items), base)
    everyone = Tally(tuple(items), (base,) * len(items), base)
    return protect(counted, within=(everyone,), small_group=small_group)
