"""Draw a quarter by what people told of themselves, when its other figures are drawn; and read it."""

from collections.abc import Iterator, Mapping

from sqlalchemy import select

from analysis.periods import Quarter
from analysis.safe_counts import SafeCounts, from_document
from analysis.told_apart import Apart, told_apart
from feedback_app.dashboards.count_told import count_told
from feedback_app.dashboards.models import Drawing
from feedback_app.dashboards.told_models import About, ToldTable
from feedback_app.database import db

ToldOf = Mapping[str, Mapping[About, SafeCounts]]


def draw_told(drawing: Drawing, quarter: Quarter, small_group: int) -> None:
    """Keep what may be told of each characteristic. Drawn with the rest, it is counted from the same rows."""
    for characteristic, told in count_told(quarter).items():
        apart = told_apart(told, small_group=small_group)
        if apart is not None:
            db.session.add_all(
                ToldTable(
                    drawing_id=drawing.id, characteristic=characteristic, about=about,
                    document=safe.to_document(),
                )
                for about, safe in _tables(apart)
            )  # fmt: skip


def _tables(apart: Apart) -> Iterator[tuple[About, SafeCounts]]:
    yield About.people, apart.people
    if apart.themes is not None:
        yield About.themes, apart.themes
    if apart.codes is not None:
        yield About.codes, apart.codes


def told_in(quarter: Quarter) -> ToldOf:
    """What is told of each characteristic in a quarter, by characteristic and what it is about."""
    rows = db.session.execute(
        select(ToldTable.characteristic, ToldTable.about, ToldTable.document)
        .join(Drawing, Drawing.id == ToldTable.drawing_id)
        .where(Drawing.quarter == str(quarter))
    )
    found: dict[str, dict[About, SafeCounts]] = {}
    for characteristic, about, document in rows:
        found.setdefault(characteristic, {})[about] = from_document(document)
    return found
