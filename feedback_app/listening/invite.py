"""Make a link and a code that open a survey, and take them back; the secrets are shown once, never stored."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from feedback_app import clock, trail
from feedback_app.database import db
from feedback_app.listening.models import Invitation
from feedback_app.people.models import Person
from feedback_app.people.roles import Holding, May, Place, may, reach
from feedback_app.people.tokens import digest, new_code, new_reference, new_token
from surveys.definition import Reader, RespondentGroup, Survey

CODE_TRIES = 20


class NotForThisSurvey(Exception):
    """The survey is not written for this respondent group or reader."""


class NotInYourPlaces(Exception):
    """A person invites only where their role reaches."""


@dataclass(frozen=True)
class Wanted:
    """What an invitation opens, for whom, where, until when and how often."""

    survey: Survey
    group: RespondentGroup
    reader: Reader
    language: str = "en_GB"
    place: Place = field(default_factory=Place)
    team_id: int | None = None
    expires_at: datetime | None = None
    uses: int | None = None
    label: str = ""


@dataclass(frozen=True)
class Made:
    """An invitation with its secrets: the only time they can be seen."""

    invitation: Invitation
    token: str
    code: str


def invite(wanted: Wanted, *, by: Person, code: str = "", public_ref: str = "") -> Made:
    """A new invitation. Raises NotForThisSurvey or NotInYourPlaces.

    `code` is a code known beforehand (the example council's); otherwise a new one nobody has is drawn.
    """
    if wanted.group not in wanted.survey.respondent_groups or wanted.reader not in wanted.survey.readers:
        raise NotForThisSurvey
    if not may(by.holdings, May.invite, wanted.place):
        raise NotInYourPlaces
    token, code = new_token(), code or _unused_code()
    invitation = Invitation(
        public_ref=public_ref or new_reference(),
        token_hash=digest(token),
        short_code_hash=digest(code),
        survey=wanted.survey.id,
        respondent_group=wanted.group.value,
        reader=wanted.reader.value,
        language=wanted.language,
        service_area_id=wanted.place.service_area_id,
        locality_id=wanted.place.locality_id,
        team_id=wanted.team_id,
        uses_allowed=wanted.uses,
        made_at=clock.now(),
        made_by_id=by.id,
        expires_at=wanted.expires_at,
        label=wanted.label.strip(),
    )
    db.session.add(invitation)
    db.session.flush()
    trail.note(trail.Did.invited, "invitation", invitation.public_ref, by=by, detail=wanted.survey.id)
    return Made(invitation, token, code)


def _unused_code() -> str:
    for _try in range(CODE_TRIES):
        code = new_code()
        if not db.session.scalar(select(Invitation.id).where(Invitation.short_code_hash == digest(code))):
            return code
    raise RuntimeError("no unused code was found")


def withdraw(invitation: Invitation, *, by: Person) -> None:
    """The link and code stop opening anything; doing it again changes nothing."""
    if invitation.withdrawn_at is None:
        invitation.withdrawn_at = clock.now()
        trail.note(trail.Did.invited, "invitation", invitation.public_ref, by=by, detail="withdrawn")


def invitations_seen_by(person: Person, *, at_most: int, before: int | None = None) -> Sequence[Invitation]:
    """The newest invitations within this person's reach, those older than `before` (an id) when given."""
    wanted = select(Invitation).where(_visible_to(person))
    if before is not None:
        wanted = wanted.where(Invitation.id < before)
    return db.session.scalars(wanted.order_by(Invitation.id.desc()).limit(at_most)).all()


def invitation_called(public_ref: str, person: Person) -> Invitation | None:
    """One invitation within this person's reach."""
    return db.session.scalar(
        select(Invitation).where(Invitation.public_ref == public_ref, _visible_to(person))
    )


def _visible_to(person: Person) -> ColumnElement[bool]:
    return or_(false(), *(_reached(holding) for holding in reach(person.holdings, May.invite)))


def _reached(holding: Holding) -> ColumnElement[bool]:
    return and_(
        _in(Invitation.service_area_id, holding.service_area_id),
        _in(Invitation.locality_id, holding.locality_id),
    )


def _in(column: InstrumentedAttribute[int | None], wanted: int | None) -> ColumnElement[bool]:
    return true() if wanted is None else column == wanted
