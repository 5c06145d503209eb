"""Answers not yet sent: kept page by page, found by a secret only the browser has, cleared away in time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from feedback_app import clock
from feedback_app.database import db
from feedback_app.listening.editions import edition_of
from feedback_app.listening.models import AnswerJson, Channel, Draft
from feedback_app.people.tokens import digest, new_reference
from surveys.answers import Answers
from surveys.definition import Reader, RespondentGroup, Survey

TRIES = 8
FIND = (
    select(Draft)
    .where(Draft.token_hash == bindparam("token_hash"))
    .options(joinedload(Draft.edition), joinedload(Draft.invitation))
)


class AlreadySent(Exception):
    """These answers were sent before; they are stored, and nothing more can be added to them."""


@dataclass(frozen=True)
class Begun:
    """What is known when somebody begins, before they have answered anything."""

    survey: Survey
    reader: Reader
    respondent_group: RespondentGroup
    channel: Channel
    invitation_id: int | None = None


def find(token: str) -> Draft | None:
    """The draft this secret belongs to, with its edition and invitation, in one statement."""
    return db.session.scalar(FIND, {"token_hash": digest(token)})


def begin(token: str, begun: Begun, given: Answers, language: str) -> Draft:
    """Keep the first answers. When another window did so a moment ago, these are added to them."""
    draft = Draft(
        token_hash=digest(token),
        edition_id=edition_of(begun.survey).id,
        invitation_id=begun.invitation_id,
        respondent_group=begun.respondent_group.value,
        reader=begun.reader.value,
        language=language,
        channel=begun.channel,
        answers=_plain(given),
        idempotency_key=new_reference(),
        touched_at=_moment(begun.survey),
    )
    try:
        with db.session.begin_nested():
            db.session.add(draft)
    except IntegrityError:
        found = find(token)
        if found is None:
            raise
        keep(found, begun.survey, given, language)
        return found
    return draft


def keep(draft: Draft, survey: Survey, given: Answers, language: str) -> None:
    """Add answers to a draft, whatever another window adds at the same time.

    Raises AlreadySent when it was sent meanwhile.
    """
    for _ in range(TRIES):
        if draft.sent_on is not None:
            raise AlreadySent
        unchanged = (Draft.id == draft.id, Draft.changes == draft.changes, Draft.sent_on.is_(None))
        stored = db.session.execute(
            update(Draft)
            .where(*unchanged)
            .values(
                answers={**draft.answers, **_plain(given)},
                language=language,
                changes=draft.changes + 1,
                touched_at=_moment(survey),
            )
            .returning(Draft.id)
            .execution_options(synchronize_session=False)
        ).one_or_none()
        if stored is not None:
            return
        db.session.refresh(draft, ["answers", "changes", "sent_on"])
    raise TimeoutError("other windows kept changing this draft")


def purge(untouched_for: timedelta) -> int:
    """Delete what nobody sent or touched for so long, and receipts that count nothing; how many were deleted.

    A practice lead's unfinished notes stay: the feedback request they belong to looks after them.
    """
    before = clock.now() - untouched_for
    unsent = Draft.sent_on.is_(None) & (Draft.touched_at < before)
    receipt = Draft.sent_on.is_not(None) & (Draft.sent_on < before) & Draft.invitation_id.is_(None)
    gone = db.session.execute(
        delete(Draft).where(Draft.captured_by_id.is_(None), unsent | receipt).returning(Draft.id)
    )
    return len(gone.all())


def _plain(given: Answers) -> dict[str, AnswerJson]:
    return {
        question: AnswerJson(choices=list(answer.choices), words=dict(answer.words))
        for question, answer in given.items()
    }


def _moment(survey: Survey) -> datetime:
    """When a draft was touched: for an anonymous survey never finer than the day."""
    return clock.start_of(clock.today()) if survey.anonymous else clock.now()
