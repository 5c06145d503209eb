"""Random quarters of a council, and what an attacker knows who reads every page of the dashboard."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from analysis.chain import Chain, Stage
from analysis.lattice import Lattice, protect_lattice
from analysis.safe_counts import HIDDEN, SMALL_GROUP, SafeCounts, Shown
from tests.analysis.puzzles import Puzzle, Weights, alone, is_known, worked_out

Place = tuple[str, ...]
Where = Mapping[str, str]
EVERYONE = ""


@dataclass(frozen=True)
class Quarter:
    """All answers and those that carry a theme, before they are safe."""

    everyone: Chain
    themes: Mapping[str, Chain]

    def chain(self, slug: str) -> Chain:
        return self.themes[slug] if slug else self.everyone


def some_quarter(chance: random.Random) -> Quarter:
    """Responses by locality, service and group, sparse or full, and two themes few, many or all carry."""
    stages = tuple(
        Stage(name, tuple(f"{name}{n}" for n in range(chance.randint(2, 3))))
        for name in ("locality", "service", "group")
    )
    most = chance.choice((4, 9, 14, 30))
    everyone: dict[Place, int] = {}
    for one in stages[0].values:
        for two in stages[1].values:
            for three in stages[2].values:
                everyone[one, two, three] = chance.choice((0, chance.randint(0, 4), chance.randint(0, most)))
    valences = Stage("valence", ("well", "not_so_good"))
    themes = {}
    for slug in ("REL", "VOICE"):
        share = chance.choice((0.1, 0.4, 0.8, 1.0))
        going_well = chance.choice((0.0, 0.5, 1.0))
        carrying: dict[Place, int] = {}
        for place, count in everyone.items():
            for valence in valences.values:
                carrying[(*place, valence)] = 0
            for _response in range(count):
                if chance.random() < share:
                    carrying[(*place, valences.values[chance.random() >= going_well])] += 1
        themes[slug] = Chain((*stages, valences), carrying)
    return Quarter(Chain(stages, everyone), themes)


@dataclass
class Attacker:
    """Knows every printed number of every page, and that no more carry a theme than there are."""

    quarter: Quarter
    safe: Lattice
    puzzle: Puzzle = field(default_factory=Puzzle)
    unknowns: dict[str, dict[Place, int]] = field(default_factory=dict)
    hunted: dict[str, tuple[str, Where]] = field(default_factory=dict)
    pages: list[tuple[str, Where, Shown]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pages = list(self._every_number())
        shown = {frozenset(where.items()) for slug, where, n in self.pages if not slug and n != HIDDEN}
        for slug in (EVERYONE, *self.safe.carrying):
            self.unknowns[slug] = {place: self.puzzle.unknown() for place in self.quarter.chain(slug).counts}
            if slug:
                self._add_part_of_everyone(slug)
        for slug, where, value in self.pages:
            if isinstance(value, int):
                self.puzzle.sums.append((self.weights(slug, where), float(value)))
            elif self._may_not_be_found(slug, where, base_is_shown=frozenset(where.items()) in shown):
                name = f"{slug} {sorted(where.items())}"
                self.puzzle.wanted[name] = self.weights(slug, where)
                self.hunted[name] = slug, where

    def _every_number(self) -> Iterator[tuple[str, Where, Shown]]:
        """Every number there is a place for, on every page."""
        pages = {EVERYONE: self.safe.everyone, **self.safe.carrying}
        for slug, tables in pages.items():
            for (one, two), table in tables.items():
                yield from ((slug, where, value) for where, value in numbers_of(one, two, table))

    def weights(self, slug: str, where: Where) -> Weights:
        return alone(*_holding(self.quarter.chain(slug), self.unknowns[slug], where))

    def truth(self, slug: str, where: Where) -> int:
        chain = self.quarter.chain(slug)
        return sum(_holding(chain, chain.counts, where))

    def _add_part_of_everyone(self, slug: str) -> None:
        width = len(self.quarter.everyone.stages)
        for place, whole in self.unknowns[EVERYONE].items():
            parts = [number for other, number in self.unknowns[slug].items() if other[:width] == place]
            self.puzzle.part_of(alone(*parts), alone(whole))

    def _may_not_be_found(self, slug: str, where: Where, *, base_is_shown: bool) -> bool:
        """Small numbers; of a theme also what leaves few, and how a group of fewer than ten falls."""
        true, threshold = self.truth(slug, where), 5
        if not slug:
            return 0 < true < threshold
        size = self.group_size(slug, where)
        nearly_all = base_is_shown and 0 < size - true < threshold
        return 0 < true < threshold or nearly_all or 0 < size < SMALL_GROUP

    def told_of_few(self) -> list[tuple[str, Where]]:
        """What is printed of a group of fewer than ten and does not follow from what a larger one says."""
        of_few = [
            (slug, where)
            for slug, where, value in self.pages
            if slug and value != HIDDEN and 0 < self.group_size(slug, where) < SMALL_GROUP
        ]
        return [(slug, where) for slug, where in of_few if not self.follows_from_none(slug, where)]

    def group_size(self, slug: str, where: Where) -> int:
        """How many people a number tells of: all there; where it splits them, those who carry the theme."""
        if "valence" not in where:
            return self.truth(EVERYONE, where)
        return self.truth(slug, {name: value for name, value in where.items() if name != "valence"})

    def follows_from_none(self, slug: str, where: Where) -> bool:
        """Whether nobody carries it because, as is printed, nobody does in larger groups around them."""
        puzzle = Puzzle()
        unknowns = {place: puzzle.unknown(0, self._most(slug, place)) for place in self.unknowns[slug]}
        for other, there, value in self.pages:
            if other == slug and value == 0 and self.group_size(slug, there) >= SMALL_GROUP:
                puzzle.sums.append((alone(*_holding(self.quarter.chain(slug), unknowns, there)), 0.0))
        weights = alone(*_holding(self.quarter.chain(slug), unknowns, where))
        return self.truth(slug, where) == 0 and is_known(puzzle, weights)

    def _most(self, slug: str, place: Place) -> int:
        stages = self.quarter.everyone.stages
        return self.truth(EVERYONE, {stage.name: v for stage, v in zip(stages, place, strict=False)})


def _holding(chain: Chain, numbers: Mapping[Place, int], where: Where) -> list[int]:
    names = [stage.name for stage in chain.stages]
    wanted = [(names.index(name), value) for name, value in where.items()]
    return [number for place, number in numbers.items() if all(place[n] == value for n, value in wanted)]


def numbers_of(one: str, two: str, table: SafeCounts) -> list[tuple[Where, Shown]]:
    """The base, the totals and the cells of a table, each with what it is of."""
    assert table.row_totals is not None
    assert table.column_totals is not None
    return [
        ({}, table.base),
        *(({one: row}, n) for row, n in zip(table.rows, table.row_totals, strict=True)),
        *(({two: column}, n) for column, n in zip(table.columns, table.column_totals, strict=True)),
        *(({one: r, two: c}, table.cell(r, c)) for r in table.rows for c in table.columns),
    ]


def attackers_of(quarters: list[Quarter]) -> list[Attacker]:
    return [Attacker(each, protect_lattice(each.everyone, each.themes)) for each in quarters]


def recovered(attackers: list[Attacker], chance: random.Random) -> list[tuple[int, str]]:
    """Every hidden number, on any page, that all the pages of its quarter together give away."""
    found = worked_out([attacker.puzzle for attacker in attackers], chance)
    return [
        (number, name)
        for number, name in found
        if not attackers[number].follows_from_none(*attackers[number].hunted[name])
    ]
