"""Quotes to check, to mend and to use, within a person's reach."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.quotations.models import Quotation, QuotationHand, QuotationState
from feedback_app.second_reading.blind import may_see_codings
from feedback_app.themes.models import Code
from feedback_app.themes.queue import visible_to

Span = tuple[int, int, int]


@dataclass(frozen=True)
class Quoted:
    """How far a quote has come, and its reference."""

    state: QuotationState
    public_ref: str


@dataclass(frozen=True)
class Listed:
    """A quote in the list: who made it, and whether this person had a hand in it."""

    quotation: Quotation
    group: str
    made_by: str
    is_mine: bool


def _theirs_to_see(person: Person) -> tuple[ColumnElement[bool], ...]:
    """A quote tells a code of its answer, so it is kept from whoever may have to read that again, blind."""
    return (
        Response.withdrawn_at.is_(None),
        visible_to(person),
        may_see_codings(Quotation.answer_id, person),
    )


def quotations(person: Person, state: QuotationState, *, at_most: int, after: int = 0) -> Sequence[Listed]:
    """Those in one state, the oldest first while they wait and the newest first otherwise."""
    maker = aliased(Person)
    mine = exists().where(QuotationHand.quotation_id == Quotation.id, QuotationHand.person_id == person.id)
    order = Quotation.id if state is QuotationState.proposed else Quotation.id.desc()
    rows = db.session.execute(
        select(Quotation, Response.respondent_group, maker.name, mine)
        .join(Answer, Answer.id == Quotation.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .join(maker, maker.id == Quotation.made_by_id)
        .where(Quotation.state == state, *_theirs_to_see(person))
        .options(joinedload(Quotation.code))
        .order_by(order)
        .limit(at_most)
        .offset(after)
    )
    return [Listed(quotation, group, name, bool(own)) for quotation, group, name, own in rows]


def waiting_for(person: Person) -> int:
    """How many quotes wait for this person as the second reader."""
    mine = exists().where(QuotationHand.quotation_id == Quotation.id, QuotationHand.person_id == person.id)
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Quotation)
            .join(Answer, Answer.id == Quotation.answer_id)
            .join(Response, Response.id == Answer.response_id)
            .where(
                Quotation.state == QuotationState.proposed,
                *_theirs_to_see(person),
                ~mine,
            )
        )
        or 0
    )


def quotation_called(reference: str, person: Person) -> tuple[Quotation, Answer] | None:
    """One quote with its answer; None when it is not there or not this person's to read."""
    row = db.session.execute(
        select(Quotation, Answer)
        .join(Answer, Answer.id == Quotation.answer_id)
        .join(Answer.response)
        .join(Response.edition)
        .where(Quotation.public_ref == reference, *_theirs_to_see(person))
        .options(
            joinedload(Quotation.code).joinedload(Code.theme),
            selectinload(Quotation.gaps),
            contains_eager(Answer.response).contains_eager(Response.edition),
        )
        .execution_options(populate_existing=True)
    ).first()
    return (row[0], row[1]) if row else None


def quotes_of(answer_id: int, person: Person) -> Sequence[Quotation]:
    """Every quote made of one answer that this person may read, the oldest first."""
    return db.session.scalars(
        select(Quotation)
        .join(Answer, Answer.id == Quotation.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(Quotation.answer_id == answer_id, *_theirs_to_see(person))
        .order_by(Quotation.id)
    ).all()


def states_of(answer_ids: Collection[int]) -> dict[Span, Quoted]:
    """How far the quotes from these answers have come, by answer and span; the newest where there are two."""
    rows = db.session.execute(
        select(
            Quotation.answer_id, Quotation.starts_at, Quotation.ends_at, Quotation.state, Quotation.public_ref
        )
        .where(Quotation.answer_id.in_(answer_ids))
        .order_by(Quotation.id)
    )
    return {(answer, start, end): Quoted(state, reference) for answer, start, end, state, reference in rows}


def numbers_by_state(person: Person) -> dict[QuotationState, int]:
    """How many quotes stand in each state, of those this person may read."""
    rows = db.session.execute(
        select(Quotation.state, func.count())
        .join(Answer, Answer.id == Quotation.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(*_theirs_to_see(person))
        .group_by(Quotation.state)
    )
    return dict(rows.all())
