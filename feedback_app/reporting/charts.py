"""Charts drawn as SVG: direct labels, classes instead of styles, and hidden figures drawn as hidden."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

HIDDEN = "c (fewer than 5)"
HIDDEN_SHORT = "c"

WIDTH = 480
LINE = 26
BAR = 20
GAP = 14
VALUE_ROOM = 130
LETTERS_A_LINE = 46
STUB = 36
PLOT_TOP, PLOT_FOOT, PLOT_SIDE = 38, 200, 34


@dataclass(frozen=True)
class Bar:
    """One bar. `value` is None when the figure is hidden; `note` follows the value, as in "12 of 40"."""

    label: str
    value: float | None
    note: str = ""


@dataclass(frozen=True)
class Spread:
    """One period of a trend with how sure it is: shares in percent. `value` is None when it is hidden."""

    label: str
    value: float | None
    low: float = 0.0
    high: float = 0.0


def bar_chart(title: str, description: str, bars: Sequence[Bar], hidden: str = HIDDEN) -> str:
    """Bars from the left, each with its name above and its figure at its end, in the order given."""
    most = max((bar.value for bar in bars if bar.value is not None), default=0) or 1
    shapes: list[str] = []
    words: list[str] = []
    top = 0.0
    for bar in bars:
        for line in wrap(bar.label, LETTERS_A_LINE) or [""]:
            top += LINE
            words.append(_text("chart__label", 0, top - 9, line))
        if bar.value is None:
            shapes += _hatched(0, top, STUB, BAR)
            end, figure = float(STUB), hidden
        else:
            end = (WIDTH - VALUE_ROOM) * bar.value / most
            shapes.append(_rect("chart__bar", 0, top, end, BAR))
            figure = f"{_figure(bar.value)} {bar.note}".strip()
        words.append(_text("chart__value", end + 8, top + BAR - 3, figure))
        top += BAR + GAP
    return _svg(title, description, max(top, LINE), [*shapes, *words])


def spread_chart(title: str, description: str, spreads: Sequence[Spread], hidden: str = HIDDEN_SHORT) -> str:
    """A dot for each period with a bar from the least to the most it can well be, in percent."""
    most = max((spread.high for spread in spreads if spread.value is not None), default=0) or 1
    step = (WIDTH - 2 * PLOT_SIDE) / max(len(spreads) - 1, 1)
    words: list[str] = []
    shapes = [f'<line class="chart__axis" x1="0" y1="{PLOT_FOOT}" x2="{WIDTH}" y2="{PLOT_FOOT}"/>']
    for number, spread in enumerate(spreads):
        x = PLOT_SIDE + step * number
        y, low, high = (_height(part, most) for part in (spread.value, spread.low, spread.high))
        if y is None or low is None or high is None:
            shapes += _hatched(x - BAR / 2, PLOT_FOOT - STUB, BAR, STUB)
            words.append(_text("chart__value", x, PLOT_FOOT - STUB - 8, hidden, "middle"))
        else:
            shapes.append(
                f'<line class="chart__line" x1="{_n(x)}" y1="{_n(low)}" x2="{_n(x)}" y2="{_n(high)}"/>'
            )
            shapes.append(f'<circle class="chart__point" cx="{_n(x)}" cy="{_n(y)}" r="5"/>')
            words.append(_text("chart__value", x, high - 10, f"{_figure(spread.value)}%", "middle"))
        words += [
            _text("chart__tick", x, PLOT_FOOT + 24 * row, line, "middle")
            for row, line in enumerate(wrap(spread.label, 9), 1)
        ]
    return _svg(title, description, PLOT_FOOT + 56, [*shapes, *words])


def _height(value: float | None, most: float) -> float | None:
    return None if value is None else PLOT_FOOT - (PLOT_FOOT - PLOT_TOP) * value / most


def _hatched(x: float, y: float, width: float, height: float) -> Iterator[str]:
    yield _rect("chart__hidden", x, y, width, height)
    reach = int(width + height)
    for offset in range(8, reach, 8):
        x1, y1 = (x + offset, y) if offset <= width else (x + width, y + offset - width)
        x2, y2 = (x, y + offset) if offset <= height else (x + offset - height, y + height)
        yield f'<line class="chart__hatch" x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"/>'


def _rect(name: str, x: float, y: float, width: float, height: float) -> str:
    size = f'width="{_n(max(width, 2))}" height="{_n(height)}"'
    return f'<rect class="{name}" x="{_n(x)}" y="{_n(y)}" {size} rx="3"/>'


def _text(name: str, x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text class="{name}" x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}">{escape(words)}</text>'


def _svg(title: str, description: str, height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg role="img" aria-label="{escape(title)}" viewBox="0 0 {WIDTH} {_n(height)}" direction="ltr" '
        f'focusable="false"><title>{escape(title)}</title><desc>{escape(description)}</desc>{"".join(parts)}</svg>'
    )


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def _n(number: float) -> str:
    """A coordinate in as few letters as it needs."""
    return f"{number:.1f}".rstrip("0").rstrip(".")
