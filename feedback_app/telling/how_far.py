"""How far what somebody said has come (LI-54): derived from what is stored, never stored a second time."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, exists, false, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from analysis.periods import Quarter, parse_quarter
from feedback_app.audits.models import Audit, AuditStatus
from feedback_app.audits.requests import AuditFeedback, Reflected
from feedback_app.dashboards.count import of_quarter
from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.safeguarding.models import Concern, ConcernStatus
from feedback_app.safeguarding.models import Decision as ConcernDecision
from feedback_app.telling.models import ResponseDecision, YouSaid
from feedback_app.themes.models import Code, CodedAnswer, Coding, Theme
from feedback_app.themes.queue import not_in_sentences, not_said_in_words


class HowFar(StrEnum):
    """The states of a response, in their order.

    Reviewed: a person has read every word of it. Analysed: a person has coded each answer in sentences, or
    finished it without a code. Used: something came of it, or somebody decided about it. What was only ticked
    waits for no reader: it is counted as it is.
    """

    collected = "collected"
    reviewed = "reviewed"
    analysed = "analysed"
    used = "used"


@dataclass(frozen=True)
class TakenUp:
    """The codes of themes somebody decided on, in one quarter, for one service area or the whole council."""

    quarter: Quarter
    service_area_id: int | None
    codes: tuple[int, ...]


def how_far(decided: Sequence[TakenUp]) -> ColumnElement[str]:
    """The HowFar of each response, as the database tells it now; `decided` as `is_used` wants it."""
    unread = _there_is(
        Answer.response_id == Response.id,
        Answer.words.is_not(None),
        Answer.first_read_at.is_(None),
        Answer.question.not_in(not_said_in_words()),
    )
    uncoded = _there_is(
        Answer.response_id == Response.id,
        Answer.words.is_not(None),
        Answer.question.not_in(not_in_sentences()),
        ~exists().where(CodedAnswer.answer_id == Answer.id),
        ~exists().where(Coding.answer_id == Answer.id, Coding.counts),
    )
    return case(
        (is_used(decided), HowFar.used.value),
        (unread, HowFar.collected.value),
        (uncoded, HowFar.reviewed.value),
        else_=HowFar.analysed.value,
    )


def is_used(decided: Sequence[TakenUp]) -> ColumnElement[bool]:
    """Whether something came of a response; `decided` are the decisions on themes, from `taken_up`.

    Its own decision; a decision on a theme it carries, there or for the whole council; a concern it raised in
    which harm was found; or the meeting of the audit it stands beside, unless they did not talk about it.
    """
    by_itself = _there_is(ResponseDecision.response_id == Response.id)
    handled = _there_is(
        Concern.response_id == Response.id,
        Concern.status == ConcernStatus.decided,
        Concern.decision != ConcernDecision.no_harm,
    )
    return or_(by_itself, handled, _talked_about(), _carries(decided))


def _there_is(*conditions: ColumnElement[bool] | InstrumentedAttribute[bool]) -> ColumnElement[bool]:
    """Whether such a row stands beside each response, whatever else a query reads from."""
    return exists().where(*conditions).correlate(Response)


def _talked_about() -> ColumnElement[bool]:
    in_time = and_(
        AuditFeedback.reflected.is_(None), ~AuditFeedback.after_meeting, Audit.status != AuditStatus.planned
    )
    return _there_is(
        AuditFeedback.response_id == Response.id,
        Audit.id == AuditFeedback.audit_id,
        or_(in_time, AuditFeedback.reflected != Reflected.not_discussed),
    )


def _carries(decided: Sequence[TakenUp]) -> ColumnElement[bool]:
    """Whether a response carries a code of a theme that was decided on in its quarter and place."""
    each_time = [
        and_(
            Response.received_on.between(each.quarter.starts, each.quarter.ends),
            true() if each.service_area_id is None else Response.service_area_id == each.service_area_id,
            Coding.code_id.in_(each.codes),
        )
        for each in decided
    ]
    return _there_is(
        Answer.response_id == Response.id,
        Answer.words.is_not(None),
        Coding.answer_id == Answer.id,
        Coding.counts,
        or_(false(), *each_time),
    )


def taken_up(quarter: Quarter | None = None) -> list[TakenUp]:
    """Every decision on themes, or those of one quarter, in one statement."""
    wanted = (
        select(YouSaid.quarter, YouSaid.service_area_id, Code.id)
        .join(Theme, Theme.slug == YouSaid.theme)
        .join(Code, Code.theme_id == Theme.id)
        .where(YouSaid.decision.is_not(None))
        .order_by(YouSaid.quarter, YouSaid.service_area_id, Code.id)
    )
    if quarter is not None:
        wanted = wanted.where(YouSaid.quarter == str(quarter))
    found: dict[tuple[str, int | None], list[int]] = {}
    for name, place, code in db.session.execute(wanted):
        found.setdefault((name, place), []).append(code)
    return [TakenUp(parse_quarter(name), place, tuple(codes)) for (name, place), codes in found.items()]


def states_of(quarter: Quarter) -> dict[str, int]:
    """How many responses of a quarter stand in each state, in their order: raw counts, for drawing only."""
    state = how_far(taken_up(quarter)).label("state")
    rows = db.session.execute(select(state, func.count()).where(of_quarter(quarter)).group_by(state))
    found = {row[0]: row[1] for row in rows}
    return {each.value: found.get(each.value, 0) for each in HowFar}
