"""Themes beside what people told of themselves: an equality breakdown that tells on nobody.

The dashboards print the same answers by group of respondents. Whoever told of themselves is one of a group
that was asked, so what is printed here is a part of what is printed there, and could settle a number kept
back there. A line is therefore told only where it leaves room: whichever of the groups are taken together,
five or more there said the same and told nothing of themselves, and five or more did not say it and told
nothing. Then no number from 1 to 4 that is kept back there is bounded by what is printed here. How many
people told what adds up to all responses with those who told nothing, and is protected with them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from analysis.counts import Table, Totals
from analysis.disclosure import protect
from analysis.safe_counts import HIDDEN, SMALL_GROUP, THRESHOLD, SafeCounts

NOT_TOLD = "not_told"
ByGroup = Mapping[str, int]
ByGroupAndValue = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Line:
    """Responses that carry one theme: by group, and by (group, value) as far as people told of themselves."""

    everyone: ByGroup
    told: ByGroupAndValue


@dataclass(frozen=True)
class Told:
    """One characteristic in one quarter: its values, and the responses of all and of those who told."""

    values: tuple[str, ...]
    all_responses: int
    responses: Line
    themes: Mapping[str, Line]
    codes: Mapping[str, Line]
    whole: str
    """The theme that the codes belong to."""


@dataclass(frozen=True)
class Apart:
    """What may be told of a characteristic; of themes and codes nothing where too few told."""

    people: SafeCounts
    themes: SafeCounts | None
    codes: SafeCounts | None


def told_apart(told: Told, *, small_group: int = SMALL_GROUP) -> Apart | None:
    """The breakdown by one characteristic; nothing at all where how many told leaves no room."""
    if not _has_room(told.responses.told, told.responses.everyone, told.responses.told):
        return None
    counts = {value: _with(told.responses, value) for value in told.values}
    people = _people(counts, told.all_responses - sum(counts.values()))
    shown = [v for v in told.values if people.cell(v) != HIDDEN and counts[v] >= small_group]
    themes = _table(told, told.themes, shown, small_group)
    if themes is None:
        return Apart(people, None, None)
    codes = {code: line for code, line in told.codes.items() if _may_tell(told, line)}
    safe = _covered(told, codes, shown, themes)
    return Apart(people, themes, _table(told, codes, safe, small_group))


def _people(counts: Mapping[str, int], not_told: int) -> SafeCounts:
    """How many told what; where a larger number goes too, that of those who told nothing goes first."""
    lines = tuple((n,) for n in (*counts.values(), not_told))
    table = Table((*counts, NOT_TOLD), ("answers",), lines, Totals.COLUMNS)
    safe = protect(table)
    if any(safe.cell(value) == HIDDEN and n >= THRESHOLD for value, n in counts.items()):
        one_more = Table((NOT_TOLD,), ("answers",), ((not_told + 1,),), Totals.NONE)
        return protect(table, within=(one_more,))
    return safe


def _table(
    told: Told, lines: Mapping[str, Line], values: Sequence[str], small_group: int
) -> SafeCounts | None:
    """Each line that may be told, of all who told each value."""
    rows = tuple(name for name, line in lines.items() if _may_tell(told, line))
    if not rows or not values:
        return None
    counts = tuple(tuple(_with(lines[name], value) for value in values) for name in rows)
    bases = tuple(_with(told.responses, value) for value in values)
    all_who_told = Table(rows, tuple(values), tuple(bases for _row in rows), Totals.NONE)
    table = Table(rows, tuple(values), counts, Totals.NONE, bases)
    return protect(table, within=(all_who_told,), small_group=small_group)


def _covered(told: Told, codes: Mapping[str, Line], values: Sequence[str], themes: SafeCounts) -> list[str]:
    """The values where the codes kept back need not hold any answer of the theme.

    Every answer of the theme carries one of its codes: what those shown leave is in those kept back.
    """
    if told.whole not in themes.rows:
        return []
    safe = []
    for value in values:
        counts = [_with(line, value) for line in codes.values()]
        shown = [n for n in counts if _is_shown(n, _with(told.responses, value))]
        everything_shown = len(shown) == len(told.codes)
        if everything_shown or sum(shown) >= _with(told.themes[told.whole], value):
            safe.append(value)
    return safe


def _is_shown(count: int, base: int) -> bool:
    return count == 0 or (count >= THRESHOLD and not 0 < base - count < THRESHOLD)


def _may_tell(told: Told, line: Line) -> bool:
    """Whether there is room among those who said it, and among those who did not."""
    people = told.responses
    others = {at: people.told[at] - line.told.get(at, 0) for at in people.told}
    rest = {group: n - line.everyone.get(group, 0) for group, n in people.everyone.items()}
    return _has_room(line.told, line.everyone, people.told) and _has_room(others, rest, people.told)


def _has_room(told: ByGroupAndValue, everyone: ByGroup, people: ByGroupAndValue) -> bool:
    """Whether in any groups taken together five or more are left besides those who told.

    A value that only people of these groups told is taken to be of them: everybody knows who is under 16.
    """
    within = _groups_of(people)
    for groups in _together(sorted({group for group, _value in people})):
        inside = sum(n for (_group, value), n in told.items() if within[value] <= groups)
        if inside and sum(everyone.get(group, 0) for group in groups) - inside < THRESHOLD:
            return False
    return True


def _groups_of(people: ByGroupAndValue) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for group, value in people:
        found[value].add(group)
    return found


def _together(groups: Sequence[str]) -> Iterator[set[str]]:
    for size in range(1, len(groups) + 1):
        yield from map(set, combinations(groups, size))


def _with(line: Line, value: str) -> int:
    return sum(n for (_group, told), n in line.told.items() if told == value)
