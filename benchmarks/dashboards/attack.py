"""Attack 10,000 made-up quarters with every page of their dashboards, and as many single tables.

Run `python -m benchmarks.dashboards.attack`. The attacker is that of the tests: linear programs over
everything that is printed on all pages at once. Stops after `--minutes` and says how far it came. Writes
`benchmarks/results/disclosure.md`.
"""

import argparse
import random
import time
from pathlib import Path

from tests.analysis.dashboards import Attacker, attackers_of, recovered, some_quarter
from tests.analysis.puzzles import worked_out
from tests.analysis.tables import puzzle_of, some_printed

RESULTS = Path(__file__).parents[1] / "results" / "disclosure.md"
AT_ONCE = 100
SEED = 10_000
HEAD = """# An attacker with everything that is printed

Written by `python -m benchmarks.dashboards.attack`. The attacker solves linear programs over all that is
printed, knows which hidden numbers are small, and that no more carry a theme than there are. Hunted are
numbers of one to four, numbers that leave one to four of their group, and how the answers of a group of
fewer than ten fall (all and none included, but for a none that follows from that of a larger group).

| what | attacked | numbers hunted | recovered | time, one process |
|---|---|---|---|---|
"""
FOOT = """
The tables: cross tables, groups with what they said, lists with a total, themes by place, lists of themes
or codes, with every kind of totals; one in twenty up to 12 by 7, the others up to 5 by 4. The quarters:
sparse and full, with themes that few, many or all carry; locality × service, service × group and, for two
themes, group × going well; two or three values each.

`make test` attacks another 10,000 tables and 100 quarters each time (`ATTACKED_TABLES`,
`ATTACKED_DASHBOARDS`).
"""


def attack_tables(many: int) -> tuple[int, int]:
    """How many numbers were hunted in random tables, and how many found."""
    chance = random.Random(SEED)
    puzzles = [puzzle_of(some_printed(chance)) for _table in range(many)]
    return sum(len(puzzle.wanted) for puzzle in puzzles), len(worked_out(puzzles, chance))


def attack_quarters(many: int, until: float) -> tuple[int, int, int]:
    """How many quarters were attacked before the time was up, the numbers hunted in them, and those found."""
    chance = random.Random(SEED)
    quarters = hunted = found = 0
    while quarters < many and time.monotonic() < until:
        attackers: list[Attacker] = attackers_of([some_quarter(chance) for _quarter in range(AT_ONCE)])
        quarters += len(attackers)
        hunted += sum(len(attacker.hunted) for attacker in attackers)
        found += len(recovered(attackers, chance)) + sum(len(each.told_of_few()) for each in attackers)
        if quarters % 1_000 == 0:
            print(f"{quarters:,} quarters, {hunted:,} numbers hunted, {found} found", flush=True)
    return quarters, hunted, found


def row(what: str, attacked: int, hunted: int, found: int, seconds: float) -> str:
    return f"| {what} | {attacked:,} | {hunted:,} | {found} | {seconds:.0f} s |\n"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quarters", type=int, default=10_000)
    asked.add_argument("--tables", type=int, default=10_000)
    asked.add_argument("--minutes", type=float, default=15)
    wanted = asked.parse_args()
    began = time.monotonic()
    in_tables, from_tables = attack_tables(wanted.tables)
    of_tables = time.monotonic() - began
    quarters, in_quarters, from_quarters = attack_quarters(wanted.quarters, began + 60 * wanted.minutes)
    of_quarters = time.monotonic() - began - of_tables
    lines = (
        row(
            "single tables of every shape the product prints",
            wanted.tables,
            in_tables,
            from_tables,
            of_tables,
        ),
        row("quarters, all pages of a dashboard at once", quarters, in_quarters, from_quarters, of_quarters),
    )
    RESULTS.write_text(f"{HEAD}{''.join(lines)}{FOOT}", encoding="utf-8")
    print(RESULTS.read_text("utf-8"))


if __name__ == "__main__":
    main()
