"""Find reports, what was chosen for them, what may be quoted, and what stands in their way."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload, undefer

from analysis.disclosure import may_show
from analysis.periods import Month, Period, Quarter, parse_period
from feedback_app import trail
from feedback_app.audits.models import Audit, AuditAction, AuditLearning
from feedback_app.database import db
from feedback_app.improvement.models import Action, Agreed, Learning
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.quotations.models import Quotation, QuotationState
from feedback_app.quotations.rules import threshold_of
from feedback_app.reporting.models import Report, ReportKind, ReportQuote, ReportStatus, ReportTheme, Snapshot
from feedback_app.reporting.queries import held_in, of_period
from feedback_app.reporting.refusals import Blocker
from feedback_app.safeguarding.models import Concern
from feedback_app.themes.models import Code, Coding, Theme
from feedback_app.translated.models import TranslatedBy, Translation
from feedback_app.translated.queries import is_in_use

PART = (trail.Did.report_compiled, trail.Did.report_written)
SENT_BACK = "sent back"


@dataclass(frozen=True)
class Quotable:
    """Words that may be quoted under a theme, as a second person checked the quote `quotation_id`."""

    answer_id: int
    theme: str
    words: str
    box: str
    group: str
    quotation_id: int


def reports(
    *, with_drafts_of: Collection[ReportKind] = (), status: ReportStatus | None = None
) -> list[Report]:
    """Newest period first: what is approved, and what is not yet of these kinds."""
    wanted = (
        select(Report)
        .where(or_(Report.status == ReportStatus.approved, Report.kind.in_(with_drafts_of)))
        .options(joinedload(Report.compiled_by), joinedload(Report.approved_by))
    )
    if status:
        wanted = wanted.where(Report.status == status)
    return sorted(db.session.scalars(wanted), key=_newest_first)


def _newest_first(report: Report) -> tuple[int, bool, int]:
    """By the last day it is about; a quarter before its last month."""
    period = parse_period(report.period)
    return -period.ends.toordinal(), isinstance(period, Month), -report.version


def report_by_ref(public_ref: str) -> Report | None:
    """One report with what was compiled for it and who made and approved it."""
    return db.session.scalar(
        select(Report)
        .where(Report.public_ref == public_ref)
        .options(undefer(Report.compiled), joinedload(Report.compiled_by), joinedload(Report.approved_by))
    )


def newest_report(
    period: Period, *, approved: bool, kind: ReportKind = ReportKind.learning_audits
) -> Report | None:
    """The newest version of a period's report of a kind that is approved, or that is not yet."""
    is_approved = Report.status == ReportStatus.approved
    return db.session.scalar(
        select(Report)
        .where(
            Report.kind == kind,
            Report.period == str(period),
            is_approved if approved else ~is_approved,
        )
        .order_by(Report.version.desc())
        .limit(1)
        .options(undefer(Report.compiled), joinedload(Report.compiled_by), joinedload(Report.approved_by))
    )


def snapshot_of(report: Report) -> Snapshot | None:
    return db.session.scalar(select(Snapshot).where(Snapshot.report_id == report.id))


def quotes_of(report: Report) -> list[ReportQuote]:
    """The quotes chosen, theme by theme, in the order they were chosen."""
    wanted = select(ReportQuote).where(ReportQuote.report_id == report.id)
    return list(db.session.scalars(wanted.order_by(ReportQuote.theme, ReportQuote.id)))


def reports_quoting(answer_id: int) -> list[Report]:
    """Every report, drafts too, with words of this answer among its quotes; the newest quarter first."""
    quoting = select(ReportQuote.report_id).where(ReportQuote.answer_id == answer_id)
    wanted = select(Report).where(Report.id.in_(quoting))
    return sorted(db.session.scalars(wanted), key=_newest_first)


def themes_in_audits(report: Report) -> tuple[str, ...]:
    """The themes a person also found in the quarter's audits (NB-20)."""
    wanted = select(ReportTheme.theme).where(ReportTheme.report_id == report.id)
    return tuple(db.session.scalars(wanted.order_by(ReportTheme.theme)))


def took_part(report: Report, person: Person) -> bool:
    """Whether they compiled the report or wrote any of it, at any time."""
    noted = select(trail.Trail.id).where(
        trail.Trail.subject == "report",
        trail.Trail.subject_ref == report.public_ref,
        trail.Trail.person_id == person.id,
        trail.Trail.did.in_(PART),
        trail.Trail.detail != SENT_BACK,
    )
    return person.id in (report.compiled_by_id, report.sent_by_id) or bool(
        db.session.scalar(select(noted.exists()))
    )


