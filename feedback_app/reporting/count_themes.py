"""Themes as safe figures: how many responses carry each, how it is going, where, and how that changes."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from analysis.counts import Groups, Table, Totals
from analysis.disclosure import protect
from analysis.periods import Quarter
from analysis.safe_counts import HIDDEN, SMALL_GROUP, SafeCounts
from analysis.trends import Direction, Share, direction
from feedback_app.reporting import words
from feedback_app.reporting.count import safe_tally
from feedback_app.reporting.document import Figure, FigureKey, QuarterFigure, ThemeLine, Trend
from feedback_app.reporting.gathered import Mention, QuarterCount, SaidIn
from feedback_app.themes.models import Valence

ELSEWHERE = "Smaller places together"
SHORTEST_TREND = 2
Placed = Callable[[SaidIn], str]


@dataclass(frozen=True)
class ThemeCounts:
    """What is needed to print themes: which are kept back, and the figures of the others."""

    kept: tuple[str, ...]
    kept_back: tuple[str, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Said:
    """The quarter's responses and what people's codings say of them.

    Of fewer than `small_group` people nothing is printed of how their answers fall.
    """

    places: Sequence[SaidIn]
    mentions: Sequence[Mention]
    small_group: int = SMALL_GROUP

    @property
    def carrying(self) -> dict[str, set[int]]:
        """The responses that carry each theme."""
        found: dict[str, set[int]] = defaultdict(set)
        for mention in self.mentions:
            found[mention.theme].add(mention.response_id)
        return found


def count_themes(
    said: Said, names: Mapping[str, str], left_out: Collection[str] = frozenset()
) -> ThemeCounts:
    """Figures in which every theme's total is shown, and the same in each.

    A theme whose total has to be hidden in one figure is taken out of all, so that no figure tells what
    another hides; so are those to be `left_out` from the beginning.
    """
    kept = _with_totals(said, tuple(slug for slug in names if slug not in left_out))
    while kept:
        figures = _figures(said, kept, names)
        shown = tuple(slug for slug in kept if not any(_hides(figure, names[slug]) for figure in figures))
        if shown == kept:
            return ThemeCounts(kept, tuple(slug for slug in names if slug not in kept), figures)
        kept = _with_totals(said, shown)
    return ThemeCounts((), tuple(names), ())


def _with_totals(said: Said, slugs: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the themes whose totals may all be shown beside each other."""
    counts = {slug: len(responses) for slug, responses in said.carrying.items()}
    while slugs:
        tally = safe_tally(slugs, counts, len(said.places), said.small_group)
        shown = tuple(slug for slug in slugs if tally.cell(slug) not in (HIDDEN, 0))
        if shown == slugs:
            return shown
        slugs = shown
    return ()


def _figures(said: Said, kept: Sequence[str], names: Mapping[str, str]) -> tuple[Figure, ...]:
    return (
        _valence_figure(said, kept, names),
        *_by_place(said, kept, names, FigureKey.localities, "Themes by locality", _locality),
        *_by_place(said, kept, names, FigureKey.service_areas, "Themes by service area", _service_area),
    )


def _hides(figure: Figure, name: str) -> bool:
    totals = figure.counts.row_totals or ()
    return name in figure.counts.rows and totals[figure.counts.rows.index(name)] in (HIDDEN, 0)


def valence_of(meant: set[Valence]) -> str:
    """How one response meant one theme: well, not so good, both, or neither said."""
    said = meant - {Valence.unsaid}
    if said == {Valence.well}:
        return words.WELL
    return words.NOT_SO_GOOD if said == {Valence.not_so_good} else words.MIXED


def by_valence(said: Said) -> Counter[tuple[str, str]]:
    """How many responses mean each theme in each way."""
    meant: dict[tuple[str, int], set[Valence]] = defaultdict(set)
    for mention in said.mentions:
        meant[mention.theme, mention.response_id].add(mention.valence)
    return Counter((theme, valence_of(valences)) for (theme, _), valences in meant.items())


def _valence_figure(said: Said, kept: Sequence[str], names: Mapping[str, str]) -> Figure:
    counted = by_valence(said)
    counts = tuple(tuple(counted[slug, valence] for valence in words.VALENCES) for slug in kept)
    table = Table(
        tuple(names[slug] for slug in kept), words.VALENCES, counts, Totals.ROWS, groups=Groups.ROWS
    )
    return Figure(
        key=FigureKey.themes,
        title="What people talked about, and how it is going",
        counts=protect(table, small_group=said.small_group),
        row_head="Theme",
        of="responses",
    )


