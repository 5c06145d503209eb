"""Whoever opens a dashboard with every filter there is, and subtracts, recovers nothing small."""

import os
import random

from analysis.chain import Chain, Stage
from analysis.lattice import Lattice, protect_lattice
from analysis.safe_counts import HIDDEN, SafeCounts
from tests.analysis.dashboards import Attacker, Quarter, attackers_of, recovered, some_quarter

# benchmarks/results/disclosure.md keeps what 10,000 showed.
ATTACKED = int(os.environ.get("ATTACKED_DASHBOARDS", "100"))
STAGES = (Stage("service", ("family", "youth")), Stage("group", ("child", "parent")))
VALENCES = Stage("valence", ("well", "not_so_good"))


def test_all_the_pages_of_a_dashboard_together_give_no_small_count_or_small_group_away() -> None:
    chance = random.Random(2026)
    attackers = attackers_of([some_quarter(chance) for _quarter in range(ATTACKED)])

    assert recovered(attackers, chance) == []
    assert sum(len(attacker.hunted) for attacker in attackers) > 10 * ATTACKED


def test_no_page_prints_what_is_small_or_says_how_a_small_group_falls_or_what_is_not_true() -> None:
    chance = random.Random(7)
    for attacker in attackers_of([some_quarter(chance) for _quarter in range(40)]):
        printed = [(slug, where, n) for slug, where, n in attacker.pages if isinstance(n, int)]
        assert not any(0 < n < 5 for _slug, _where, n in printed)
        assert all(attacker.truth(slug, where) == n for slug, where, n in printed)
        assert attacker.told_of_few() == []


def test_the_attacker_finds_small_groups_where_they_are_not_protected() -> None:
    chance = random.Random(7)
    quarters = [some_quarter(chance) for _quarter in range(40)]
    bare = [Attacker(q, protect_lattice(q.everyone, q.themes, small_group=1)) for q in quarters]

    assert any(attacker.told_of_few() for attacker in bare)


def a_theme(**said: dict[str, tuple[int, int, int]]) -> tuple[Quarter, Lattice]:
    """By service and group: how many say it goes well, how many not so good, and how many say nothing."""
    everyone: dict[tuple[str, ...], int] = {}
    carrying: dict[tuple[str, ...], int] = {}
    for service, groups in said.items():
        for group, (well, not_so_good, silent) in groups.items():
            everyone[service, group] = well + not_so_good + silent
            carrying[service, group, "well"] = well
            carrying[service, group, "not_so_good"] = not_so_good
    quarter = Quarter(Chain(STAGES, everyone), {"REL": Chain((*STAGES, VALENCES), carrying)})
    return quarter, protect_lattice(quarter.everyone, quarter.themes)


def by_group(safe: Lattice) -> SafeCounts:
    return safe.carrying["REL"]["service", "group"]


def test_that_all_or_none_of_a_small_group_said_it_is_not_told() -> None:
    _quarter, safe = a_theme(
        family={"child": (6, 0, 0), "parent": (20, 10, 40)}, youth={"child": (10, 5, 25), "parent": (0, 0, 7)}
    )
    assert safe.everyone["service", "group"].cell("family", "child") == 6
    assert by_group(safe).cell("family", "child") == HIDDEN
    assert by_group(safe).cell("youth", "parent") == HIDDEN
    assert by_group(safe).base == 51


def test_that_none_of_a_larger_group_said_it_is_told_and_what_follows_from_it_too() -> None:
    _quarter, safe = a_theme(
        family={"child": (0, 0, 7), "parent": (0, 0, 20)}, youth={"child": (15, 5, 25), "parent": (9, 9, 20)}
    )
    table = by_group(safe)
    assert table.row_totals is not None
    assert table.row_totals[0] == 0
    assert table.cell("family", "child") == 0


def test_that_the_few_who_spoke_of_it_all_see_it_alike_is_not_told() -> None:
    _quarter, safe = a_theme(
        family={"child": (0, 6, 14), "parent": (20, 10, 40)},
        youth={"child": (0, 0, 25), "parent": (9, 9, 20)},
    )
    meant = safe.carrying["REL"]["group", "valence"]
    assert meant.row_totals == (6, 48)
    assert meant.cell("child", "not_so_good") == HIDDEN
    assert meant.cell("child", "well") == HIDDEN
