"""Quotes of the made-up year: proposed by one reviewer, checked by the other."""

from collections import Counter

from sqlalchemy import select

from analysis.periods import Quarter
from analysis.redaction import Kind, Why, points_out
from feedback_app.database import db
from feedback_app.example.council import Council
from feedback_app.listening.store import Answer, Response
from feedback_app.quotations.propose import approve_quotation, propose
from feedback_app.quotations.refusals import MayNotBeQuoted
from feedback_app.quotations.rules import Gap
from feedback_app.quotations.standing import known_here
from feedback_app.themes.models import Code, Coding
from feedback_app.themes.rules import Span

A_THEME = 4
LONGEST, SHORTEST = 140, 20
LEFT_WAITING = 1


def make_quotes(quarter: Quarter, council: Council) -> None:
    """A few quotes a theme, all but the last of each checked by somebody else."""
    known, made = known_here(), Counter[int]()
    proposer, checker = council.reviewers
    for answer, code_id, theme_id in _said_in(quarter):
        words = answer.words or ""
        if made[theme_id] >= A_THEME or not SHORTEST <= len(words) <= LONGEST:
            continue
        points = points_out(words, known)
        if any(point.kind is Kind.fact or point.why is Why.opens for point in points):
            continue
        gaps = [Gap(point.start, point.end, point.kind.value) for point in points]
        try:
            quotation = propose(answer, code_id, Span(0, len(words)), gaps, proposer)
        except MayNotBeQuoted:
            continue
        made[theme_id] += 1
        if made[theme_id] <= A_THEME - LEFT_WAITING:
            approve_quotation(quotation, answer, checker, seen=quotation.changes)


def _said_in(quarter: Quarter) -> list[tuple[Answer, int, int]]:
    """What learning audits heard in English with leave to quote it, one code for each answer."""
    rows = db.session.execute(
        select(Answer, Coding.code_id, Code.theme_id)
        .join(Coding, Coding.answer_id == Answer.id)
        .join(Code, Code.id == Coding.code_id)
        .join(Answer.response)
        .where(
            Response.received_on.between(quarter.starts, quarter.ends),
            Response.survey.like("learning-audit-%"),
            Response.may_quote,
            Response.language.like("en%"),
            Response.withdrawn_at.is_(None),
        )
        .order_by(Answer.id, Coding.id)
    )
    found: dict[int, tuple[Answer, int, int]] = {}
    for answer, code_id, theme_id in rows:
        found.setdefault(answer.id, (answer, code_id, theme_id))
    return list(found.values())
