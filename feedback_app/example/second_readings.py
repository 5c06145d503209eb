"""The example's second readings: drawn as anybody's are, and most of what differs settled."""

import random
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from analysis.periods import Quarter
from feedback_app import clock
from feedback_app.database import db
from feedback_app.example.council import Council
from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.second_reading.agree import settle
from feedback_app.second_reading.draw_sample import draw_sample
from feedback_app.second_reading.models import Outcome, ReadingCode, SecondReading, Whose
from feedback_app.second_reading.queries import codes_of
from feedback_app.second_reading.read_again import finish_reading, give_code, take_next
from feedback_app.second_reading.refusals import NothingToDraw
from feedback_app.themes.agreed import AgreedCode
from feedback_app.themes.rules import Span

OVERLOOKED, SEEN_ELSEWHERE, LEFT_OPEN, SECOND_IS_RIGHT = 0.12, 0.06, 0.25, 0.4
DRAWN_AFTER, READ_AFTER, SETTLED_AFTER = timedelta(days=10), timedelta(days=12), timedelta(days=15)
WHY = "The words say it themselves; see what the code is used for."


def read_again(quarters: Sequence[Quarter], council: Council, chance: random.Random) -> None:
    """Draw for each of these quarters once it is over, and have it read a second time."""
    codes = [code.code_id for code in db.session.scalars(select(ReadingCode))]
    for quarter in quarters:
        after = clock.start_of(quarter.ends)
        try:
            with clock.stopped_at(after + DRAWN_AFTER):
                draw_sample(quarter, council.reviewers[0])
        except NothingToDraw:
            continue
        with clock.stopped_at(after + READ_AFTER):
            for reader in council.reviewers:
                _read_all(reader, codes, chance)
        with clock.stopped_at(after + SETTLED_AFTER):
            _settle_most(council, chance)


def _read_all(reader: Person, codes: list[int], chance: random.Random) -> None:
    while (reading := take_next(reader)) is not None:
        answer = db.session.get_one(Answer, reading.answer_id)
        for given in codes_of(reading):
            codes.append(given.code_id)
            if given.whose is not Whose.first or chance.random() < OVERLOOKED:
                continue
            code_id = chance.choice(codes) if chance.random() < SEEN_ELSEWHERE else given.code_id
            span = Span(given.starts_at, given.ends_at)
            give_code(reading, answer, code_id, span, given.valence, reader)
        finish_reading(reading, answer, reader)


def _settle_most(council: Council, chance: random.Random) -> None:
    """One reader proposes what one of them had given, the other agrees; some wait to be talked over."""
    differing = db.session.scalars(
        select(SecondReading)
        .where(SecondReading.outcome == Outcome.differs, SecondReading.agreed_at.is_(None))
        .order_by(SecondReading.id)
    ).all()
    for reading in differing:
        if chance.random() < LEFT_OPEN:
            continue
        answer = db.session.get_one(Answer, reading.answer_id)
        right = Whose.second if chance.random() < SECOND_IS_RIGHT else Whose.first
        agreed = [
            AgreedCode(given.code_id, Span(given.starts_at, given.ends_at), given.valence)
            for given in codes_of(reading)
            if given.whose is right
        ]
        for reader in council.reviewers:
            settle(reading, answer, agreed, WHY, reader, changes=reading.changes)
