"""An equality breakdown beside figures by group: no small number can be taken from both together."""

import random
from collections.abc import Mapping
from math import ceil, floor

import numpy as np
import numpy.typing as npt
import pytest
from scipy.optimize import linprog

from analysis.safe_counts import HIDDEN, SafeCounts
from analysis.told_apart import NOT_TOLD, Line, Told, told_apart

GROUPS = ("young_person", "parent", "foster_carer", "staff")
VALUES = ("under_16", "over_16", "adult")
TOLD_BY = {"under_16": GROUPS[:1], "over_16": GROUPS[:2], "adult": GROUPS[1:3]}
PLACES = [(group, value) for value in VALUES for group in TOLD_BY[value]]
CLOSE = 1e-6
Counts = dict[tuple[str, str], int]


def told(
    people: Counts, silent: Mapping[str, int], said: Counts, silent_said: Mapping[str, int] | None = None
) -> Told:
    """A quarter with one theme: who told what, who told nothing, and how many of each said it."""

    def line(counts: Counts, rest: Mapping[str, int]) -> Line:
        everyone = {g: rest.get(g, 0) + sum(n for (h, _v), n in counts.items() if h == g) for g in GROUPS}
        return Line(everyone, counts)

    responses = line(people, silent)
    carried = {"INCL": line(said, silent_said or {})}
    return Told(VALUES, sum(responses.everyone.values()), responses, carried, {}, "INCL")


def test_shares_are_told_of_those_who_told_and_the_others_are_counted_too() -> None:
    people = {("young_person", "under_16"): 20, ("young_person", "over_16"): 15, ("parent", "adult"): 30}
    said = {("young_person", "under_16"): 8, ("young_person", "over_16"): 5, ("parent", "adult"): 3}
    apart = told_apart(
        told(people, {"young_person": 25, "parent": 40}, said, {"young_person": 9, "parent": 6})
    )
    assert apart is not None
    assert apart.people.cell("under_16") == 20
    assert apart.people.cell(NOT_TOLD) == 65
    assert apart.themes is not None
    assert apart.themes.cell("INCL", "under_16") == 8
    assert apart.themes.column_totals == (20, 15, 30)
    assert apart.themes.cell("INCL", "adult") == HIDDEN


def test_what_a_group_of_fewer_than_ten_said_is_in_no_column() -> None:
    people = {("young_person", "under_16"): 9, ("parent", "adult"): 30}
    said = {("young_person", "under_16"): 9, ("parent", "adult"): 12}
    apart = told_apart(
        told(people, {"young_person": 25, "parent": 40}, said, {"young_person": 9, "parent": 6})
    )
    assert apart is not None
    assert apart.people.cell("under_16") == 9
    assert apart.themes is not None
    assert apart.themes.columns == ("adult",)


def test_four_who_told_are_hidden_and_so_is_what_would_give_them_away() -> None:
    people = {("young_person", "under_16"): 4, ("young_person", "over_16"): 15, ("parent", "adult"): 30}
    apart = told_apart(told(people, {"young_person": 25, "parent": 40}, {}))
    assert apart is not None
    assert apart.people.cell("under_16") == HIDDEN
    assert apart.people.cell(NOT_TOLD) == HIDDEN
    assert apart.people.cell("adult") == 30


def test_that_all_but_a_few_said_it_is_kept_back_as_well() -> None:
    people = {("young_person", "under_16"): 20, ("parent", "adult"): 30}
    said = {("young_person", "under_16"): 18, ("parent", "adult"): 15}
    apart = told_apart(
        told(people, {"young_person": 40, "parent": 40}, said, {"young_person": 9, "parent": 9})
    )
    assert apart is not None
    assert apart.themes is not None
    assert apart.themes.cell("INCL", "under_16") == HIDDEN
    assert apart.themes.cell("INCL", "adult") == 15


def test_nothing_is_told_of_a_theme_that_nearly_all_who_said_it_told_about() -> None:
    people = {("young_person", "under_16"): 20, ("parent", "adult"): 30}
    said = {("young_person", "under_16"): 8, ("parent", "adult"): 9}
    few_more = {"young_person": 4, "parent": 30}
    apart = told_apart(told(people, {"young_person": 40, "parent": 40}, said, few_more))
    assert apart is not None
    assert apart.themes is None


