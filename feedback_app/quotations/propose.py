"""Propose a quote, change what is left out of it, and let a second person check it or send it back."""

from collections.abc import Iterable

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from feedback_app import clock, trail
from feedback_app.database import db, rows_changed
from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.people.tokens import new_reference
from feedback_app.quotations.models import Quotation, QuotationGap, QuotationHand, QuotationState
from feedback_app.quotations.refusals import (
    ChangedMeanwhile,
    MayNotBeQuoted,
    NeedsAnotherPerson,
    NoReason,
    NothingLeft,
    NotWaiting,
)
from feedback_app.quotations.rules import Gap, hindrances, joined, may_check, says_something, text_of
from feedback_app.quotations.standing import standing_of, words_quoted
from feedback_app.themes.read import note_opening
from feedback_app.themes.rules import Span, tidy_span


def propose(answer: Answer, code_id: int, span: Span, gaps: Iterable[Gap], by: Person) -> Quotation:
    """Offer words to be quoted; proposed before, they are changed instead.

    Raises MayNotBeQuoted (R-45), NothingLeft or NoSuchWords.
    """
    words = words_quoted(answer, span.translation_id)
    tidy = tidy_span(words, span.start, span.end, span.translation_id)
    _refuse_unless_quotable(answer, code_id, tidy)
    if not says_something(words, tidy.start, tidy.end, gaps := tuple(gaps)):
        raise NothingLeft
    quotation = _same(answer, code_id, tidy)
    if quotation is None:
        made = Quotation(
            public_ref=new_reference(),
            answer_id=answer.id,
            code_id=code_id,
            starts_at=tidy.start,
            ends_at=tidy.end,
            text=text_of(words, tidy.start, tidy.end, gaps),
            made_by_id=by.id,
            made_at=clock.now(),
            translation_id=tidy.translation_id,
        )
        try:
            with db.session.begin_nested():
                db.session.add(made)
        except IntegrityError:
            quotation = _same(answer, code_id, tidy)
        quotation = quotation or made
    quotation.translation_id = tidy.translation_id
    leave_out(quotation, answer, gaps, by, seen=quotation.changes)
    return quotation


def _same(answer: Answer, code_id: int, span: Span) -> Quotation | None:
    return db.session.scalar(
        select(Quotation).where(
            Quotation.answer_id == answer.id,
            Quotation.code_id == code_id,
            Quotation.starts_at == span.start,
            Quotation.ends_at == span.end,
        )
    )


def leave_out(quotation: Quotation, answer: Answer, gaps: Iterable[Gap], by: Person, *, seen: int) -> None:
    """Change what is left out; it waits for a second person again. Raises ChangedMeanwhile or NothingLeft."""
    words = words_quoted(answer, quotation.translation_id)
    start, end = quotation.starts_at, quotation.ends_at
    wanted = joined(gaps, start, end)
    if not says_something(words, start, end, wanted):
        raise NothingLeft
    _count_the_change(quotation, seen)
    db.session.refresh(quotation, ["gaps"])
    before = {(gap.starts_at, gap.ends_at): gap for gap in quotation.gaps}
    quotation.gaps = [
        before.get((gap.start, gap.end))
        or QuotationGap(starts_at=gap.start, ends_at=gap.end, kind=gap.kind, made_by_id=by.id)
        for gap in wanted
    ]
    kinds = [Gap(gap.starts_at, gap.ends_at, gap.kind) for gap in quotation.gaps]
    quotation.text = text_of(words, start, end, kinds)
    quotation.state, quotation.because = QuotationState.proposed, ""
    quotation.checked_by_id = quotation.checked_at = None
    quotation.made_by_id, quotation.made_at = by.id, clock.now()
    _remember_hand(quotation, by)
    note_opening(answer, by)  # who has seen what it was coded as is no blind second reader of it
    _note(quotation, by, "proposed")


def _remember_hand(quotation: Quotation, by: Person) -> None:
    if by.id not in hands_of(quotation):
        db.session.add(QuotationHand(quotation_id=quotation.id, person_id=by.id))
        db.session.flush()


def hands_of(quotation: Quotation) -> frozenset[int]:
    """Everybody who proposed it or changed what is left out."""
    return frozenset(
        db.session.scalars(select(QuotationHand.person_id).where(QuotationHand.quotation_id == quotation.id))
    )


def approve_quotation(quotation: Quotation, answer: Answer, by: Person, *, seen: int) -> None:
    """A second person has read it: it may be used.

    Raises NotWaiting, NeedsAnotherPerson, MayNotBeQuoted or ChangedMeanwhile.
    """
    if quotation.state is not QuotationState.proposed:
        raise NotWaiting
    if not may_check(by.id, hands_of(quotation)):
        raise NeedsAnotherPerson
    _refuse_unless_quotable(answer, quotation.code_id, span_quoted(quotation))
    _count_the_change(quotation, seen)
    quotation.state = QuotationState.usable
    quotation.checked_by_id, quotation.checked_at = by.id, clock.now()
    note_opening(answer, by)
    _note(quotation, by, "checked")


def send_back(quotation: Quotation, because: str, by: Person, *, seen: int) -> None:
    """A second person says what should change. Raises NotWaiting, NeedsAnotherPerson, NoReason."""
    if quotation.state is not QuotationState.proposed:
        raise NotWaiting
    if not may_check(by.id, hands_of(quotation)):
        raise NeedsAnotherPerson
    if not because.strip():
        raise NoReason
    _count_the_change(quotation, seen)
    quotation.state, quotation.because = QuotationState.sent_back, because.strip()
    _note(quotation, by, "sent back")


def take_back(quotation: Quotation, by: Person) -> None:
    """Not to be used any more; anybody who reads answers may say so, at any time."""
    quotation.state = QuotationState.taken_back
    quotation.changes += 1
    _note(quotation, by, "taken back")


def span_quoted(quotation: Quotation) -> Span:
    """The words of a quote, before anything is left out."""
    return Span(quotation.starts_at, quotation.ends_at, quotation.translation_id)


def _refuse_unless_quotable(answer: Answer, code_id: int, span: Span) -> None:
    found = hindrances(standing_of(answer, code_id, span.translation_id), span.end - span.start)
    if found:
        raise MayNotBeQuoted(found)


def _count_the_change(quotation: Quotation, seen: int) -> None:
    changed = rows_changed(
        update(Quotation)
        .where(Quotation.id == quotation.id, Quotation.changes == seen)
        .values(changes=seen + 1)
    )
    db.session.refresh(quotation, ["changes"])
    if not changed:
        raise ChangedMeanwhile


def _note(quotation: Quotation, by: Person, detail: str) -> None:
    trail.note(trail.Did.report_written, "quotation", quotation.public_ref, by=by, detail=detail)
