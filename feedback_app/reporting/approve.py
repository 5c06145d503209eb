"""Send a report for approval, send it back, or approve it: then it is frozen, and never changes again."""

from collections.abc import Collection

from analysis.periods import Month, Quarter, parse_period
from feedback_app import clock, notices, trail
from feedback_app.database import db
from feedback_app.notices import NoticeKind
from feedback_app.people.models import Person
from feedback_app.people.roles import May, Role
from feedback_app.reporting.beside import changed_in
from feedback_app.reporting.compile import compile_again, refuse_unless_whole_council
from feedback_app.reporting.document import Compiled, canonical, digest_of
from feedback_app.reporting.draft import document_of, signed
from feedback_app.reporting.find import (
    SENT_BACK,
    Quotable,
    blockers_of,
    is_of_a_month,
    quotable_in,
    quotes_of,
    taken_back_since,
    took_part,
)
from feedback_app.reporting.lines import action_lines, learning_lines
from feedback_app.reporting.models import Report, ReportKind, ReportQuote, ReportStatus, Snapshot
from feedback_app.reporting.months import a_month_was_issued_since, refuse_if_closed
from feedback_app.reporting.parts import empty_parts
from feedback_app.reporting.refusals import (
    ApproverCompiledIt,
    CompileAgain,
    MayNotBeQuoted,
    NoLongerADraft,
    NotRead,
    NotWaiting,
    Part,
    QuotesNotChecked,
    Section,
    SectionsEmpty,
    StillProposed,
)
from feedback_app.reporting.rules import empty_sections, only_leaves_out
from feedback_app.reporting.write import words_of

APPROVERS = (Role.quality_analyst, Role.director)
TEAMS = (Role.practice_lead, Role.service_manager, Role.participation_officer)
BOARD = (Role.director,)
STEERING_GROUP = (Role.director, Role.service_manager)


def send_for_approval(report: Report, by: Person) -> None:
    """Take the figures a last time and ask somebody else to approve.

    Raises NoLongerADraft, SectionsEmpty (R-53), StillProposed (R-54) or MayNotBeQuoted.
    """
    if report.status is not ReportStatus.draft:
        raise NoLongerADraft
    refuse_unless_whole_council(by, May.compile_reports)
    _refuse_unless_ready(report)
    compile_again(report, by)
    _refuse_unless_quotable(report, quotes_of(report))
    report.status = ReportStatus.waiting
    report.sent_by_id = by.id
    report.sent_back_because = ""
    for role in APPROVERS:
        notices.queue(NoticeKind.report_to_approve, "report", report.public_ref, to=role)
    trail.note(trail.Did.report_written, "report", report.public_ref, by=by, detail="sent for approval")


def take_back(report: Report, *, by: Person) -> None:
    """Those who write it find a mistake while it waits: it is a draft again. Raises NotWaiting."""
    _refuse_unless_waiting(report)
    refuse_unless_whole_council(by, May.compile_reports)
    report.status = ReportStatus.draft
    report.changes += 1
    trail.note(trail.Did.report_written, "report", report.public_ref, by=by, detail="taken back")


def send_back(report: Report, because: str, *, by: Person) -> None:
    """Give it back to those who write it, saying what to change."""
    _refuse_unless_waiting(report)
    refuse_unless_whole_council(by, May.approve_reports)
    report.status = ReportStatus.draft
    report.sent_back_because = because.strip()
    report.changes += 1
    trail.note(trail.Did.report_written, "report", report.public_ref, by=by, detail=SENT_BACK)


