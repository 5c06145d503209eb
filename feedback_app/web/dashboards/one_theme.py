"""One theme made ready: its trend, where it was said, who sees it how, and its codes."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from analysis.periods import Quarter
from analysis.safe_counts import HIDDEN, SafeCounts
from analysis.triangulation import together, voice_of
from feedback_app.dashboards.count import NOT_KNOWN
from feedback_app.dashboards.models import RESPONSES, Shape
from feedback_app.dashboards.narrow import Narrowed, PlaceHeld
from feedback_app.dashboards.read import MOST_QUARTERS, one_table, tables, trend_of
from feedback_app.themes.models import Valence
from feedback_app.web.dashboards.audited import AuditsShown, audits_shown
from feedback_app.web.dashboards.charts import Chart, trend_spread
from feedback_app.web.dashboards.door import View, place_name
from feedback_app.web.dashboards.grid import Grid, Row
from feedback_app.web.dashboards.words import count_words, of_words, together_words, voice_words
from feedback_app.web.said import group_name


@dataclass(frozen=True)
class ThemePage:
    name: str
    trend: Chart
    places: Grid | None
    voices: Grid | None
    alike: Sequence[str]
    audits: AuditsShown | None
    codes: Grid | None


def page_of(view: View, slug: str) -> ThemePage:
    quarters = quarters_of(view)
    name = view.names.themes[slug]
    title = str(_("%(theme)s, quarter by quarter", theme=name))
    audits = audits_shown(view, slug) if view.sees_all else None
    voices, alike = _voices(view, slug, audits) if audits else (None, [])
    return ThemePage(
        name=name,
        trend=trend_spread(title, slug, trend_of(slug, quarters, view.narrowed), quarters),
        places=_places(view, slug),
        voices=voices,
        alike=alike,
        audits=audits,
        codes=_codes(view, slug) if view.sees_all else None,
    )


def quarters_of(view: View) -> list[Quarter]:
    """The drawn quarters up to the one looked at."""
    return [quarter for quarter, _at in view.quarters if quarter <= view.quarter][-MOST_QUARTERS:]


def _places(view: View, slug: str) -> Grid | None:
    """Service by locality, each cell of all responses there; only what this person may see."""
    found = tables((view.quarter,), Shape.service_locality, (slug, RESPONSES))
    carrying = found.get((str(view.quarter), slug))
    everyone = found.get((str(view.quarter), RESPONSES))
    if carrying is None or everyone is None:
        return None
    services = [s for s in _known(everyone, everyone.columns) if _sees(view.held, Narrowed(service=s))]
    localities = _known(everyone, everyone.rows, by_row=True)
    rows: list[Row] = [
        (place_name(view, s), [_cell(view.held, carrying, everyone, s, place) for place in localities])
        for s in services
    ]
    heads = (_("Service"), *(place_name(view, place) for place in localities))
    return Grid(heads, rows) if rows else None


def _known(table: SafeCounts, values: Sequence[str], *, by_row: bool = False) -> list[str]:
    """The places, and those not known only where there are any."""
    totals = (table.row_totals if by_row else table.column_totals) or ()
    return [v for v, total in zip(values, totals, strict=True) if v != NOT_KNOWN or total != 0]


def _sees(held: Sequence[PlaceHeld], narrowed: Narrowed) -> bool:
    """Whether anything of this service is theirs to see."""
    return any(place.service in ("", narrowed.service) for place in held)


def _cell(
    held: Sequence[PlaceHeld], carrying: SafeCounts, everyone: SafeCounts, service: str, place: str
) -> str:
    if not any(each.holds(Narrowed(service=service, locality=place)) for each in held):
        return "–"
    return of_words(carrying.cell(place, service), everyone.cell(place, service))


def _voices(view: View, slug: str, audits: AuditsShown) -> tuple[Grid | None, list[str]]:
    """The theme as each group sees it, with what audits named; the whole council only."""
    table = one_table(view.quarter, Shape.group_valence, slug)
    everyone = one_table(view.quarter, Shape.service_group)
    if table is None or everyone is None or everyone.column_totals is None or table.row_totals is None:
        return None, []
    rows: list[Row] = []
    voices = {}
    for group, total in zip(table.rows, table.row_totals, strict=True):
        base = everyone.column_totals[everyone.columns.index(group)]
        if base == 0:
            rows.append((group_name(group), (_("Nobody answered"), "", "", "", "")))
            continue
        well, not_so_good = (table.cell(group, v.value) for v in (Valence.well, Valence.not_so_good))
        voices[group_name(group)] = voice = voice_of(well, not_so_good, total)
        other = [count_words(table.cell(group, v.value)) for v in (Valence.mixed,)]
        rows.append(
            (
                group_name(group),
                (
                    of_words(total, base),
                    count_words(well),
                    count_words(not_so_good),
                    *other,
                    voice_words(voice),
                ),
            )
        )
    rows.append((_("Learning audits"), (audits.in_a_word, "", "", "", "")))
    heads = (
        _("Who"), _("Spoke of it"), _("Going well"), _("Not so good"), _("Both"), _("In a word"),
    )  # fmt: skip
    return Grid(heads, rows), together_words(together(voices))


def _codes(view: View, slug: str) -> Grid | None:
    """The codes of a theme over the last quarters; what is not listed is kept back."""
    quarters = quarters_of(view)[-4:]
    found = tables(quarters, Shape.codes, (slug,))
    listed = list(dict.fromkeys(code for safe in found.values() for code in safe.rows))
    if not listed:
        return None
    names = view.names.codes[slug]
    rows: list[Row] = []
    for code in listed:
        cells = []
        for quarter in quarters:
            safe = found.get((str(quarter), slug))
            count = safe.cell(code) if safe and code in safe.rows else HIDDEN
            cells.append(of_words(count, safe.base if safe else HIDDEN))
        rows.append((names.get(code, code), cells))
    links = {names.get(code, code): view.to("dashboards.code", slug=code) for code in listed}
    return Grid((_("Code"), *(quarter.label for quarter in quarters)), rows, links)
