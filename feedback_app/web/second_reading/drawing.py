"""Draw figures of agreement with their intervals as SVG: a point, a line through it, and words above."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from analysis.agreement_intervals import Estimate

WIDTH = 480
LEFT, RIGHT = 10, 16
LINE, ROW, LETTERS = 24, 34, 44
FOOT = 40
TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True)
class Dot:
    """One figure with its name."""

    label: str
    estimate: Estimate


def dots_chart(title: str, description: str, dots: Sequence[Dot]) -> str:
    """A row for each figure, on one scale from nought (chance) to one; what lies below is drawn at it."""
    shapes, words, top = [], [], 0.0
    for dot in dots:
        for line in wrap(dot.label, LETTERS) or [""]:
            top += LINE
            words.append(_text("chart__label", 0, top - 6, line))
        middle = top + ROW / 2 - 4
        low, high = _x(dot.estimate.low), _x(dot.estimate.high)
        shapes.append(_line("chart__line", low, middle, high, middle))
        shapes += [_line("chart__line", x, middle - 6, x, middle + 6) for x in (low, high)]
        shapes.append(
            f'<circle class="chart__point" cx="{_x(dot.estimate.value):.1f}" cy="{middle:.1f}" r="6"/>'
        )
        top += ROW
    for tick in TICKS:
        shapes.insert(0, _line("chart__grid", _x(tick), 0, _x(tick), top))
        words.append(_text("chart__tick", _x(tick), top + 22, f"{tick:.1f}", "middle"))
    shapes.append(_line("chart__axis", LEFT, top, WIDTH - RIGHT, top))
    return (
        f'<svg role="img" aria-label="{escape(title)}" viewBox="0 0 {WIDTH} {top + FOOT:.0f}" '
        f'direction="ltr" focusable="false"><title>{escape(title)}</title><desc>{escape(description)}</desc>'
        f"{''.join([*shapes, *words])}</svg>"
    )


def _x(value: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * min(max(value, 0.0), 1.0)


def _line(name: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="{name}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _text(name: str, x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text class="{name}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