def approve(
    report: Report, *, by: Person, quotes_checked: Collection[int], nobody_recognised: bool
) -> Snapshot:
    """Approve, and freeze the whole report: figures, words, quotes, actions, learning, who and when.

    Raises NotWaiting, ApproverCompiledIt, SectionsEmpty, StillProposed, CompileAgain, QuotesNotChecked,
    NotRead or MayNotBeQuoted; of a month IssuedOnce or QuarterIsReported.
    """
    _refuse_unless_waiting(report)
    refuse_unless_whole_council(by, May.approve_reports)
    if took_part(report, by):
        raise ApproverCompiledIt
    _refuse_unless_ready(report)
    _refuse_if_moved(report)
    quotes = quotes_of(report)
    _refuse_unless_quotable(report, quotes)
    if any(quote.id not in quotes_checked for quote in quotes):
        raise QuotesNotChecked
    if not nobody_recognised:
        raise NotRead
    return _freeze(report, quotes, by)


def _refuse_unless_waiting(report: Report) -> None:
    """Asked of the row itself, and held: nobody takes back what somebody else approves at this moment."""
    db.session.flush()
    db.session.refresh(report, attribute_names=["status"], with_for_update=True)
    if report.status is not ReportStatus.waiting:
        raise NotWaiting


def _freeze(report: Report, quotes: list[ReportQuote], by: Person) -> Snapshot:
    now = clock.now()
    for quote in quotes:
        quote.checked_by_id, quote.checked_at = by.id, now
    report.status, report.approved_by_id, report.approved_at = ReportStatus.approved, by.id, now
    frozen = canonical(document_of(report, approved_by=signed(by, now)))
    snapshot = Snapshot(report_id=report.id, document=frozen, digest=digest_of(frozen), made_at=now)
    db.session.add(snapshot)
    trail.note(trail.Did.report_approved, "report", report.public_ref, by=by, detail=snapshot.digest)
    for role in _readers(report):
        notices.queue(NoticeKind.digest_ready, "report", report.public_ref, to=role)
    db.session.flush()
    return snapshot


def _readers(report: Report) -> tuple[Role, ...]:
    """Whom it is for: a month its teams, a quarter the board, an analysis those who act on it (WS-46)."""
    if report.kind is ReportKind.quarter_analysis:
        return STEERING_GROUP
    return TEAMS if is_of_a_month(report) else BOARD


def still_empty(report: Report) -> tuple[Section | Part, ...]:
    """What has to be written before a report goes on: its three sections, or the parts of an analysis."""
    if report.kind is ReportKind.quarter_analysis:
        return empty_parts(report)
    return empty_sections(words_of(report))


def _refuse_unless_ready(report: Report) -> None:
    empty = still_empty(report)
    if empty:
        raise SectionsEmpty(empty)
    blockers = blockers_of(parse_period(report.period))
    if blockers:
        raise StillProposed(blockers)


def _refuse_if_moved(report: Report) -> None:
    """What is approved must still be so: nothing taken back, and the same actions and learning."""
    kept = Compiled.model_validate_json(report.compiled)
    period = parse_period(report.period)
    listed = [(line.what, line.due_on) for line in kept.actions]
    learnt = [(line.what, line.share_by) for line in kept.learning]
    now = [(line.what, line.due_on) for line in action_lines(period)]
    learnt_now = [(line.what, line.share_by) for line in learning_lines(period)]
    if kept.beside and isinstance(period, Quarter) and kept.beside.changed != changed_in(period):
        raise CompileAgain
    if listed != now or learnt != learnt_now or taken_back_since(report):
        raise CompileAgain
    if isinstance(period, Month):
        refuse_if_closed(period)
    elif a_month_was_issued_since(period, report.compiled_at):
        raise CompileAgain


def _refuse_unless_quotable(report: Report, quotes: list[ReportQuote]) -> None:
    if not quotes:
        return
    shown = {theme.slug for theme in Compiled.model_validate_json(report.compiled).themes}
    allowed = quotable_in(report)
    if any(quote.theme not in shown or not _is_checked(quote, allowed) for quote in quotes):
        raise MayNotBeQuoted


def _is_checked(quote: ReportQuote, allowed: list[Quotable]) -> bool:
    """Whether a second person still stands behind these words, and nothing left out came in again."""
    return any(
        (found.answer_id, found.theme) == (quote.answer_id, quote.theme)
        and only_leaves_out(found.words, quote.words)
        for found in allowed
    )
