"""Compile a report or an analysis of a quarter: read, count, protect, and keep it as a draft."""

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from analysis.periods import Month, Period, Quarter
from feedback_app import clock, trail
from feedback_app.database import db
from feedback_app.people.models import Person
from feedback_app.people.roles import May, Place, may
from feedback_app.people.tokens import new_reference
from feedback_app.profiles import profile
from feedback_app.reporting import queries, words
from feedback_app.reporting.beside import beside
from feedback_app.reporting.count import audits_figure, requests_figure, responses_figures
from feedback_app.reporting.count_coding import coding_figures
from feedback_app.reporting.count_themes import Said, count_themes, theme_lines, trend_of
from feedback_app.reporting.document import Compiled, canonical
from feedback_app.reporting.lines import action_lines, learning_lines
from feedback_app.reporting.models import Report, ReportKind, ReportPart, ReportStatus
from feedback_app.reporting.months import (
    compiled_month,
    given_away,
    issued_months,
    refuse_if_closed,
)
from feedback_app.reporting.refusals import (
    AlreadyUnderWay,
    NeedsWholeCouncil,
    NoAnalysisHere,
    NoLongerADraft,
    Part,
)
from feedback_app.reporting.rules import period_to_report, quarter_to_report
from feedback_app.second_reading.figures import agreement_of, suggestions_of
from feedback_app.settings import Settings

QUARTERS_IN_A_TREND = 4
WHOLE_COUNCIL = Place()


def compile_learning_audits(period: str, by: Person) -> Report:
    """A new draft of a quarter's report or a month's digest; a quarter may have a next version.

    Raises UnknownQuarter, QuarterHasNotBegun, MonthIsNotOver, IssuedOnce, QuarterIsReported,
    NeedsWholeCouncil, or AlreadyUnderWay while one is written.
    """
    wanted = period_to_report(period, clock.today())
    refuse_unless_whole_council(by, May.compile_reports)
    if isinstance(wanted, Month):
        refuse_if_closed(wanted)
    return _begun(ReportKind.learning_audits, wanted, by)


def compile_analysis(quarter: str, by: Person) -> Report:
    """A new draft of a quarter's analysis, each of its parts still to write; it may have a next version.

    Raises NoAnalysisHere, UnknownQuarter, QuarterHasNotBegun, NeedsWholeCouncil, or AlreadyUnderWay.
    """
    if profile(settings().framework).quarter_analysis is None:
        raise NoAnalysisHere
    wanted = quarter_to_report(quarter, clock.today())
    refuse_unless_whole_council(by, May.compile_reports)
    report = _begun(ReportKind.quarter_analysis, wanted, by)
    db.session.add_all(ReportPart(report_id=report.id, part=part) for part in Part)
    db.session.flush()
    return report


def _begun(kind: ReportKind, wanted: Period, by: Person) -> Report:
    under_way = _under_way(kind, wanted)
    if under_way:
        raise AlreadyUnderWay(under_way)
    newest = db.session.scalar(
        select(func.max(Report.version)).where(Report.kind == kind, Report.period == str(wanted))
    )
    report = Report(
        public_ref=new_reference(),
        kind=kind,
        period=str(wanted),
        version=(newest or 0) + 1,
        framework=settings().framework,
        compiled_by_id=by.id,
        compiled_at=clock.now(),
        compiled=canonical(compiled(kind, wanted)),
    )
    try:
        with db.session.begin_nested():
            db.session.add(report)
    except IntegrityError:
        raise AlreadyUnderWay(_under_way(kind, wanted) or "") from None
    trail.note(trail.Did.report_compiled, "report", report.public_ref, by=by, detail=str(wanted))
    return report


def _under_way(kind: ReportKind, period: Period) -> str | None:
    """The reference of such a report of a period that is not approved yet."""
    return db.session.scalar(
        select(Report.public_ref).where(
            Report.kind == kind,
            Report.period == str(period),
            Report.status != ReportStatus.approved,
        )
    )


def compile_again(report: Report, by: Person) -> None:
    """Take the figures, actions and learning anew; what people wrote in the draft stays."""
    if report.status is not ReportStatus.draft:
        raise NoLongerADraft
    refuse_unless_whole_council(by, May.compile_reports)
    report.compiled = canonical(compiled(report.kind, period_to_report(report.period, clock.today())))
    report.compiled_at = clock.now()
    report.compiled_by_id = by.id
    report.changes += 1
    trail.note(trail.Did.report_compiled, "report", report.public_ref, by=by, detail=report.period)


def compiled(kind: ReportKind, period: Period) -> Compiled:
    """What the database says about a quarter or month, every figure of it safe to print."""
    if isinstance(period, Month):
        return compiled_month(period)
    counted = _compiled_quarter(period)
    if kind is ReportKind.quarter_analysis:
        return counted.model_copy(update={"beside": beside(period)})
    return counted


def _compiled_quarter(quarter: Quarter) -> Compiled:
    said_by = queries.said_by(quarter)
    small_group = profile(settings().framework).small_group
    said = Said(queries.places(quarter), queries.mentions(quarter), small_group)
    names = queries.theme_names()
    quarters = quarter.last(QUARTERS_IN_A_TREND)
    counted = queries.themes_of_quarters(quarters)
    issued = issued_months(quarters)
    sizes = queries.received_by_month(quarters) if issued else {}
    themes = count_themes(said, names, given_away(quarters, said, counted, issued, sizes))
    read = agreement_of(quarter)
    figures = (
        audits_figure(queries.audits_held(quarter)),
        requests_figure(queries.asked_for(quarter)),
        *responses_figures(said_by, queries.known_givers(quarter)),
        *themes.figures,
        *coding_figures(read.coded, read.overall, suggestions_of(quarter)),
    )
    return Compiled(
        quarter=str(quarter),
        first_day=quarter.starts,
        last_day=quarter.ends,
        figures=tuple(figure for figure in figures if figure),
        themes=tuple(theme_lines(said, themes.kept, names, queries.code_names())),
        kept_back=tuple(names[slug] for slug in themes.kept_back),
        trend=trend_of(quarters, counted, themes.kept, names, small_group),
        actions=action_lines(quarter),
        learning=learning_lines(quarter),
        notes=(words.NOT_ALL_CODED,) if queries.answers_not_coded(quarter) else (),
    )


def refuse_unless_whole_council(person: Person, deed: May) -> None:
    """A report is about everywhere: a role held in one place does not reach that far."""
    if not may(person.holdings, deed, WHOLE_COUNCIL):
        raise NeedsWholeCouncil


def settings() -> Settings:
    """The settings this site runs with."""
    found = current_app.extensions["feedback-settings"]
    assert isinstance(found, Settings)
    return found
