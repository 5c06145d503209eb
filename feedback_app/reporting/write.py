"""Write a draft: its three sections, the themes its audits raised too, and its quotes."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from feedback_app import clock, trail
from feedback_app.database import db
from feedback_app.people.models import Person
from feedback_app.people.roles import May
from feedback_app.reporting.compile import refuse_unless_whole_council
from feedback_app.reporting.document import Compiled, Words
from feedback_app.reporting.find import quotable_in, quotes_of
from feedback_app.reporting.models import Report, ReportPart, ReportQuote, ReportStatus, ReportTheme
from feedback_app.reporting.parts import parts_of, points_of
from feedback_app.reporting.refusals import (
    ChangedMeanwhile,
    MayNotBeQuoted,
    NoLongerADraft,
    NotTheirWords,
    Section,
    SomethingWritten,
)
from feedback_app.reporting.rules import empty_sections, only_leaves_out


def words_of(report: Report) -> Words:
    """The three sections as they stand."""
    return Words(themes=report.themes_words, improvement=report.improvement_words, plans=report.plans_words)


def write_sections(report: Report, words: Words, in_audits: Iterable[str], *, by: Person, seen: int) -> None:
    """Keep the three sections and the audits' themes; `seen` is the `changes` the writer saw."""
    _refuse_unless_draft(report, by)
    if seen != report.changes:
        raise ChangedMeanwhile
    report.themes_words, report.improvement_words = words.themes.strip(), words.improvement.strip()
    report.plans_words = words.plans.strip()
    known = {theme.slug for theme in Compiled.model_validate_json(report.compiled).themes}
    db.session.execute(delete(ReportTheme).where(ReportTheme.report_id == report.id))
    db.session.add_all(
        ReportTheme(report_id=report.id, theme=slug) for slug in sorted(known.intersection(in_audits))
    )
    report.changes += 1
    trail.note(trail.Did.report_written, "report", report.public_ref, by=by, detail="sections")


def choose_quote(report: Report, answer_id: int, theme: str, words: str, *, by: Person) -> ReportQuote:
    """Put a checked quote in the report, perhaps shorter still; choosing it again replaces the first choice.

    Raises MayNotBeQuoted (R-45), or NotTheirWords when more was done than leaving words out.
    """
    _refuse_unless_draft(report, by)
    found = [q for q in quotable_in(report, answer_id) if q.theme == theme]
    shown = {line.slug for line in Compiled.model_validate_json(report.compiled).themes}
    if not found or theme not in shown:
        raise MayNotBeQuoted
    if not any(only_leaves_out(one.words, words) for one in found):
        raise NotTheirWords
    quote = db.session.scalar(
        select(ReportQuote).where(
            ReportQuote.report_id == report.id,
            ReportQuote.answer_id == answer_id,
            ReportQuote.theme == theme,
        )
    )
    if quote is None:
        quote = ReportQuote(
            report_id=report.id,
            answer_id=answer_id,
            theme=theme,
            words=words.strip(),
            chosen_by_id=by.id,
            chosen_at=clock.now(),
        )
        db.session.add(quote)
    quote.words, quote.chosen_by_id, quote.chosen_at = words.strip(), by.id, clock.now()
    report.changes += 1
    trail.note(trail.Did.report_written, "report", report.public_ref, by=by, detail="quote chosen")
    db.session.flush()
    return quote


def take_out_quote(report: Report, quote_id: int, *, by: Person) -> None:
    """Take a quote out again; nothing happens when it is out already."""
    _refuse_unless_draft(report, by)
    chosen = (ReportQuote.id == quote_id) & (ReportQuote.report_id == report.id)
    db.session.execute(delete(ReportQuote).where(chosen))
    report.changes += 1
    trail.note(trail.Did.report_written, "report", report.public_ref, by=by, detail="quote taken out")


def is_empty(report: Report) -> bool:
    """Whether nobody has written a word or a point in it, or chosen a quote."""
    parts = parts_of(report)
    written = len(empty_sections(words_of(report))) < len(Section) or points_of(report)
    return not written and not quotes_of(report) and all(part.written_by_id is None for part in parts)


def throw_away(report: Report, *, by: Person) -> None:
    """Forget a draft in which nothing is written and no quote chosen: it was compiled by mistake.

    Raises NoLongerADraft, or SomethingWritten, so that nobody's words go with it.
    """
    _refuse_unless_draft(report, by)
    if not is_empty(report):
        raise SomethingWritten
    for below in (ReportTheme, ReportPart):
        db.session.execute(delete(below).where(below.report_id == report.id))
    db.session.delete(report)
    trail.note(trail.Did.report_written, "report", report.public_ref, by=by, detail="draft thrown away")


def _refuse_unless_draft(report: Report, by: Person) -> None:
    if report.status is not ReportStatus.draft:
        raise NoLongerADraft
    refuse_unless_whole_council(by, May.compile_reports)
