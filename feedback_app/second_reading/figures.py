"""How far readers agree in a quarter, and what became of the machine's suggestions; never by person."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from analysis.agreement import CodeAgreement, OverallAgreement, agreement_by_code, overall_agreement
from analysis.periods import Quarter
from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.second_reading.models import ReadingCode, SampleDraw, SecondReading, Whose
from feedback_app.themes.models import Code, CodedAnswer, Outcome, Suggestion


@dataclass(frozen=True)
class QuarterAgreement:
    """Agreement over all codes and code by code, of what both had given before they talked about it."""

    coded: int
    overall: OverallAgreement
    by_code: tuple[CodeAgreement, ...]
    names: dict[str, str]


@dataclass(frozen=True)
class Suggestions:
    """What people made of the machine's guesses about a quarter's answers."""

    accepted: int
    declined: int
    open: int

    @property
    def settled(self) -> int:
        return self.accepted + self.declined


def agreement_of(quarter: Quarter) -> QuarterAgreement:
    """The figures of R-48 for everything said in a quarter; the same rows give the same intervals."""
    readings = db.session.scalars(
        select(SecondReading.id)
        .join(SampleDraw, SampleDraw.id == SecondReading.draw_id)
        .join(Answer, Answer.id == SecondReading.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(
            SampleDraw.quarter == str(quarter),
            SecondReading.finished_at.is_not(None),
            Response.withdrawn_at.is_(None),
        )
    ).all()
    first: dict[str, set[str]] = {str(reading): set() for reading in readings}
    second: dict[str, set[str]] = {str(reading): set() for reading in readings}
    sides = {Whose.first: first, Whose.second: second}
    names: dict[str, str] = {}
    for reading_id, whose, slug, name in _given(quarter):
        if str(reading_id) in first:
            sides[whose][str(reading_id)].add(slug)
            names[slug] = name
    codes = tuple(names)
    by_first = {answer: frozenset(given) for answer, given in first.items()}
    by_second = {answer: frozenset(given) for answer, given in second.items()}
    every = _every_code(codes)
    return QuarterAgreement(
        coded_answers(quarter),
        overall_agreement(by_first, by_second, every, str(quarter)),
        tuple(agreement_by_code(by_first, by_second, codes, str(quarter))),
        names,
    )


def _given(quarter: Quarter) -> list[tuple[int, Whose, str, str]]:
    """Codes given by either reader, a merged one as the code it went into, in the codebook's order."""
    merged = aliased(Code)
    rows = db.session.execute(
        select(
            ReadingCode.second_reading_id,
            ReadingCode.whose,
            func.coalesce(merged.slug, Code.slug),
            func.coalesce(merged.name, Code.name),
        )
        .join(SecondReading, SecondReading.id == ReadingCode.second_reading_id)
        .join(SampleDraw, SampleDraw.id == SecondReading.draw_id)
        .join(Code, Code.id == ReadingCode.code_id)
        .outerjoin(merged, merged.id == Code.merged_into_id)
        .where(SampleDraw.quarter == str(quarter), ReadingCode.whose.in_((Whose.first, Whose.second)))
        .order_by(func.coalesce(merged.id, Code.id))
    )
    return [(reading, whose, slug, name) for reading, whose, slug, name in rows]


def _every_code(given: tuple[str, ...]) -> tuple[str, ...]:
    """All codes that may be given, for each is a decision, and those given that were retired since."""
    offered = db.session.scalars(
        select(Code.slug).where(Code.retired_on.is_(None), Code.merged_into_id.is_(None)).order_by(Code.id)
    )
    return tuple(dict.fromkeys((*offered, *given)))


def coded_answers(quarter: Quarter) -> int:
    """How many answers said in a quarter somebody finished coding."""
    return (
        db.session.scalar(
            select(func.count(func.distinct(CodedAnswer.answer_id)))
            .join(Answer, Answer.id == CodedAnswer.answer_id)
            .join(Response, Response.id == Answer.response_id)
            .where(
                Response.received_on.between(quarter.starts, quarter.ends), Response.withdrawn_at.is_(None)
            )
        )
        or 0
    )


def suggestions_of(quarter: Quarter) -> Suggestions:
    """How many suggestions about a quarter's answers were accepted, declined, or wait."""
    rows = db.session.execute(
        select(case((Suggestion.outcome.is_(None), ""), else_=Suggestion.outcome), func.count())
        .join(Answer, Answer.id == Suggestion.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(Response.received_on.between(quarter.starts, quarter.ends), Response.withdrawn_at.is_(None))
        .group_by(Suggestion.outcome)
    )
    counted: dict[str, int] = defaultdict(int, {str(outcome): count for outcome, count in rows})
    return Suggestions(counted[Outcome.accepted.value], counted[Outcome.declined.value], counted[""])
