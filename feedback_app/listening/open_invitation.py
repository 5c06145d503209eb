"""Open a survey with a link or a code, or say kindly why it does not open."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, bindparam, delete, func, select

from feedback_app import clock
from feedback_app.database import db
from feedback_app.listening.models import Draft, Invitation
from feedback_app.people.models import SignInTry
from feedback_app.people.roles import Place
from feedback_app.people.tokens import digest, tidy_code

WRONG_CODES = 20
COUNTED_FOR = timedelta(minutes=15)


def _with_its_uses(wanted: ColumnElement[bool]) -> Select[Invitation, int]:
    used = (
        select(func.count())
        .select_from(Draft)
        .where(Draft.invitation_id == Invitation.id, Draft.sent_on.is_not(None))
        .correlate(Invitation)
        .scalar_subquery()
    )
    return select(Invitation, used).where(wanted)


BY_TOKEN = _with_its_uses(Invitation.token_hash == bindparam("wanted"))
BY_ID = _with_its_uses(Invitation.id == bindparam("wanted"))
BY_CODE = _with_its_uses(Invitation.short_code_hash == bindparam("wanted"))


class Closed(StrEnum):
    """Why a link or code does not open its survey."""

    unknown = "unknown"
    expired = "expired"
    used_up = "used_up"
    withdrawn = "withdrawn"


class DoesNotOpen(Exception):
    """This link or code opens nothing, or nothing any more."""

    def __init__(self, why: Closed) -> None:
        super().__init__(why.value)
        self.why = why


class TooManyCodes(Exception):
    """Too many wrong codes came from one address; it must wait a quarter of an hour."""


def why_closed(invitation: Invitation, times_used: int, now: datetime) -> Closed | None:
    """Why an invitation does not open now; None when it does."""
    if invitation.withdrawn_at is not None:
        return Closed.withdrawn
    if invitation.expires_at is not None and invitation.expires_at <= now:
        return Closed.expired
    if invitation.uses_allowed is not None and times_used >= invitation.uses_allowed:
        return Closed.used_up
    return None


def open_by_token(token: str) -> Invitation:
    """The invitation behind a link. Raises DoesNotOpen."""
    return _open(BY_TOKEN, digest(token))


def open_again(invitation_id: int) -> Invitation:
    """An invitation opened a moment ago by its code. Raises DoesNotOpen."""
    return _open(BY_ID, invitation_id)


def open_by_code(typed: str, address: str) -> Invitation:
    """The invitation behind a code, however it was typed.

    Raises DoesNotOpen, and TooManyCodes once an address tried too many codes that do not exist. Only a
    digest of the address is kept, and only for wrong codes.
    """
    who = digest(f"wrong code from {address}")
    since = clock.now() - COUNTED_FOR
    tries = select(func.count()).where(SignInTry.who == who, SignInTry.tried_at > since)
    if (db.session.scalar(tries) or 0) >= WRONG_CODES:
        raise TooManyCodes
    try:
        return _open(BY_CODE, digest(tidy_code(typed)))
    except DoesNotOpen as refused:
        if refused.why is Closed.unknown:
            db.session.execute(delete(SignInTry).where(SignInTry.who == who, SignInTry.tried_at <= since))
            db.session.add(SignInTry(who=who, tried_at=clock.now()))
        raise


def place_of_invitation(invitation_id: int | None) -> Place:
    """Where what an invitation asks about belongs; nowhere known without one."""
    if invitation_id is None:
        return Place()
    where = select(Invitation.service_area_id, Invitation.locality_id).where(Invitation.id == invitation_id)
    found = db.session.execute(where).one_or_none()
    return Place(found[0], found[1]) if found else Place()


def _open(statement: Select[Invitation, int], wanted: str | int) -> Invitation:
    found = db.session.execute(statement, {"wanted": wanted}).one_or_none()
    if found is None:
        raise DoesNotOpen(Closed.unknown)
    invitation, times_used = found
    why = why_closed(invitation, times_used, clock.now())
    if why is not None:
        raise DoesNotOpen(why)
    return invitation