def _locality(said: SaidIn) -> str:
    return said.locality or words.NOT_KNOWN


def _service_area(said: SaidIn) -> str:
    return said.service_area or words.NOT_KNOWN


def _by_place(
    said: Said, kept: Sequence[str], names: Mapping[str, str], key: FigureKey, title: str, place: Placed
) -> list[Figure]:
    """Themes by place, where there are two places or more that may be told apart."""
    bases = Counter(place(response) for response in said.places)
    column = _columns(bases, said.small_group)
    merged = Counter(dict.fromkeys(column.values(), 0))
    for name, count in bases.items():
        merged[column[name]] += count
    if len(merged) < 2:
        return []
    where = {response.response_id: column[place(response)] for response in said.places}
    columns, column_bases = tuple(merged), tuple(merged.values())
    carrying = said.carrying
    counts = tuple(
        tuple(Counter(where[response] for response in carrying[slug])[name] for name in columns)
        for slug in kept
    )
    rows = tuple(names[slug] for slug in kept)
    table = Table(rows, columns, counts, Totals.ROWS, column_bases)
    everyone = Table(rows, columns, (column_bases,) * len(rows), Totals.ROWS, column_bases)
    safe = protect(table, within=(everyone,), small_group=said.small_group)
    if safe.column_totals is None or HIDDEN in safe.column_totals:
        return []
    return [Figure(key=key, title=title, counts=safe, row_head="Theme", of="responses")]


def _columns(bases: Mapping[str, int], small_group: int) -> dict[str, str]:
    """The column each place stands in: its own, or one for all that are too small to be told apart."""
    names = tuple(sorted(bases))
    safe = protect(Table(("",), names, (tuple(bases[name] for name in names),), Totals.ROWS), small_group)
    return {name: name if safe.cells[0][number] != HIDDEN else ELSEWHERE for number, name in enumerate(names)}


def theme_lines(
    said: Said, kept: Sequence[str], names: Mapping[str, str], codes: Mapping[str, str]
) -> list[ThemeLine]:
    """The themes shown, with those of their codes that may be shown."""
    carrying = said.carrying
    inside: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for mention in said.mentions:
        inside[mention.theme][mention.code].add(mention.response_id)
    return [
        ThemeLine(
            slug=slug,
            name=names[slug],
            inside=_inside(inside[slug], len(carrying[slug]), codes, said.small_group),
        )
        for slug in kept
    ]


def _inside(
    found: Mapping[str, set[int]], base: int, codes: Mapping[str, str], small_group: int
) -> SafeCounts | None:
    """Only codes that may be shown are listed, so that the list does not tell which others were there."""
    named = {codes[slug]: len(responses) for slug, responses in found.items()}
    shown = tuple(sorted(named, key=lambda name: (-named[name], name)))
    while shown:
        safe = safe_tally(shown, named, base, small_group)
        still = tuple(name for name in shown if safe.cell(name) not in (HIDDEN, 0))
        if still == shown:
            return safe
        shown = still
    return None


def trend_of(
    quarters: Sequence[Quarter],
    counted: Sequence[QuarterCount],
    kept: Sequence[str],
    names: Mapping[str, str],
    small_group: int = SMALL_GROUP,
) -> Trend:
    """The themes shown, quarter by quarter; more or less is only said of the last step (R-46)."""
    by_quarter: dict[str, Counter[str]] = defaultdict(Counter)
    for line in counted:
        by_quarter[line.quarter][line.theme] = line.count
    rows = tuple(names[slug] for slug in kept)
    figures = []
    for quarter in map(str, quarters):
        found = by_quarter[quarter]
        counts = {names[slug]: found[slug] for slug in kept}
        safe = safe_tally(rows, counts, found[""], small_group)
        figures.append(QuarterFigure(quarter=quarter, counts=safe))
    while len(figures) > SHORTEST_TREND and figures[0].counts.base == 0:
        del figures[0]
    now, before = figures[-1].counts, figures[-2].counts
    return Trend(
        quarters=tuple(figures),
        verdicts=tuple((slug, _verdict(now, before, names[slug])) for slug in kept),
    )


def _verdict(now: SafeCounts, before: SafeCounts, name: str) -> Direction:
    """From printed figures only, so that a verdict never tells what a figure hides."""
    here, there = _share(now, name), _share(before, name)
    return direction(here, there) if here and there else Direction.too_few


def _share(counts: SafeCounts, name: str) -> Share | None:
    count, base = counts.cell(name), counts.base
    return Share(count, base) if isinstance(count, int) and isinstance(base, int) else None
