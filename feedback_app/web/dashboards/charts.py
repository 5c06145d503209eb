"""Charts of a dashboard from protected tables, each with its title, description and the table behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup

from analysis.periods import Quarter
from analysis.safe_counts import HIDDEN, SafeCounts, Shown, percentage
from analysis.trends import Share, wilson
from feedback_app.dashboards.read import NOW
from feedback_app.reporting.charts import Bar, Spread, bar_chart, spread_chart
from feedback_app.web.dashboards.door import View, quarter_words
from feedback_app.web.dashboards.words import count_words


@dataclass(frozen=True)
class Chart:
    """A drawing, and the same as a table."""

    title: str
    drawing: Markup
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


def kept_back() -> str:
    return str(_("c, kept back"))


def theme_bars(view: View, themes: SafeCounts) -> Chart | None:
    """How many responses carry each theme, the most first; those kept back stand at the end."""
    base = themes.column_totals[0] if themes.column_totals else HIDDEN
    named = [(view.names.themes[slug], themes.cell(slug, NOW)) for slug in themes.rows]
    named.sort(key=lambda line: (isinstance(line[1], str), -line[1] if isinstance(line[1], int) else 0))
    title = str(_("Themes, %(quarter)s", quarter=quarter_words(view.quarter)))
    description = str(
        _(
            "How many of the %(base)s responses carry each theme. One can carry several.",
            base=count_words(base),
        )
    )
    return bars_of(title, description, named, base, str(_("Theme")))


def bars_of(
    title: str, description: str, named: Sequence[tuple[str, Shown]], base: Shown, head: str
) -> Chart | None:
    """Numbers of the same responses as bars in the order given; nothing where all are kept back."""
    if base in (HIDDEN, 0) or all(count == HIDDEN for _name, count in named):
        return None
    of = _("of %(base)s", base=count_words(base))
    bars = [Bar(name, None if isinstance(count, str) else float(count), of) for name, count in named]
    rows = [[name, count_words(count), _percent(count, base)] for name, count in named]
    drawing = bar_chart(title, description, bars, hidden=kept_back())
    heads = (head, _("Responses"), _("Share"))
    return Chart(title, Markup(drawing), heads, rows)  # noqa: S704 - the writer escapes every word


def trend_spread(
    title: str, subject: str, trend: Mapping[str, SafeCounts], quarters: Sequence[Quarter]
) -> Chart:
    """A share quarter by quarter with its 95 % interval; nothing is drawn where a figure is kept back."""
    spreads, rows = [], []
    for quarter in quarters:
        counts = trend[str(quarter)]
        count, base = counts.cell(subject), counts.base
        if isinstance(count, int) and isinstance(base, int) and base >= counts.threshold:
            interval = wilson(Share(min(count, base), base))
            low, high = round(100 * interval.low), round(100 * interval.high)
            spreads.append(Spread(quarter.label, float(round(100 * count / base)), low, high))
            between = str(_("%(low)s%% to %(high)s%%", low=low, high=high))
        else:
            spreads.append(Spread(quarter.label, None))
            between = str(_("Too few to say"))
        rows.append(
            [quarter_words(quarter), count_words(count), count_words(base), _percent(count, base), between]
        )
    description = str(_("The share of responses in each quarter, and how much it can well be by chance."))
    heads = (_("Quarter"), _("Responses"), _("Of"), _("Share"), _("Between"))
    return Chart(title, Markup(spread_chart(title, description, spreads)), heads, rows)  # noqa: S704 - as above


def _percent(count: Shown, base: Shown) -> str:
    share = percentage(count, base)
    return share if isinstance(share, str) else f"{share}%"
