"""Read drawn figures: only protected tables come out of here, in two or three statements a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import select

from analysis.arrange import Picked, lined_up, side_by_side
from analysis.changes import Change, what_changed
from analysis.periods import Quarter, parse_quarter
from analysis.safe_counts import SafeCounts, from_document
from feedback_app.dashboards.models import RESPONSES, Drawing, DrawnTable, Shape
from feedback_app.dashboards.narrow import Narrowed, picked, shape_for
from feedback_app.database import db
from feedback_app.places.models import Locality, ServiceArea
from feedback_app.themes.models import Code, Theme

Tables = Mapping[tuple[str, str], SafeCounts]
NOW, BEFORE = "now", "before"
MOST_QUARTERS = 8


@dataclass(frozen=True)
class Names:
    """What slugs are called; `codes` by the theme they belong to."""

    services: Mapping[str, str]
    localities: Mapping[str, str]
    themes: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]

    def theme_of(self, code: str) -> str:
        """The theme a code belongs to; "" where there is no such code."""
        return next((theme for theme, codes in self.codes.items() if code in codes), "")


@dataclass(frozen=True)
class Places:
    """The slugs of services and localities by their ids."""

    services: Mapping[int, str]
    localities: Mapping[int, str]


@lru_cache(maxsize=4_096)
def _read(document: str) -> SafeCounts:
    return from_document(document)


def drawn_quarters() -> list[tuple[Quarter, datetime]]:
    """Every quarter that has figures and when they were drawn, oldest first."""
    rows = db.session.execute(select(Drawing.quarter, Drawing.drawn_at).order_by(Drawing.quarter))
    return sorted((parse_quarter(name), at) for name, at in rows)


def names_and_places() -> tuple[Names, Places]:
    services = db.session.execute(
        select(ServiceArea.id, ServiceArea.slug, ServiceArea.name).order_by(ServiceArea.name)
    ).all()
    localities = db.session.execute(
        select(Locality.id, Locality.slug, Locality.name).order_by(Locality.name)
    ).all()
    themes: dict[str, str] = {}
    codes: dict[str, dict[str, str]] = {}
    for theme, name, code, code_name in db.session.execute(
        select(Theme.slug, Theme.name, Code.slug, Code.name)
        .outerjoin(Code, Code.theme_id == Theme.id)
        .order_by(Theme.id, Code.id)
    ):
        themes[theme] = name
        codes.setdefault(theme, {}).update({code: code_name} if code else {})
    return (
        Names(
            {slug: name for _, slug, name in services},
            {slug: name for _, slug, name in localities},
            themes,
            codes,
        ),
        Places({i: slug for i, slug, _ in services}, {i: slug for i, slug, _ in localities}),
    )


def code_names() -> dict[str, str]:
    return {row[0]: row[1] for row in db.session.execute(select(Code.slug, Code.name))}


def tables(quarters: Iterable[Quarter], shape: Shape, subjects: Iterable[str] | None = None) -> Tables:
    """Tables of one shape by (quarter, subject); what had to be kept back whole is not there."""
    wanted = (
        select(Drawing.quarter, DrawnTable.subject, DrawnTable.document)
        .join(Drawing, Drawing.id == DrawnTable.drawing_id)
        .where(DrawnTable.shape == shape, Drawing.quarter.in_([str(quarter) for quarter in quarters]))
    )
    if subjects is not None:
        wanted = wanted.where(DrawnTable.subject.in_(list(subjects)))
    return {(quarter, subject): _read(document) for quarter, subject, document in db.session.execute(wanted)}


def themes_now_and_before(quarter: Quarter, narrowed: Narrowed, themes: Iterable[str]) -> SafeCounts | None:
    """How many responses carry each theme, this quarter and the last; nothing where no table holds that."""
    shape = shape_for(narrowed, of_a_theme=True)
    if shape is None:
        return None
    found = tables((quarter, quarter.previous), shape)
    listed = tuple(themes)

    def column(name: str) -> tuple[dict[str, Picked], Picked]:
        carried = {theme: picked(found.get((name, theme)), narrowed, shape) for theme in listed}
        return carried, picked(found.get((name, RESPONSES)), narrowed, shape)

    return side_by_side({NOW: column(str(quarter)), BEFORE: column(str(quarter.previous))})


def changes_of(counts: SafeCounts) -> list[Change]:
    """What changed between the two columns of `themes_now_and_before`, judged by printed figures only."""
    bases = counts.column_totals or ("c", "c")
    now = {theme: counts.cell(theme, NOW) for theme in counts.rows}
    before = {theme: counts.cell(theme, BEFORE) for theme in counts.rows}
    return what_changed(now, bases[0], before, bases[1])


def responses_of(quarter: Quarter, narrowed: Narrowed) -> SafeCounts:
    """How many responses there were, this quarter and the last: one row."""
    shape = shape_for(narrowed, of_a_theme=False) or Shape.group_survey
    found = tables((quarter, quarter.previous), shape, (RESPONSES,))
    here = picked(found.get((str(quarter), RESPONSES)), narrowed, shape)
    there = picked(found.get((str(quarter.previous), RESPONSES)), narrowed, shape)
    return side_by_side({NOW: ({RESPONSES: here}, here), BEFORE: ({RESPONSES: there}, there)})


def trend_of(subject: str, quarters: Iterable[Quarter], narrowed: Narrowed) -> dict[str, SafeCounts]:
    """A theme, or all responses, quarter by quarter: each the number carrying it, of all responses there."""
    shape = shape_for(narrowed, of_a_theme=True) or Shape.service_locality
    listed = list(quarters)
    found = tables(listed, shape, {subject, RESPONSES})
    return {
        str(quarter): lined_up(
            {subject: picked(found.get((str(quarter), subject)), narrowed, shape)},
            picked(found.get((str(quarter), RESPONSES)), narrowed, shape),
        )
        for quarter in listed
    }


def one_table(quarter: Quarter, shape: Shape, subject: str = RESPONSES) -> SafeCounts | None:
    return tables((quarter,), shape, (subject,)).get((str(quarter), subject))


def codes_together(quarter: Quarter) -> dict[tuple[str, str], SafeCounts]:
    """Squares of pairs of codes by the two codes."""
    found = tables((quarter,), Shape.together)
    pairs = ((subject.partition(" + "), safe) for (_, subject), safe in found.items())
    return {(one, other): safe for (one, _plus, other), safe in pairs}
