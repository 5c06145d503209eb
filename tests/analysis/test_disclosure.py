"""No small count leaves the house: what is hidden, what stays shown, and an attacker who tries to find it."""

import json
import os
import random
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.counts import BadCounts, Groups, Table, Tally, Totals, cross_tabulate, tally, turnout
from analysis.disclosure import (
    HIDDEN,
    SMALL_GROUP,
    STAFF_THRESHOLD,
    Figure,
    NotProtected,
    Of,
    Rounding,
    SafeCounts,
    difference_safe,
    from_document,
    may_show,
    protect,
    rounded_to_5,
)
from analysis.documents import DocumentMistake
from analysis.safe_counts import Key
from tests.analysis.puzzles import worked_out
from tests.analysis.tables import Printed, puzzle_of, some_printed

# Raise it for a long look: ATTACKED_TABLES=100000 pytest tests/analysis/test_disclosure.py
ATTACKED_TABLES = int(os.environ.get("ATTACKED_TABLES", "10000"))

some_count = st.one_of(st.just(0), st.integers(0, 9), st.integers(0, 60))


def table(*rows: tuple[int, ...], totals: Totals = Totals.ALL) -> Table:
    names = tuple(f"row {n}" for n in range(len(rows)))
    return Table(names, tuple(f"column {n}" for n in range(len(rows[0]))), rows, totals)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    height, width = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    rows = [tuple(draw(some_count) for _ in range(width)) for _ in range(height)]
    return table(*rows, totals=draw(st.sampled_from(Totals)))


def recovered(*printed: Printed) -> list[tuple[Printed, str]]:
    """What an attacker finds who even knows which of the hidden numbers are small."""
    found = worked_out([puzzle_of(each) for each in printed], random.Random(7))
    return [(printed[number], name) for number, name in found]


def test_an_attacker_with_all_that_is_printed_recovers_nothing_from_ten_thousand_random_tables() -> None:
    """Of every shape the product prints, with every kind of totals: see `some_printed`."""
    chance = random.Random(2026)
    assert recovered(*(some_printed(chance) for _table in range(ATTACKED_TABLES))) == []


@given(tables())
@settings(deadline=None)
def test_no_table_however_odd_gives_a_small_count_away(raw: Table) -> None:
    assert recovered(Printed(raw, (), protect(raw))) == []


def test_the_attacker_finds_what_is_hidden_alone() -> None:
    """Given a badly protected table, as a real one would."""
    raw = table((3, 20), (30, 40))
    bad = replace(protect(table((23, 20), (30, 40))), cells=((HIDDEN, 20), (30, 40)), row_totals=(23, 70))
    bad = replace(bad, column_totals=(33, 60), base=93)
    assert [name for _, name in recovered(Printed(raw, (), bad))] == ["cell 0,0"]


def test_the_attacker_finds_what_all_of_a_small_group_said() -> None:
    raw = Table(("kind", "late"), ("north",), ((6,), (0,)), Totals.NONE, column_bases=(6,))
    bad = replace(protect(raw, small_group=1), cells=((HIDDEN,), (HIDDEN,)))
    assert recovered(Printed(raw, (), bad)) == []
    nearly = Table(("kind",), ("north", "south"), ((6, 12),), Totals.ROWS, column_bases=(6, 30))
    bad = replace(protect(nearly, small_group=1), cells=((HIDDEN, 12),))
    assert [name for _, name in recovered(Printed(nearly, (), bad))] == ["cell 0,0"]


@given(tables())
@settings(deadline=None)
def test_how_a_small_group_falls_is_never_printed(raw: Table) -> None:
    by_group = replace(raw, groups=Groups.ROWS)
    for cells, true in zip(protect(by_group).cells, raw.counts, strict=True):
        assert sum(true) >= SMALL_GROUP or sum(true) == 0 or set(cells) == {HIDDEN}


