"""Put a report's document together from its rows: to preview a draft, and to be frozen when approved."""

from datetime import datetime

from sqlalchemy import ScalarSelect, select

from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.profiles import profile
from feedback_app.quotations.models import Quotation, QuotationState
from feedback_app.reporting import words
from feedback_app.reporting.compile import settings
from feedback_app.reporting.document import (
    ANALYSIS_FORMAT,
    DIGEST_FORMAT,
    FORMAT,
    Compiled,
    Quote,
    ReportDocument,
    Signed,
)
from feedback_app.reporting.find import is_of_a_month, snapshot_of, themes_in_audits
from feedback_app.reporting.models import Report, ReportKind, ReportQuote, ReportStatus
from feedback_app.reporting.parts import carried_by
from feedback_app.reporting.write import words_of
from feedback_app.themes.models import Valence
from feedback_app.translated.models import Translation

MEANT = {Valence.well.value: True, Valence.not_so_good.value: False}


def published(report: Report) -> ReportDocument:
    """The document of a report: from its snapshot once approved, else as the draft stands now."""
    snapshot = snapshot_of(report) if report.status is ReportStatus.approved else None
    if snapshot is None:
        return document_of(report)
    return ReportDocument.model_validate_json(snapshot.document)


def document_of(report: Report, approved_by: Signed | None = None) -> ReportDocument:
    """The report as its rows have it; without an approver it is a draft."""
    compiler = db.session.get_one(Person, report.compiled_by_id)
    compiled = Compiled.model_validate_json(report.compiled)
    framework = profile(report.framework)
    return ReportDocument(
        format=_format_of(report),
        ref=report.public_ref,
        version=report.version,
        council=settings().council_name,
        framework=framework.title,
        framework_version=framework.version,
        compiled_by=signed(compiler, report.compiled_at),
        approved_by=approved_by,
        words=words_of(report),
        compiled=compiled,
        themes_in_audits=themes_in_audits(report),
        quotes=_quotes(report, {theme.slug for theme in compiled.themes}),
        analysis=carried_by(report),
    )


def _format_of(report: Report) -> str:
    if report.kind is ReportKind.quarter_analysis:
        return ANALYSIS_FORMAT
    return DIGEST_FORMAT if is_of_a_month(report) else FORMAT


def signed(person: Person, at: datetime) -> Signed:
    return Signed(name=person.name, job_title=person.job_title, at=at)


def _quotes(report: Report, themes: set[str]) -> tuple[Quote, ...]:
    """What is going well comes first (Lincolnshire 2022: strengths before concerns)."""
    rows = db.session.execute(
        select(
            ReportQuote.theme,
            ReportQuote.words,
            Answer.box,
            Response.respondent_group,
            _translated_from(),
        )
        .join(Answer, Answer.id == ReportQuote.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(ReportQuote.report_id == report.id, Response.may_quote, Response.withdrawn_at.is_(None))
        .order_by(ReportQuote.id)
    )
    quotes = [
        Quote(theme=theme, group=_whose(group, from_language), going_well=MEANT.get(box), words=said)
        for theme, said, box, group, from_language in rows
        if theme in themes
    ]
    return tuple(sorted(quotes, key=lambda quote: (quote.theme, quote.going_well is not True)))


def _translated_from() -> ScalarSelect[str | None]:
    """The language an answer was translated from, where what may be quoted of it is its translation."""
    return (
        select(Translation.from_language)
        .join(Quotation, Quotation.translation_id == Translation.id)
        .where(Quotation.answer_id == Answer.id, Quotation.state == QuotationState.usable)
        .limit(1)
        .scalar_subquery()
    )


def _whose(group: str, from_language: str | None) -> str:
    who = words.ONE_OF.get(group, words.SOMEBODY)
    language = words.LANGUAGES.get(from_language or "", "another language")
    return f"{who}, translated from {language}" if from_language else who
