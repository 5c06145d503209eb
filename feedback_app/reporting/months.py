"""The theme digest of a month: bands instead of numbers, so that months and their quarter tell on nobody.

A month says only which themes were heard ten times or more, in tens. The quarter's report then prints true
numbers, and leaves out any theme whose number would settle one of those bands. Once the report of a quarter
is approved no month of it is issued any more, and a month is issued once.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from analysis.bands import Told, gives_away, in_tens
from analysis.counts import Table, Totals
from analysis.periods import Month, Quarter, months_of
from analysis.safe_counts import HIDDEN, Shown
from feedback_app.database import db
from feedback_app.reporting import queries, words
from feedback_app.reporting.count_themes import Said, by_valence
from feedback_app.reporting.document import (
    Compiled,
    Figure,
    FigureKey,
    ReportDocument,
    ThemeLine,
    Trend,
)
from feedback_app.reporting.gathered import QuarterCount
from feedback_app.reporting.lines import action_lines, learning_lines
from feedback_app.reporting.models import Report, ReportKind, ReportStatus, Snapshot
from feedback_app.reporting.refusals import IssuedOnce, QuarterIsReported

PLACES = (FigureKey.localities, FigureKey.service_areas)


def compiled_month(month: Month) -> Compiled:
    """What may be told of a month: its bands, its actions and learning, and the last report's places."""
    said = Said(queries.places(month), queries.mentions(month))
    names = queries.theme_names()
    heard = heard_figure(said, names)
    shown = tuple(slug for slug, name in names.items() if name in heard.counts.rows)
    return Compiled(
        quarter=str(month),
        first_day=month.starts,
        last_day=month.ends,
        figures=(heard, *_places_of_the_last_report(month)),
        themes=tuple(ThemeLine(slug=slug, name=names[slug]) for slug in shown),
        trend=Trend(quarters=()),
        actions=action_lines(month),
        learning=learning_lines(month),
        notes=(words.NOT_ALL_CODED,) if queries.answers_not_coded(month) else (),
    )


def heard_figure(said: Said, names: Mapping[str, str]) -> Figure:
    """The themes ten or more responses mean in one way; the others are not listed."""
    counted, base = by_valence(said), len(said.places)

    def banded(slugs: Sequence[str]) -> Table:
        counts = tuple(tuple(counted[slug, valence] for valence in words.VALENCES) for slug in slugs)
        return Table(tuple(names[slug] for slug in slugs), words.VALENCES, counts, Totals.NONE)

    every = tuple(names)
    bands = in_tens(banded(every), base)
    heard = tuple(slug for slug, line in zip(every, bands.cells, strict=True) if set(line) != {HIDDEN})
    return Figure(
        key=FigureKey.heard,
        title="Themes heard ten times or more",
        counts=in_tens(banded(heard), base),
        row_head="Theme",
        of="responses",
    )


def _places_of_the_last_report(month: Month) -> tuple[Figure, ...]:
    """Themes by place as the newest approved report of an earlier quarter has them: told already."""
    documents = _documents([str(quarter) for quarter in month.quarter.previous.last(4)])
    if not documents:
        return ()
    newest = max(documents, key=lambda document: (document.compiled.quarter, document.version)).compiled
    note = words.from_the_report(newest.quarter)
    found = (newest.figure(key) for key in PLACES)
    return tuple(figure.model_copy(update={"note": note}) for figure in found if figure)


def _documents(periods: Sequence[str]) -> list[ReportDocument]:
    rows = db.session.scalars(
        select(Snapshot.document)
        .join(Report, Report.id == Snapshot.report_id)
        .where(Report.kind == ReportKind.learning_audits, Report.period.in_(periods))
    )
    return [ReportDocument.model_validate_json(document) for document in rows]


def issued_months(quarters: Sequence[Quarter]) -> dict[str, Compiled]:
    """What was told of the months of these quarters, by month, in one statement."""
    months = [str(month) for quarter in quarters for month in months_of(quarter)]
    return {document.compiled.quarter: document.compiled for document in _documents(months)}


def given_away(
    quarters: Sequence[Quarter],
    said: Said,
    counted: Sequence[QuarterCount],
    issued: Mapping[str, Compiled],
    sizes: Mapping[str, int],
) -> set[str]:
    """Themes the report of the last of these quarters may not print, because months told of them before.

    It prints how each theme is meant in the last quarter, and how often each came up in all of them. `sizes`
    are the responses of each month.
    """
    meant, found = by_valence(said), set()
    of_all = {(line.quarter, line.theme): line.count for line in counted}
    for quarter in quarters:
        months = [str(month) for month in months_of(quarter)]
        for slug in {line.slug for month in months if month in issued for line in issued[month].themes}:
            told = [Told(sizes.get(month, 0), _bands(issued.get(month), slug)) for month in months]
            totals: dict[tuple[str, ...], int] = {words.VALENCES: of_all.get((str(quarter), slug), 0)}
            if quarter == quarters[-1]:
                totals |= {(valence,): meant[slug, valence] for valence in words.VALENCES}
            if gives_away(told, words.VALENCES, totals):
                found.add(slug)
    return found


def _bands(month: Compiled | None, slug: str) -> dict[str, Shown]:
    """What a month told of a theme; nothing where it was not listed."""
    heard = month.figure(FigureKey.heard) if month else None
    name = next((line.name for line in month.themes if line.slug == slug), None) if month else None
    if heard is None or name is None:
        return {}
    return {valence: heard.counts.cell(name, valence) for valence in words.VALENCES}


def refuse_if_closed(month: Month) -> None:
    """Raises IssuedOnce where the month was issued, QuarterIsReported where an account of its quarter was."""
    approved = select(Report.period).where(
        Report.status == ReportStatus.approved,
        Report.period.in_((str(month), str(month.quarter))),
    )
    periods = set(db.session.scalars(approved))
    if str(month) in periods:
        raise IssuedOnce
    if periods:
        raise QuarterIsReported


def a_month_was_issued_since(quarter: Quarter, moment: datetime) -> bool:
    """Whether a month of the quarter was approved after its own figures were taken."""
    issued = select(Report.id).where(
        Report.kind == ReportKind.learning_audits,
        Report.period.in_([str(month) for month in months_of(quarter)]),
        Report.approved_at > moment,
    )
    return bool(db.session.scalar(select(issued.exists())))
