"""What a reader may count on in a chart."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_app.reporting.charts import Bar, Spread, bar_chart, spread_chart


def words_in(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter("text")]


def test_every_bar_says_its_name_and_its_figure() -> None:
    svg = bar_chart(
        "Themes", "Listening leads.", [Bar("Being listened to", 42), Bar("Meetings", 17, "of 60")]
    )
    assert words_in(svg) == ["Being listened to", "42", "Meetings", "17 of 60"]


def test_a_hidden_figure_is_drawn_the_same_whatever_it_was() -> None:
    svg = bar_chart("Themes", "", [Bar("Moving home", None), Bar("Meetings", 17)])
    assert "c (fewer than 5)" in words_in(svg)
    assert 'class="chart__hatch"' in svg


def test_a_longer_bar_means_more() -> None:
    svg = bar_chart("Themes", "", [Bar("a", 10), Bar("b", 5)])
    widths = [float(bar.get("width", "")) for bar in ElementTree.fromstring(svg).iter("rect")]
    assert widths[0] == pytest.approx(2 * widths[1])


def test_a_trend_draws_nothing_where_a_figure_is_hidden() -> None:
    known = [Spread("Q3", 20, 15, 26), Spread("Q4", 21, 16, 27)]
    spreads = [Spread("Q1", 12, 8, 17), Spread("Q2", None), *known]
    svg = spread_chart("Answers", "", spreads)
    assert svg.count('class="chart__line"') == 3
    assert {"12%", "c", "20%", "21%"} <= set(words_in(svg))


@pytest.mark.parametrize("draw", [lambda: bar_chart("T", "D", []), lambda: spread_chart("T", "D", [])])
def test_nothing_to_show_is_still_a_chart(draw: object) -> None:
    assert callable(draw)
    assert ElementTree.fromstring(draw()).get("aria-label") == "T"


def test_nothing_in_a_chart_needs_a_style_or_a_script() -> None:
    svg = bar_chart('<script>"', "&", [Bar("<b>", 1)])
    assert "style=" not in svg
    assert "<script" not in svg
    assert "<title>&lt;script&gt;&quot;</title><desc>&amp;</desc>" in svg


@given(
    st.lists(
        st.builds(Bar, st.text(st.characters(exclude_categories=["C"])), st.none() | st.floats(0, 1e9)),
        max_size=8,
    )
)
def test_no_bar_leaves_the_drawing(bars: list[Bar]) -> None:
    drawing = ElementTree.fromstring(bar_chart("T", "D", bars))
    _x, _y, width, height = (float(part) for part in drawing.get("viewBox", "").split())
    for rect in drawing.iter("rect"):
        assert float(rect.get("x", "")) + float(rect.get("width", "")) <= width
        assert float(rect.get("y", "")) + float(rect.get("height", "")) <= height + 1


@given(st.lists(st.none() | st.floats(0, 1e9), max_size=12))
def test_no_point_leaves_the_drawing(values: list[float | None]) -> None:
    spreads = [Spread("2026-27 Q1", value, value, value) for value in values]
    drawing = ElementTree.fromstring(spread_chart("T", "D", spreads))
    _x, _y, width, height = (float(part) for part in drawing.get("viewBox", "").split())
    for point in drawing.iter("circle"):
        assert 0 <= float(point.get("cx", "")) <= width
        assert 0 <= float(point.get("cy", "")) <= height
