"""Answers not yet sent: kept page by page, found by a secret only the browser has, cleared away in time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from feedback_app import clock
from feedback_app.database import Base, db
from feedback_app.listening.editions import digest_of, edition_of
from feedback_app.listening.models import AnswerJson, Channel, Draft, Edition, Invitation
from feedback_app.people.roles import Place
from feedback_app.people.tokens import digest, new_reference
from surveys.answers import Answers
from surveys.definition import Reader, RespondentGroup, Survey

TRIES = 8
DRAFT = Base.metadata.tables[Draft.__tablename__]
EDITION = Base.metadata.tables[Edition.__tablename__]
INVITATION = Base.metadata.tables[Invitation.__tablename__]
FIND = (
    select(
        DRAFT.c.id, DRAFT.c.edition_id, EDITION.c.digest, DRAFT.c.invitation_id, DRAFT.c.respondent_group,
        DRAFT.c.reader, DRAFT.c.language, DRAFT.c.channel, DRAFT.c.answers, DRAFT.c.changes, DRAFT.c.sent_on,
        INVITATION.c.uses_allowed, INVITATION.c.service_area_id, INVITATION.c.locality_id,
        INVITATION.c.team_id, INVITATION.c.agency_id,
    )
    .join(EDITION, EDITION.c.id == DRAFT.c.edition_id)
    .outerjoin(INVITATION, INVITATION.c.id == DRAFT.c.invitation_id)
    .where(DRAFT.c.token_hash == bindparam("secret"))
)  # fmt: skip
BEGIN_WITH = (
    "token_hash", "invitation_id", "respondent_group", "reader", "language", "channel", "answers",
    "idempotency_key", "changes", "touched_at",
)  # fmt: skip
AS_IT_WAS = (
    DRAFT.c.id == bindparam("which"), DRAFT.c.changes == bindparam("as_it_was"), DRAFT.c.sent_on.is_(None)
)  # fmt: skip
KEEP = (
    update(DRAFT)
    .where(*AS_IT_WAS)
    .values(
        answers=bindparam("answers"),
        language=bindparam("language"),
        touched_at=bindparam("touched_at"),
        changes=DRAFT.c.changes + 1,
    )
    .returning(DRAFT.c.id)
)
SEND = (
    update(DRAFT)
    .where(*AS_IT_WAS)
    .values(
        answers={},
        sent_on=bindparam("today"),
        touched_at=bindparam("today"),
        receipt=bindparam("receipt"),
        invitation_id=bindparam("counted_for"),
        changes=DRAFT.c.changes + 1,
    )
    .returning(DRAFT.c.id)
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


class FoundDraft(NamedTuple):
    """A draft as it was a moment ago, with what its invitation says of the place it belongs to."""

    id: int
    edition_id: int
    edition_digest: str
    invitation_id: int | None
    respondent_group: str
    reader: str
    language: str
    channel: Channel
    answers: dict[str, AnswerJson]
    changes: int
    sent_on: datetime | None
    uses_allowed: int | None
    service_area_id: int | None
    locality_id: int | None
    team_id: int | None
    agency_id: int | None

    @property
    def place(self) -> Place:
        return Place(self.service_area_id, self.locality_id)


def response_key(token: str) -> str:
    """The key of the response this browser sends: it comes from the secret, which is not stored."""
    return digest(f"sent with {token}")


def find(token: str) -> FoundDraft | None:
    """The draft this secret belongs to, in one statement."""
    row = db.session.connection().execute(FIND, {"secret": digest(token)}).one_or_none()
    return FoundDraft._make(row) if row is not None else None


def begin(token: str, begun: Begun, given: Answers, language: str) -> None:
    """Keep the first answers. When another window did so a moment ago, these are added to them."""
    if _begins(token, begun, given, language):
        return
    found = find(token)
    if found is not None:
        keep(found, begun.survey, given, language)
        return
    edition_of(begun.survey)
    if not _begins(token, begun, given, language):
        raise RuntimeError("the first answers could not be kept")


def _begins(token: str, begun: Begun, given: Answers, language: str) -> bool:
    """Store a new draft in one statement; not when there is one, nor in an edition nobody ever used."""
    stored = db.session.connection().execute(
        _begin_in(db.engine.dialect.name),
        {
            "edition_digest": digest_of(begun.survey),
            "token_hash": digest(token),
            "invitation_id": begun.invitation_id,
            "respondent_group": begun.respondent_group.value,
            "reader": begun.reader.value,
            "language": language,
            "channel": begun.channel,
            "answers": _plain(given),
            "idempotency_key": new_reference(),
            "changes": 0,
            "touched_at": _moment(begun.survey),
        },
    )
    return stored.one_or_none() is not None


@cache
def _begin_in(dialect: str) -> ReturningInsert[tuple[int]]:
    values = [bindparam(name, type_=DRAFT.c[name].type) for name in BEGIN_WITH]
    row = select(EDITION.c.id, *values).where(EDITION.c.digest == bindparam("edition_digest"))
    insert = postgresql.insert(DRAFT) if dialect == "postgresql" else sqlite.insert(DRAFT)
    return (
        insert.from_select(["edition_id", *BEGIN_WITH], row)
        .on_conflict_do_nothing(index_elements=["token_hash"])
        .returning(DRAFT.c.id)
    )


def keep(draft: FoundDraft, survey: Survey, given: Answers, language: str) -> None:
    """Add answers to a draft, whatever another window adds at the same time.

    Raises AlreadySent when it was sent meanwhile.
    """
    for _ in range(TRIES):
        if draft.sent_on is not None:
            raise AlreadySent
        stored = db.session.execute(
            KEEP,
            {
                "which": draft.id,
                "as_it_was": draft.changes,
                "answers": {**draft.answers, **_plain(given)},
                "language": language,
                "touched_at": _moment(survey),
            },
        ).one_or_none()
        if stored is not None:
            return
        draft = _again(draft)
    raise TimeoutError("other windows kept changing this draft")


def take_to_send(draft: FoundDraft, receipt: str, day: datetime) -> bool:
    """Empty a draft into its receipt, once; not when it was sent or changed since it was found.

    The receipt keeps the invitation only where the uses of that invitation are counted.
    """
    taken = db.session.connection().execute(
        SEND,
        {
            "which": draft.id,
            "as_it_was": draft.changes,
            "today": day,
            "receipt": receipt,
            "counted_for": draft.invitation_id if draft.uses_allowed is not None else None,
        },
    )
    return taken.one_or_none() is not None


def _again(draft: FoundDraft) -> FoundDraft:
    """The draft as another window left it."""
    newer = select(Draft.answers, Draft.changes, Draft.sent_on).where(Draft.id == draft.id)
    answers, changes, sent_on = db.session.execute(newer).one()
    return draft._replace(answers=answers, changes=changes, sent_on=sent_on)


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