def test_five_of_five_and_none_of_five_are_not_told_and_ten_of_ten_are() -> None:
    raw = Table(("kind", "late"), ("north", "south"), ((5, 10), (0, 0)), column_bases=(5, 10))
    safe = protect(replace(raw, totals=Totals.NONE))
    assert safe.cells == ((HIDDEN, 10), (HIDDEN, 0))
    assert safe.column_totals == (5, 10)


def test_how_a_small_group_falls_is_not_found_from_the_total_either() -> None:
    raw = Table(("kind",), ("north", "south", "east"), ((6, 20, 30),), Totals.ROWS, column_bases=(6, 40, 50))
    safe = protect(raw)
    assert safe.row_totals == (56,)
    assert safe.cells[0].count(HIDDEN) == 2


def test_a_list_of_fewer_than_ten_says_only_how_many_they_are() -> None:
    safe = protect(Tally(("kind", "late"), (9, 0), base=9))
    assert (safe.cell("kind"), safe.cell("late"), safe.base) == (HIDDEN, HIDDEN, 9)


def test_a_framework_may_ask_for_larger_groups() -> None:
    assert protect(Tally(("kind",), (12,), base=12), small_group=15).cell("kind") == HIDDEN
    assert protect(Tally(("kind",), (12,), base=12)).cell("kind") == 12


def test_who_answered_is_told_of_small_groups_too() -> None:
    """How many came from where is not what anybody said."""
    assert protect(table((6, 0), (10, 20))).cells == ((6, 0), (10, 20))


@given(tables())
@settings(deadline=None)
def test_no_small_count_is_ever_printed(raw: Table) -> None:
    safe = protect(raw)
    printed = [
        *(n for row in safe.cells for n in row),
        *(safe.row_totals or ()),
        *(safe.column_totals or ()),
        safe.base,
    ]
    assert not any(isinstance(n, int) and 0 < n < 5 for n in printed)


@given(tables())
@settings(deadline=None)
def test_what_is_printed_is_true_and_the_same_each_time(raw: Table) -> None:
    safe = protect(raw)
    assert safe == protect(raw)
    for row, true_row in zip(safe.cells, raw.counts, strict=True):
        assert all(n in (HIDDEN, true) for n, true in zip(row, true_row, strict=True))


@given(tables())
@settings(deadline=None)
def test_no_printed_row_or_column_hides_exactly_one_number(raw: Table) -> None:
    safe = protect(raw)
    for cells, total in zip(safe.cells, safe.row_totals or (), strict=False):
        assert [*cells, total].count(HIDDEN) != 1
    for number, total in enumerate(safe.column_totals or ()):
        assert [*(row[number] for row in safe.cells), total].count(HIDDEN) != 1


@given(tables())
@settings(deadline=None)
def test_a_snapshot_comes_back_as_it_went(raw: Table) -> None:
    safe = protect(raw, rounding=Rounding.TO_5)
    assert from_document(safe.to_document()) == safe
    assert from_document(safe.to_document()).to_document() == safe.to_document()


def test_four_is_hidden_five_and_nothing_are_shown() -> None:
    safe = protect(Tally(("a", "b", "c"), (4, 5, 0), base=40))
    assert [safe.cell(item) for item in ("a", "b", "c")] == [HIDDEN, 5, 0]


def test_a_hidden_cell_takes_another_of_its_row_and_column_with_it() -> None:
    safe = protect(table((3, 20, 30), (10, 11, 40), (25, 50, 60)))
    assert safe.cells == ((HIDDEN, HIDDEN, 30), (HIDDEN, HIDDEN, 40), (25, 50, 60))
    assert safe.row_totals == (53, 61, 135)


def test_two_hidden_ones_that_make_two_are_not_left_to_be_worked_out() -> None:
    """1 and 1 hidden in a row with 2 missing would both be known to be 1."""
    safe = protect(table((1, 1, 30), (20, 21, 22), (23, 24, 25)))
    assert safe.cells[0][2] == HIDDEN or safe.row_totals == (HIDDEN, 63, 72)


