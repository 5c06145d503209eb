"""Settle readings that differ: a third person decides, or one reader proposes and the other confirms.

What each reader gave stays for good; only the agreed codes count from then on.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, update

from feedback_app import clock, trail
from feedback_app.database import db, rows_changed
from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.second_reading.models import Outcome, ReadingCode, SecondReading, Whose
from feedback_app.second_reading.refusals import NotInModeration, ReasonNeeded, SomebodyWasFirst
from feedback_app.second_reading.rules import Part, Readers, part_of
from feedback_app.themes.agreed import AgreedCode, keep_agreed
from feedback_app.themes.rules import tidy_span


def readers_of(reading: SecondReading) -> Readers:
    """Who read it. Raises NotInModeration while only one has."""
    if reading.second_reader_id is None:
        raise NotInModeration
    return Readers(reading.first_reader_id, reading.second_reader_id, reading.proposed_by_id)


def settle(
    reading: SecondReading,
    answer: Answer,
    codes: Sequence[AgreedCode],
    reason: str,
    by: Person,
    *,
    changes: int,
) -> Part:
    """Keep what should count: agreed by a third person or by both readers, else proposed to the other one.

    A reader who changes what the other proposed proposes in turn. Raises NotInModeration, ReasonNeeded,
    SomebodyWasFirst or NoSuchWords.
    """
    if reading.outcome is not Outcome.differs or reading.agreed_at is not None:
        raise NotInModeration
    if not reason.strip():
        raise ReasonNeeded
    tidy = [
        AgreedCode(code.code_id, tidy_span(answer.words or "", code.span.start, code.span.end), code.valence)
        for code in codes
    ]
    part = part_of(by.id, readers_of(reading))
    if part is Part.confirm and not _is_proposed(reading, tidy):
        part = Part.propose
    _claim(reading, changes)
    reading.reason = reason.strip()
    if part is Part.propose:
        reading.proposed_by_id = by.id
        _write(reading, Whose.proposed, tidy)
        trail.note(trail.Did.agreement_proposed, "second_reading", reading.public_ref, by=by)
        return part
    reading.agreed_by_id, reading.agreed_at = by.id, clock.now()
    _write(reading, Whose.agreed, tidy)
    keep_agreed(answer, tidy, by)
    trail.note(trail.Did.coding_agreed, "second_reading", reading.public_ref, by=by, detail=part.value)
    return part


def _claim(reading: SecondReading, changes: int) -> None:
    """Only one of two people who saw the same state goes on. Raises SomebodyWasFirst."""
    claimed = rows_changed(
        update(SecondReading)
        .where(SecondReading.id == reading.id, SecondReading.changes == changes)
        .values(changes=changes + 1)
    )
    db.session.refresh(reading)
    if not claimed:
        raise SomebodyWasFirst


def _is_proposed(reading: SecondReading, codes: Iterable[AgreedCode]) -> bool:
    from feedback_app.second_reading.queries import codes_of

    proposed = {
        (code.code_id, code.starts_at, code.ends_at, code.valence)
        for code in codes_of(reading)
        if code.whose is Whose.proposed
    }
    return proposed == {(code.code_id, code.span.start, code.span.end, code.valence) for code in codes}


def _write(reading: SecondReading, whose: Whose, codes: Iterable[AgreedCode]) -> None:
    db.session.execute(
        delete(ReadingCode).where(ReadingCode.second_reading_id == reading.id, ReadingCode.whose == whose)
    )
    once = {(code.code_id, code.span.start, code.span.end): code for code in codes}
    db.session.add_all(
        ReadingCode(
            second_reading_id=reading.id,
            whose=whose,
            code_id=code.code_id,
            starts_at=code.span.start,
            ends_at=code.span.end,
            valence=code.valence,
        )
        for code in once.values()
    )
    db.session.flush()
