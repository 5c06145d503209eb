"""Changes on small counts: exact tests against scipy's, and words only where chance is a poor explanation."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, fisher_exact

from analysis.changes import what_changed
from analysis.code_counts import codes_inside
from analysis.cooccurrence import pairs_together
from analysis.coverage import Heard, reached
from analysis.exact import benjamini_hochberg, fisher
from analysis.safe_counts import HIDDEN
from analysis.trends import Direction
from analysis.triangulation import Voice, together, voice_of

share = st.integers(0, 60).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))


@given(share, share)
@settings(deadline=None, max_examples=150)
def test_fishers_exact_test_is_scipys(one: tuple[int, int], other: tuple[int, int]) -> None:
    expected = fisher_exact([[one[0], one[1] - one[0]], [other[0], other[1] - other[0]]]).pvalue
    assert fisher(*one, *other) == pytest.approx(expected, rel=1e-6, abs=1e-9)


def test_fishers_exact_test_is_quick_for_a_million() -> None:
    assert fisher(300_000, 1_000_000, 301_000, 1_000_000) == pytest.approx(0.1236, abs=0.001)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_false_discovery_control_is_benjamini_and_hochbergs(chances: list[float]) -> None:
    assert benjamini_hochberg(chances) == pytest.approx(list(false_discovery_control(chances)))


@pytest.mark.requirement("LI-81")
def test_more_and_less_are_only_said_where_all_looked_at_together_still_stand_out() -> None:
    now = {"up": 60, "same": 50, "hidden": HIDDEN, "few": 6}
    before = {"up": 20, "same": 48, "hidden": 30, "few": 9}
    found = {change.name: change.direction for change in what_changed(now, 100, before, 100)}
    assert found["up"] is Direction.up
    assert found["same"] is Direction.steady
    assert found["hidden"] is Direction.too_few
    small = what_changed({"up": 3}, 4, {"up": 1}, 4)
    assert small[0].direction is Direction.too_few
    assert all(c.direction is Direction.too_few for c in what_changed(now, HIDDEN, before, 100))


def test_pairs_are_told_only_where_no_corner_of_the_square_is_small() -> None:
    alone = {"a": 30, "b": 30, "c": 34}
    both = {("a", "b"): 25, ("a", "c"): 4, ("b", "c"): 29}
    pairs = pairs_together(alone, both, 100)
    assert [(pair.one, pair.other) for pair in pairs] == [("a", "b")]
    assert pairs[0].lift == pytest.approx(25 * 100 / (30 * 30))


def test_the_codes_listed_never_leave_the_others_known() -> None:
    """Ten answers of a theme with two codes: six carry one, so exactly four carry the other."""
    assert codes_inside({"listed": 6, "other": 4}, 10, 2) is None
    safe = codes_inside({"one": 20, "two": 12, "three": 3}, 30, 4)
    assert safe is not None
    assert safe.rows == ("one", "two")
    assert codes_inside({"nearly all": 28}, 30, 4) is None


def test_those_least_heard_stand_first() -> None:
    found = reached({"a": 12, "b": 0, "c": HIDDEN, "d": 10}, {"a": 12, "b": 9, "c": 6, "d": 40})
    assert [(line.name, line.heard) for line in found] == [
        ("b", Heard.nobody), ("c", Heard.few), ("d", Heard.less), ("a", Heard.heard),
    ]  # fmt: skip


def test_groups_disagree_only_where_each_side_is_sure() -> None:
    voices = {
        "Children": voice_of(2 + 5, 40, 47), "Parents": voice_of(50, 9, 60), "Staff": voice_of(12, 10, 22),
        "Partners": voice_of(HIDDEN, 9, 12), "Inspectors": voice_of(0, 0, 0),
    }  # fmt: skip
    assert list(voices.values()) == [
        Voice.not_so_good, Voice.well, Voice.divided, Voice.too_few, Voice.silent,
    ]  # fmt: skip
    said = together(voices)
    assert said.disagree
    assert (said.well, said.not_so_good) == (("Parents",), ("Children",))