def blockers_of(period: Period) -> tuple[Blocker, ...]:
    """Actions and learning of a period's audits still only proposed (Nottinghamshire QMF 2019, R-54)."""
    actions = (
        select(Action.what, Audit.title, Audit.public_ref)
        .join(AuditAction, AuditAction.action_id == Action.id)
        .join(Audit, Audit.id == AuditAction.audit_id)
        .where(held_in(period), Action.state == Agreed.proposed)
        .order_by(Audit.id, Action.id)
    )
    learning = (
        select(Learning.what, Audit.title, Audit.public_ref)
        .join(AuditLearning, AuditLearning.learning_id == Learning.id)
        .join(Audit, Audit.id == AuditLearning.audit_id)
        .where(held_in(period), Learning.state == Agreed.proposed)
        .order_by(Audit.id, Learning.id)
    )
    return tuple(
        Blocker(what, is_action, title, ref)
        for is_action, wanted in ((True, actions), (False, learning))
        for what, title, ref in db.session.execute(wanted)
    )


def taken_back_since(report: Report) -> bool:
    """Whether somebody took back what they said after it was counted for this report."""
    period = parse_period(report.period)
    first = period.starts if isinstance(period, Month) else period.last(4)[0].starts
    return bool(
        db.session.scalar(
            select(func.count())
            .select_from(Response)
            .where(
                Response.received_on.between(first, period.ends),
                Response.withdrawn_at > report.compiled_at,
            )
        )
    )


def is_of_a_month(report: Report) -> bool:
    """Whether it is the digest of a month, not the report of a quarter."""
    return isinstance(parse_period(report.period), Month)


def quotable_in(report: Report, answer_id: int | None = None) -> list[Quotable]:
    """What may be quoted in a report; nothing in one of a month, which holds nobody's words."""
    period = parse_period(report.period)
    return [] if isinstance(period, Month) else quotable(period, answer_id)


def quotable(quarter: Quarter, answer_id: int | None = None) -> list[Quotable]:
    """What may be quoted (R-45): checked by a second person, allowed, not taken back, in English, their exact
    words, no concern raised, and under a code that enough responses of the same locality still carry.

    In English by themselves, or in the translation in use that a person stands behind (R-39e).
    """
    carried = Counter(
        {(code, place): count for code, place, count in db.session.execute(_code_by_locality(quarter))}
    )
    wanted = (
        select(
            Answer.id,
            Theme.slug,
            Quotation.text,
            Answer.box,
            Response.respondent_group,
            Quotation.code_id,
            Response.locality_id,
            Quotation.id,
        )
        .select_from(Quotation)
        .join(Answer, Answer.id == Quotation.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .join(Code, Code.id == Quotation.code_id)
        .join(Theme, Theme.id == Code.theme_id)
        .where(
            of_period(quarter),
            Quotation.state == QuotationState.usable,
            Response.may_quote,
            _is_in_english(),
            Response.exact_words.is_not(False),
            ~_raised_a_concern(),
        )
        .order_by(Answer.id, Theme.slug, Quotation.id)
    )
    if answer_id is not None:
        wanted = wanted.where(Answer.id == answer_id)
    return [
        Quotable(answer, theme, said, box, group, quotation)
        for answer, theme, said, box, group, code, place, quotation in db.session.execute(wanted)
        if may_show(carried[code, place], threshold_of(group))
    ]


def _is_in_english() -> ColumnElement[bool]:
    by_people = select(Translation.id).where(is_in_use(), Translation.translated_by == TranslatedBy.person)
    own = and_(Quotation.translation_id.is_(None), Response.language.like("en%"))
    return or_(own, Quotation.translation_id.in_(by_people))


def _raised_a_concern() -> ColumnElement[bool]:
    concern = aliased(Concern)
    return select(concern.id).where(concern.response_id == Response.id).exists()


def _code_by_locality(quarter: Quarter) -> Select[int, int | None, int]:
    """A merged code counts as the one it was merged into."""
    code = func.coalesce(Code.merged_into_id, Code.id)
    return (
        select(code, Response.locality_id, func.count(func.distinct(Response.id)))
        .select_from(Coding)
        .join(Answer, Answer.id == Coding.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .join(Code, Code.id == Coding.code_id)
        .where(of_period(quarter), Coding.counts)
        .group_by(code, Response.locality_id)
    )