def test_codes_shown_never_leave_one_kept_back_code_to_hold_the_rest_of_its_theme() -> None:
    people = {("young_person", "under_16"): 30, ("parent", "adult"): 30}
    every = told(
        people, {"young_person": 40, "parent": 40}, {("young_person", "under_16"): 9}, {"young_person": 9}
    )
    rest = {"young_person": 20}
    codes = {
        "INCL.culture": Line(rest, {("young_person", "under_16"): 5}),
        "INCL.send": Line(rest, {("young_person", "under_16"): 4}),
    }
    whole = Told(every.values, every.all_responses, every.responses, every.themes, codes, "INCL")
    apart = told_apart(whole)
    assert apart is not None
    assert apart.themes is not None
    assert apart.themes.cell("INCL", "under_16") == 9
    assert apart.codes is None or "under_16" not in apart.codes.columns


@pytest.mark.requirement("LI-30")
def test_no_small_number_is_found_by_whoever_sets_the_breakdown_beside_the_groups() -> None:
    chance = random.Random(30)
    shown = 0
    for _quarter in range(250):
        people = {place: chance.choice((0, 3, 8, 12, 25)) for place in PLACES}
        silent = {group: chance.choice((2, 6, 15, 40)) for group in GROUPS}
        said = {place: _part(n, chance) for place, n in people.items()}
        silent_said = {group: _part(n, chance) for group, n in silent.items()}
        quarter = told(people, silent, said, silent_said)
        apart = told_apart(quarter)
        if apart is not None and apart.themes is not None:
            shown += 1
            _nothing_is_found(quarter, apart.themes, chance)
    assert shown > 30


def _part(n: int, chance: random.Random) -> int:
    return min(n, chance.choice((0, 1, 2, 4, 5, 9, n // 2, n)))


def _nothing_is_found(quarter: Told, safe: SafeCounts, chance: random.Random) -> None:
    """Tried by somebody who knows the size of each group, and of the theme all that need not be hidden."""
    carried = quarter.themes["INCL"].everyone
    small = [group for group in GROUPS if 0 < carried[group] < 5]
    others = [group for group in GROUPS if carried[group] >= 5]
    kept_back = {*small, *chance.sample(others, min(len(others), 1))} if small else set()
    without, beside = _Attack(quarter, kept_back, None), _Attack(quarter, kept_back, safe)
    for group in small:
        assert beside.range_of(_in(group)) == without.range_of(_in(group)), (group, quarter)
    for value in safe.columns:
        true = sum(n for (_group, of), n in quarter.themes["INCL"].told.items() if of == value)
        if 0 < true < 5:
            low, high = beside.range_of(_of(value))
            assert low < high, (value, quarter)


UNKNOWN = [(*place, says) for place in [*PLACES, *((g, "") for g in GROUPS)] for says in (True, False)]
"""How many people of a group told a value, or nothing, and say the theme or do not."""
Numbers = npt.NDArray[np.float64]


def _in(wanted: str, *, says: bool | None = True) -> Numbers:
    return np.array([float(g == wanted and says in (None, s)) for g, _value, s in UNKNOWN])


def _of(wanted: str, *, says: bool | None = True) -> Numbers:
    return np.array([float(v == wanted and says in (None, s)) for _group, v, s in UNKNOWN])


class _Attack:
    """Every quarter there could have been, as a linear programme."""

    def __init__(self, quarter: Told, kept_back: set[str], safe: SafeCounts | None) -> None:
        carried = quarter.themes["INCL"].everyone
        known = [(_in(group, says=None), n) for group, n in quarter.responses.everyone.items()]
        known += [(_in(group), carried[group]) for group in GROUPS if group not in kept_back]
        known.append((sum((_in(group) for group in GROUPS), np.zeros(len(UNKNOWN))), sum(carried.values())))
        bases = safe.column_totals or () if safe else ()
        for value, base in zip(safe.columns if safe else (), bases, strict=True):
            known += [(_of(value, says=None), int(base))] if base != HIDDEN else []
            printed = safe.cell("INCL", value) if safe else HIDDEN
            known += [(_of(value), int(printed))] if printed != HIDDEN else []
        self._equal = np.array([row for row, _n in known]), np.array([n for _row, n in known])
        few = [_in(group) for group in kept_back if carried[group] < 5]
        self._least = np.array([*few, *(-row for row in few), np.zeros(len(UNKNOWN))])
        self._at_most = np.array([4.0] * len(few) + [-1.0] * len(few) + [0.0])

    def range_of(self, aim: Numbers) -> tuple[int, int]:
        found = []
        for way in (1, -1):
            solved = linprog(
                way * aim, self._least, self._at_most, self._equal[0], self._equal[1], bounds=(0, None)
            )
            assert solved.status == 0
            found.append(way * solved.fun)
        return ceil(found[0] - CLOSE), floor(found[1] + CLOSE)
