"""Read what a learning audit report counts: the same few questions to the database, however much was said."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, case, distinct, func, select

from analysis.periods import Period, Quarter, months_of
from feedback_app.audits.models import Audit, AuditAction, AuditLearning, AuditStatus, AuditType
from feedback_app.audits.requests import Attempt, AttemptOutcome, FeedbackRequest
from feedback_app.database import db
from feedback_app.improvement.models import Action, Agreed, Learning
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.places.models import Locality, ServiceArea
from feedback_app.reporting.gathered import (
    ActionRow,
    AskedFor,
    HeldAudit,
    LearningRow,
    Mention,
    QuarterCount,
    SaidBy,
    SaidIn,
)  # fmt: skip
from feedback_app.themes.models import Code, CodedAnswer, Coding, Theme, Valence
from surveys.definition import is_free_text
from surveys.library import shipped

OF_AUDITS = "learning-audit-"
SURVEYS = f"{OF_AUDITS}%"
BOXES = (Valence.well.value, Valence.not_so_good.value)


def of_period(period: Period) -> ColumnElement[bool]:
    """Learning audit surveys received in these days and not taken back since."""
    return (
        Response.survey.like(SURVEYS)
        & Response.received_on.between(period.starts, period.ends)
        & Response.withdrawn_at.is_(None)
    )


def is_of_an_audit(survey: str) -> bool:
    """Whether a survey is one of those this report is about."""
    return survey.startswith(OF_AUDITS)


def held_in(period: Period) -> ColumnElement[bool]:
    return (
        (Audit.type == AuditType.learning)
        & Audit.status.in_((AuditStatus.held, AuditStatus.signed_off))
        & Audit.held_on.between(period.starts, period.ends)
    )


def audits_held(period: Period) -> list[HeldAudit]:
    rows = db.session.execute(
        select(Audit.id, ServiceArea.name, Locality.name)
        .join(ServiceArea, ServiceArea.id == Audit.service_area_id)
        .join(Locality, Locality.id == Audit.locality_id)
        .where(held_in(period))
        .order_by(Audit.id)
    )
    return [HeldAudit(*row) for row in rows]


def asked_for(quarter: Quarter) -> list[AskedFor]:
    """The feedback requests of the audits held; an attempt before the meeting is in time (R-30)."""
    declined = case((Attempt.outcome == AttemptOutcome.declined, 1), else_=0)
    before = case((Attempt.tried_at < Audit.meeting_at, 1), else_=0)
    rows = db.session.execute(
        select(
            FeedbackRequest.respondent_group,
            FeedbackRequest.response_id,
            FeedbackRequest.appropriate,
            func.coalesce(func.sum(declined), 0),
            func.count(Attempt.id),
            func.coalesce(func.sum(before), 0),
            Response.received_at,
            Audit.meeting_at,
        )
        .join(Audit, Audit.id == FeedbackRequest.audit_id)
        .outerjoin(Attempt, Attempt.feedback_request_id == FeedbackRequest.id)
        .outerjoin(Response, Response.id == FeedbackRequest.response_id)
        .where(held_in(quarter))
        .group_by(
            FeedbackRequest.id, FeedbackRequest.respondent_group, FeedbackRequest.response_id,
            FeedbackRequest.appropriate, Response.received_at, Audit.meeting_at,
        )
        .order_by(FeedbackRequest.id)
    )  # fmt: skip
    return [
        AskedFor(
            group, response is not None, appropriate, declined > 0, tries, early > 0 or _before(at, meeting)
        )
        for group, response, appropriate, declined, tries, early, at, meeting in rows
    ]


def _before(received: datetime | None, meeting: datetime) -> bool:
    return received is not None and received < meeting


def said_by(period: Period) -> list[SaidBy]:
    rows = db.session.execute(
        select(Response.respondent_group, Response.channel, Response.language, func.count())
        .where(of_period(period))
        .group_by(Response.respondent_group, Response.channel, Response.language)
        .order_by(Response.respondent_group, Response.channel, Response.language)
    )
    return [SaidBy(*row) for row in rows]


def known_givers(quarter: Quarter) -> list[tuple[str, str, str]]:
    """Who gave each response asked for by name before an audit: family, group, who (R-47)."""
    rows = db.session.execute(
        select(Audit.family_ref, FeedbackRequest.respondent_group, FeedbackRequest.who)
        .join(Response, Response.id == FeedbackRequest.response_id)
        .join(Audit, Audit.id == FeedbackRequest.audit_id)
        .where(of_period(quarter))
    )
    return [(family, group, who) for family, group, who in rows]


def places(period: Period) -> list[SaidIn]:
    rows = db.session.execute(
        select(Response.id, func.coalesce(ServiceArea.name, ""), func.coalesce(Locality.name, ""))
        .outerjoin(ServiceArea, ServiceArea.id == Response.service_area_id)
        .outerjoin(Locality, Locality.id == Response.locality_id)
        .where(of_period(period))
    )
    return [SaidIn(*row) for row in rows]


@cache
def _not_in_words() -> tuple[str, ...]:
    """Questions answered by a number or a date, which nobody codes."""
    questions = (question for survey in shipped().values() for question in survey.questions())
    return tuple(question.id for question in questions if not is_free_text(question))


def answers_not_coded(period: Period) -> int:
    """Answers in words that nobody has coded: themes are not whole until somebody has."""
    coded = select(CodedAnswer.id).where(CodedAnswer.answer_id == Answer.id).exists()
    coding = select(Coding.id).where(Coding.answer_id == Answer.id).exists()
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Answer)
            .join(Response, Response.id == Answer.response_id)
            .where(
                of_period(period),
                Answer.words.is_not(None),
                Answer.question.not_in(_not_in_words()),
                ~coded,
                ~coding,
            )
        )
        or 0
    )


def mentions(period: Period) -> list[Mention]:
    """What people's codings say, never suggestions; the box the words were in decides how they were meant."""
    rows = db.session.execute(
        select(Answer.response_id, Theme.slug, Code.slug, Answer.box, Coding.valence)
        .distinct()
        .select_from(Coding)
        .join(Answer, Answer.id == Coding.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .join(Code, Code.id == Coding.code_id)
        .join(Theme, Theme.id == Code.theme_id)
        .where(of_period(period), Coding.counts)
    )
    return [
        Mention(response, theme, code, Valence(box) if box in BOXES else valence)
        for response, theme, code, box, valence in rows
    ]


def themes_of_quarters(quarters: Sequence[Quarter]) -> list[QuarterCount]:
    """For quarters that follow each other, the responses received and those that carry each theme."""
    name = case(
        *((Response.received_on.between(q.starts, q.ends), str(q)) for q in quarters), else_=""
    ).label("quarter")
    inside = (
        Response.survey.like(SURVEYS)
        & Response.received_on.between(quarters[0].starts, quarters[-1].ends)
        & Response.withdrawn_at.is_(None)
    )
    themed = db.session.execute(
        select(name, Theme.slug, func.count(distinct(Response.id)))
        .select_from(Response)
        .join(Answer, Answer.response_id == Response.id)
        .join(Coding, Coding.answer_id == Answer.id)
        .join(Code, Code.id == Coding.code_id)
        .join(Theme, Theme.id == Code.theme_id)
        .where(inside, Coding.counts)
        .group_by(name, Theme.slug)
    )
    received = db.session.execute(select(name, func.count(Response.id)).where(inside).group_by(name))
    return [QuarterCount(*row) for row in themed] + [QuarterCount(q, "", count) for q, count in received]


def received_by_month(quarters: Sequence[Quarter]) -> dict[str, int]:
    """How many responses each month of quarters that follow each other brought, in one statement."""
    months = [month for quarter in quarters for month in months_of(quarter)]
    counts = (
        func.count(case((Response.received_on.between(month.starts, month.ends), 1))) for month in months
    )
    inside = (
        Response.survey.like(SURVEYS)
        & Response.received_on.between(months[0].starts, months[-1].ends)
        & Response.withdrawn_at.is_(None)
    )
    row = db.session.execute(select(*counts).where(inside)).one()
    return {str(month): count for month, count in zip(months, row, strict=True)}


def theme_names() -> dict[str, str]:
    """Every theme of every codebook by its slug, in their order; the newest name wins, no name twice."""
    return _distinct(select(Theme.slug, Theme.name).order_by(Theme.id))


def code_names() -> dict[str, str]:
    return _distinct(select(Code.slug, Code.name).order_by(Code.id))


def _distinct(names: Select[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for slug, name in db.session.execute(names):
        found[slug] = name
    twice = {name for name in found.values() if list(found.values()).count(name) > 1}
    return {slug: f"{name} ({slug})" if name in twice else name for slug, name in found.items()}


def actions_of(period: Period) -> list[ActionRow]:
    """By the day they are due, never by person; the owner is named by job title only (R-49)."""
    rows = db.session.execute(
        select(Action.what, Person.job_title, Action.due_on, Action.done_on, Action.state == Agreed.proposed)
        .join(AuditAction, AuditAction.action_id == Action.id)
        .join(Audit, Audit.id == AuditAction.audit_id)
        .join(Person, Person.id == Action.owner_id)
        .where(held_in(period))
        .order_by(Action.due_on, Action.id)
    )
    return [ActionRow(*row) for row in rows]


def learning_of(period: Period) -> list[LearningRow]:
    rows = db.session.execute(
        select(
            Learning.what,
            Learning.reach,
            Learning.share_by,
            Learning.told_on,
            Learning.state == Agreed.proposed,
        )
        .join(AuditLearning, AuditLearning.learning_id == Learning.id)
        .join(Audit, Audit.id == AuditLearning.audit_id)
        .where(held_in(period))
        .order_by(Learning.share_by, Learning.id)
    )
    return [LearningRow(*row) for row in rows]