def test_a_zero_is_hidden_where_its_whole_row_is_a_few_people() -> None:
    safe = protect(table((3, 0, 0), (10, 11, 40), (25, 50, 60)))
    assert safe.cells[0] == (HIDDEN, HIDDEN, HIDDEN)


def test_a_zero_stays_where_it_tells_nothing() -> None:
    assert protect(table((0, 20), (10, 11))).cells[0][0] == 0


def test_hardly_any_answers_show_nothing_at_all() -> None:
    safe = protect(table((1, 0), (0, 2)))
    assert (safe.cells, safe.base) == (((HIDDEN, HIDDEN), (HIDDEN, HIDDEN)), HIDDEN)


def test_no_answers_are_plainly_none() -> None:
    assert protect(table((0, 0), (0, 0))).base == 0


@pytest.mark.parametrize("bases", [None, (0,)])
def test_a_table_without_rows_shows_nothing_and_breaks_nothing(bases: tuple[int, ...] | None) -> None:
    safe = protect(Table((), ("north",), (), column_bases=bases))
    assert (safe.cells, safe.base) == ((), 0)


def test_staff_need_ten() -> None:
    safe = protect(Tally(("a", "b"), (9, 10), base=30), STAFF_THRESHOLD)
    assert (safe.cell("a"), safe.cell("b")) == (HIDDEN, 10)
    assert not may_show(9, STAFF_THRESHOLD)


def test_a_percentage_needs_its_base() -> None:
    safe = protect(Tally(("a",), (0,), base=4))
    assert safe.percent("a") == HIDDEN
    assert protect(Tally(("a",), (15,), base=20)).percent("a") == 75
    assert not may_show(4)
    assert may_show(5)


def test_a_percentage_of_a_row_or_column_uses_what_is_printed() -> None:
    safe = protect(table((10, 30), (40, 20)))
    shares = [safe.percent("row 0", "column 0", of=of) for of in (Of.ROW, Of.COLUMN, Of.BASE)]
    assert shares == [25, 20, 10]


@pytest.mark.parametrize(("count", "shown"), [(7, 5), (8, 10), (12, 10), (13, 15), (0, 0)])
def test_public_figures_can_be_rounded_to_five(count: int, shown: int) -> None:
    assert rounded_to_5(count) == shown


def test_totals_are_rounded_on_their_own() -> None:
    safe = protect(table((7, 7), (7, 7)), rounding=Rounding.TO_5)
    assert (safe.cells[0], safe.row_totals, safe.base) == ((5, 5), (15, 15), 30)


def test_twelve_and_ten_of_a_part_of_them_hide_the_second() -> None:
    wide, narrow = frozenset({"2026-27 Q1"}), frozenset({"2026-27 Q1", "Boston"})
    assert difference_safe([Figure("felt heard", wide, 12), Figure("felt heard", narrow, 10)]) == (12, HIDDEN)
    assert difference_safe([Figure("felt heard", wide, 12), Figure("came on time", narrow, 10)]) == (12, 10)
    assert difference_safe([Figure("felt heard", wide, 15), Figure("felt heard", narrow, 10)]) == (15, 10)


def test_a_table_hides_what_a_wider_one_would_give_away() -> None:
    wider = table((12, 40), (50, 60))
    safe = protect(table((10, 30), (30, 40)), within=[wider])
    assert safe.cells[0][0] == HIDDEN
    assert safe.cells[0].count(HIDDEN) + (safe.row_totals or ()).count(HIDDEN) >= 2


def test_themes_of_which_one_answer_has_many_keep_the_answers_as_base() -> None:
    raw = Table(("kind", "late"), ("north", "south"), ((30, 20), (12, 3)), column_bases=(31, 22))
    safe = protect(raw)
    assert (safe.column_totals, safe.base) == ((31, 22), 53)
    assert safe.cells == ((30, 20), (HIDDEN, HIDDEN))
    assert safe.percent("kind", "north", of=Of.COLUMN) == 97


