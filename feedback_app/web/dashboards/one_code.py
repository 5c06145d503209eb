"""One code made ready: its trend, and who said it where, one thing at a time; only what may be told."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from analysis.safe_counts import HIDDEN, SafeCounts, Shown
from feedback_app.dashboards.count import NOT_KNOWN
from feedback_app.dashboards.models import RESPONSES, Shape
from feedback_app.dashboards.read import tables, trend_of
from feedback_app.themes.models import Valence
from feedback_app.web.coding.shown import valence_words
from feedback_app.web.dashboards.charts import Chart, trend_spread
from feedback_app.web.dashboards.door import View, place_name
from feedback_app.web.dashboards.grid import Grid, Row
from feedback_app.web.dashboards.one_theme import quarters_of
from feedback_app.web.dashboards.words import of_words
from feedback_app.web.said import group_name

Margin = tuple[Sequence[str], Sequence[Shown]]


@dataclass(frozen=True)
class CodePage:
    """`lists` by their titles; none where nothing but the code's total may be told."""

    name: str
    theme: str
    trend: Chart
    lists: Sequence[tuple[str, Grid]]


def code_page_of(view: View, slug: str) -> CodePage:
    theme = view.names.theme_of(slug)
    name, quarters = view.names.codes[theme][slug], quarters_of(view)
    title = str(_("%(theme)s, quarter by quarter", theme=name))
    return CodePage(
        name=name,
        theme=view.names.themes[theme],
        trend=trend_spread(title, slug, trend_of(slug, quarters, view.narrowed), quarters),
        lists=tuple(_lists(view, slug)) if view.sees_all else (),
    )


def _lists(view: View, slug: str) -> Iterator[tuple[str, Grid]]:
    """By service, by locality, by who, and how it is going, where they may be told."""
    by_place = _both(view, Shape.service_locality, slug)
    by_group = _both(view, Shape.service_group, slug)
    if by_place is None or by_group is None:
        return

    def place(value: str) -> str:
        return place_name(view, value)

    yield _("By service"), _grid(_("Service"), _columns(by_place[0]), _columns(by_place[1]), place)
    yield _("By locality"), _grid(_("Locality"), _rows(by_place[0]), _rows(by_place[1]), place)
    yield _("By who said it"), _grid(_("Who"), _columns(by_group[0]), _columns(by_group[1]), group_name)
    going = tables((view.quarter,), Shape.group_valence, (slug,)).get((str(view.quarter), slug))
    if going is not None:
        values, counts = _columns(going)
        yield (
            _("How it is going"),
            _grid(_("Said as"), (values, counts), (values, [going.base] * len(values)), _valence),
        )


def _valence(value: str) -> str:
    return valence_words(Valence(value))


def _both(view: View, shape: Shape, slug: str) -> tuple[SafeCounts, SafeCounts] | None:
    found = tables((view.quarter,), shape, (slug, RESPONSES))
    code, everyone = found.get((str(view.quarter), slug)), found.get((str(view.quarter), RESPONSES))
    return (code, everyone) if code is not None and everyone is not None else None


def _rows(table: SafeCounts) -> Margin:
    return table.rows, table.row_totals or ()


def _columns(table: SafeCounts) -> Margin:
    return table.columns, table.column_totals or ()


def _grid(head: str, code: Margin, everyone: Margin, name: Callable[[str], str]) -> Grid:
    """Each value by name; those not known are left out where there are none of them."""
    bases = dict(zip(*everyone, strict=True))
    rows: list[Row] = [
        (name(value), [of_words(count, bases.get(value, HIDDEN))])
        for value, count in zip(*code, strict=True)
        if value != NOT_KNOWN or bases.get(value) != 0
    ]
    return Grid((head, _("Responses with this code, and of how many")), rows)
