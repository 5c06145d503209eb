"""Empty the outbox: take what is due, post it without holding any lock, and keep what could not be sent.

The caller commits after `take_due`, `address` and `settle`: while e-mails travel nothing is locked, so that
a mail server that does not answer never keeps a child's answers from being stored. A sender that dies in
between leaves the notice to be taken again once its turn has passed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from feedback_app import clock
from feedback_app.database import db
from feedback_app.notices.letters import written
from feedback_app.notices.outbox import Delivery, Notice
from feedback_app.notices.post import FAULTS, Post
from feedback_app.notices.recipients import Found, recipients_of
from feedback_app.settings import Settings

AT_ONCE = 20
TURN = timedelta(minutes=3)
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=10)
LATE_AFTER = timedelta(minutes=5)
NOBODY_TO_TELL = "nobody to tell"
ADMINISTRATORS_TOLD = "nobody holds the role: administrators told"


@dataclass(frozen=True)
class Outcome:
    """What came of one try: who was reached now, and what stood in the way (a sort of fault, never words)."""

    notice_id: int
    reached: tuple[int, ...]
    problem: str
    is_done: bool


def wait_after(tries: int) -> timedelta:
    """How long to wait before the next try: twice as long each time, never more than ten minutes."""
    doublings = min(max(tries, 1) - 1, 10)
    return min(FIRST_WAIT * int(2**doublings), LONGEST_WAIT)


def take_due(at_most: int = AT_ONCE) -> list[int]:
    """Take the oldest notices that are due, so that no other sender has them during this turn.

    They are looked for first and taken then: one statement for both may take more than `at_most` on
    PostgreSQL, which is free to look again for each row. What another took in between is due no more.
    """
    now = clock.now()
    is_due = Notice.sent_at.is_(None) & or_(Notice.try_again_at.is_(None), Notice.try_again_at <= now)
    oldest = db.session.scalars(
        select(Notice.id)
        .where(is_due)
        .order_by(Notice.made_at, Notice.id)
        .limit(at_most)
        .with_for_update(skip_locked=True)
    ).all()
    taken = db.session.scalars(
        update(Notice)
        .where(Notice.id.in_(oldest), is_due)
        .values(tries=Notice.tries + 1, try_again_at=now + TURN)
        .returning(Notice.id)
        .execution_options(synchronize_session=False)
    )
    return sorted(taken)


@dataclass(frozen=True)
class Addressed:
    """The letters of one notice, for everybody it is for who has not had it yet; None stands for an address
    outside.
    """

    notice_id: int
    found: Found
    letters: tuple[tuple[int | None, EmailMessage], ...]


def address(notice_id: int, settings: Settings) -> Addressed:
    """Find out who must be told, and write to each of them."""
    notice = db.session.get_one(Notice, notice_id, populate_existing=True)
    if notice.to_address is not None:
        letter = written(notice, notice.to_address, settings)
        return Addressed(notice_id, Found.as_meant, ((None, letter),))
    recipients = recipients_of(notice)
    told = set(db.session.scalars(select(Delivery.person_id).where(Delivery.notice_id == notice_id)))
    letters = tuple(
        (person.id, written(notice, person.email, settings))
        for person in recipients.people
        if person.id not in told
    )
    return Addressed(notice_id, recipients.found, letters)


def carry(addressed: Addressed, post: Post) -> Outcome:
    """Give the letters to the post, each by itself; needs no database."""
    if addressed.found is Found.nobody:
        return Outcome(addressed.notice_id, (), NOBODY_TO_TELL, is_done=False)
    reached, problem = [], ""
    for person_id, letter in addressed.letters:
        try:
            post.send(letter)
            if person_id is not None:
                reached.append(person_id)
        except FAULTS as fault:
            problem = type(fault).__name__
    note = ADMINISTRATORS_TOLD if addressed.found is Found.administrators else ""
    return Outcome(addressed.notice_id, tuple(reached), problem or note, is_done=not problem)


def settle(outcome: Outcome) -> None:
    """Keep what came of a try: sent, or when to try again."""
    now = clock.now()
    notice = db.session.get_one(Notice, outcome.notice_id, populate_existing=True)
    db.session.add_all(
        Delivery(notice_id=notice.id, person_id=person_id, sent_at=now) for person_id in outcome.reached
    )
    notice.last_problem = outcome.problem
    if outcome.is_done:
        notice.sent_at, notice.try_again_at = now, None
    else:
        notice.try_again_at = now + wait_after(notice.tries)


@dataclass(frozen=True)
class Stuck:
    """Notices that should have left by now, or that reached only administrators."""

    late: int
    oldest_made_at: datetime | None
    without_anybody: int


def stuck() -> Stuck:
    """What is wrong with the post, for the pages of those who must know (R-38)."""
    late = (Notice.sent_at.is_(None), Notice.made_at < clock.now() - LATE_AFTER)
    count, oldest = db.session.execute(select(func.count(), func.min(Notice.made_at)).where(*late)).one()
    return Stuck(count, oldest, _count(Notice.last_problem, (NOBODY_TO_TELL, ADMINISTRATORS_TOLD)))


def _count(column: InstrumentedAttribute[str], values: Sequence[str]) -> int:
    return db.session.scalar(select(func.count()).select_from(Notice).where(column.in_(values))) or 0