def test_a_small_locality_shows_none_of_its_themes() -> None:
    raw = Table(
        ("kind", "late"), ("north", "south", "east"), ((30, 2, 9), (12, 0, 8)), column_bases=(31, 2, 10)
    )
    assert [row[1] for row in protect(raw).cells] == [HIDDEN, HIDDEN]
    assert HIDDEN in (protect(raw).column_totals or ())


def test_what_is_left_of_the_base_does_not_tell_a_tally() -> None:
    """20 answers, 16 of them kind: if each says something, late is 4 and no less."""
    assert protect(Tally(("kind", "late"), (16, 4), base=20)).cell("kind") == HIDDEN


def test_safe_counts_cannot_be_made_by_hand() -> None:
    with pytest.raises(NotProtected):
        SafeCounts(("a",), ("answers",), ((3,),), None, None, 3, 5, Rounding.NONE, Key())


def test_safe_counts_cannot_be_changed() -> None:
    safe = protect(table((10, 20), (30, 40)))
    with pytest.raises(AttributeError):
        safe.base = 3


@pytest.mark.parametrize(
    "change", [{"cells": [[3]]}, {"cells": [[9, 9]]}, {"threshold": "x"}, {"base": None}, {"rows": 1}]
)
def test_a_snapshot_that_was_tampered_with_is_refused(change: dict[str, object]) -> None:
    document = json.loads(protect(Tally(("a",), (9,), base=20)).to_document())
    with pytest.raises(DocumentMistake):
        from_document(json.dumps(document | change))


@pytest.mark.parametrize("document", ["", "null", "[]", "{", "\x00"])
def test_an_unreadable_snapshot_is_refused(document: str) -> None:
    with pytest.raises(DocumentMistake):
        from_document(document)


def test_a_threshold_that_hides_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="hides nothing"):
        protect(table((1,)), 2)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Table(("a", "a"), ("x",), ((1,), (2,))),
        lambda: Table(("a",), ("x",), ((1, 2),)),
        lambda: Table(("a",), ("x",), ((-1,),)),
        lambda: Table(("a",), ("x",), ((9,),), column_bases=(8,)),
        lambda: Tally(("a",), (9,), base=8),
        lambda: Tally(("a",), (), base=8),
    ],
)
def test_counts_that_cannot_be_true_are_refused(wrong: Callable[[], object]) -> None:
    with pytest.raises(BadCounts):
        wrong()


def test_an_answer_counts_once_for_each_code_it_carries() -> None:
    assert tally(
        [(1, "kind"), (1, "kind"), (1, "late"), (2, "kind")], ["kind", "late", "rude"], 5
    ).counts == (2, 1, 0)


def test_a_cross_table_keeps_the_order_asked_for() -> None:
    assert cross_tabulate([("b", "x"), ("a", "y"), ("b", "x")], ["a", "b"], ["x", "y"]).counts == (
        (0, 1),
        (2, 0),
    )


def test_a_child_who_answers_twice_is_one_person() -> None:
    turned_out = turnout(["ada", "ada", "ben", None, None])
    assert (turned_out.people, turned_out.responses, turned_out.unnamed) == (4, 5, 2)


def test_twenty_themes_by_six_localities_take_no_time() -> None:
    """About 0.02 s alone; 0.3 s was asked for."""
    numbers = np.random.default_rng(7).poisson(6, (20, 6))
    raw = table(*(tuple(int(n) for n in row) for row in numbers))
    began = time.process_time()
    safe = protect(raw)
    assert time.process_time() - began < 1
    assert recovered(Printed(raw, (), safe)) == []


def test_a_line_of_a_few_answers_is_printed_alike_whatever_stands_in_it() -> None:
    printed = {
        (protect(table(row)).cells, protect(table(row)).base)
        for row in ((1, 1, 1, 1), (4, 0, 0, 0), (0, 1, 2, 0), (0, 0, 0, 2))
    }
    assert len(printed) == 1
