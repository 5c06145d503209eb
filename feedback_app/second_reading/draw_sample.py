"""Draw the answers of a quarter that a second person reads: at random, once, and so that it can be checked.

The seed is made at the moment of the draw, after the coding, so that nobody knows beforehand which answers
will be read again. Whether an answer is in the draw follows from the seed and its reference alone: its digest
is at most the cutoff, or not. A draw is never made again; from what is coded later a later draw takes its own
tenth.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, literal, select
from sqlalchemy.exc import IntegrityError

from analysis.periods import Quarter
from analysis.sampling import draw, place_in_draw
from feedback_app import clock, trail
from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.people.roles import May, Place, may
from feedback_app.people.tokens import new_reference
from feedback_app.second_reading.models import ReadingCode, SampleDraw, SecondReading, Whose
from feedback_app.second_reading.refusals import NeedsWholeCouncil, NothingToDraw, QuarterHasNotBegun
from feedback_app.second_reading.rules import still_to_draw
from feedback_app.themes.models import CodedAnswer, Coding


@dataclass(frozen=True)
class Coded:
    """An answer somebody finished coding: how it is named in a draw, who was first, and when."""

    answer_id: int
    reference: str
    first_reader_id: int
    finished_at: datetime


def coded_in(quarter: Quarter) -> list[Coded]:
    """Everything said in the quarter and coded since, in the order it was coded; each answer once."""
    rows = db.session.execute(
        select(
            CodedAnswer.answer_id,
            Response.public_ref,
            Answer.question,
            Answer.box,
            CodedAnswer.coder_id,
            CodedAnswer.finished_at,
        )
        .join(Answer, Answer.id == CodedAnswer.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(
            Response.received_on.between(quarter.starts, quarter.ends),
            Response.withdrawn_at.is_(None),
            Answer.words.is_not(None),
        )
        .order_by(CodedAnswer.finished_at, CodedAnswer.id)
    )
    found: dict[int, Coded] = {}
    for answer_id, reference, question, box, reader_id, at in rows:
        found.setdefault(answer_id, Coded(answer_id, f"{reference}/{question}/{box}", reader_id, at))
    return list(found.values())


def draws_of(quarter: Quarter) -> Sequence[SampleDraw]:
    """The draws of a quarter, in their order."""
    return db.session.scalars(
        select(SampleDraw).where(SampleDraw.quarter == str(quarter)).order_by(SampleDraw.number)
    ).all()


def draw_sample(quarter: Quarter, by: Person) -> SampleDraw:
    """Draw for a second reading among what was coded since the last draw of the quarter.

    Raises QuarterHasNotBegun, NeedsWholeCouncil or NothingToDraw; a draw made at the same moment by somebody
    else is given back instead of a second one.
    """
    if quarter.starts > clock.today():
        raise QuarterHasNotBegun
    if not may(by.holdings, May.code, Place()):
        raise NeedsWholeCouncil
    before = draws_of(quarter)
    coded = coded_in(quarter)
    since = before[-1].drawn_at if before else None
    taken = set(db.session.scalars(select(SecondReading.answer_id)))
    pool = [one for one in coded if one.answer_id not in taken and (since is None or one.finished_at > since)]
    wanted = still_to_draw(len(coded), sum(each.drawn for each in before), len(pool))
    if not wanted:
        raise NothingToDraw
    seed = f"{quarter}.{len(before) + 1}.{secrets.token_hex(16)}"
    chosen = draw([one.reference for one in pool], seed, wanted).chosen
    made = SampleDraw(
        quarter=str(quarter),
        number=len(before) + 1,
        seed=seed,
        pool=len(pool),
        drawn=len(chosen),
        cutoff=place_in_draw(seed, chosen[-1]).hex(),
        drawn_at=clock.now(),
        drawn_by_id=by.id,
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        return draws_of(quarter)[-1]
    wanted_references = set(chosen)
    _keep(made, [one for one in pool if one.reference in wanted_references])
    trail.note(trail.Did.second_reading_drawn, "second_reading_draw", seed, by=by, detail=f"{len(chosen)}")
    return made


def _keep(made: SampleDraw, drawn: Sequence[Coded]) -> None:
    """Each answer drawn, with what its first reader had given it so far: two statements for any number."""
    db.session.execute(
        insert(SecondReading),
        [
            {
                "public_ref": new_reference(),
                "draw_id": made.id,
                "answer_id": one.answer_id,
                "first_reader_id": one.first_reader_id,
            }
            for one in drawn
        ],
    )
    first_codes = (
        select(
            SecondReading.id,
            literal(Whose.first, ReadingCode.whose.type),
            Coding.code_id,
            Coding.starts_at,
            Coding.ends_at,
            Coding.valence,
        )
        .join(Coding, Coding.answer_id == SecondReading.answer_id)
        .where(
            SecondReading.draw_id == made.id, Coding.coder_id == SecondReading.first_reader_id, Coding.counts
        )
    )
    columns = ("second_reading_id", "whose", "code_id", "starts_at", "ends_at", "valence")
    db.session.execute(insert(ReadingCode).from_select(columns, first_codes))


def is_as_drawn(made: SampleDraw) -> bool:
    """Whether every answer of the draw lies at or under its cutoff, and none is missing."""
    references = [
        f"{reference}/{question}/{box}"
        for reference, question, box in db.session.execute(
            select(Response.public_ref, Answer.question, Answer.box)
            .select_from(SecondReading)
            .join(Answer, Answer.id == SecondReading.answer_id)
            .join(Response, Response.id == Answer.response_id)
            .where(SecondReading.draw_id == made.id)
        )
    ]
    inside = all(place_in_draw(made.seed, reference).hex() <= made.cutoff for reference in references)
    return inside and len(references) == made.drawn
