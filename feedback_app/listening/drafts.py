"""Answers not yet sent: kept page by page, found by a secret only the browser has, cleared away in time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Dialect, bindparam, delete, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from feedback_app import clock
from feedback_app.database import db
from feedback_app.listening.editions import edition_of
from feedback_app.listening.models import AnswerJson, Channel, Draft, Edition, Invitation
from feedback_app.people.roles import Place
from feedback_app.people.tokens import digest, new_reference
from surveys.answers import Answers
from surveys.definition import Reader, RespondentGroup, Survey
from surveys.editions import digest as digest_of

TRIES = 8
FIND = (
    select(
        Draft.id, Draft.edition_id, Edition.digest, Draft.invitation_id, Draft.respondent_group, Draft.reader,
        Draft.language, Draft.channel, Draft.answers, Draft.changes, Draft.sent_on, Invitation.uses_allowed,
        Invitation.service_area_id, Invitation.locality_id, Invitation.team_id, Invitation.agency_id,
    )
    .join(Edition, Edition.id == Draft.edition_id)
    .outerjoin(Invitation, Invitation.id == Draft.invitation_id)
    .where(Draft.token_hash == bindparam("token_hash"))
)  # fmt: skip


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


def find(token: str) -> FoundDraft | None:
    """The draft this secret belongs to, in one statement."""
    row = db.session.execute(FIND, {"token_hash": digest(token)}).one_or_none()
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
    table = Draft.__table__.c
    values: dict[str, object] = {
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
    }
    row = select(
        Edition.id, *(literal(value, type_=table[name].type) for name, value in values.items())
    ).where(Edition.digest == digest_of(begun.survey))
    stored = db.session.execute(
        _insert(db.engine.dialect)
        .from_select(["edition_id", *values], row)
        .on_conflict_do_nothing(index_elements=["token_hash"])
        .returning(Draft.id)
    )
    return stored.one_or_none() is not None


def _insert(dialect: Dialect) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(Draft) if dialect.name == "postgresql" else sqlite.insert(Draft)


def keep(draft: FoundDraft, survey: Survey, given: Answers, language: str) -> None:
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
        draft = _again(draft)
    raise TimeoutError("other windows kept changing this draft")


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
