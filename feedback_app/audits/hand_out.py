"""Make a link and a short code to hand to somebody; they are shown once and never stored."""

from dataclasses import dataclass
from datetime import timedelta

from feedback_app import clock, trail
from feedback_app.audits.attempt import may_try
from feedback_app.audits.models import Audit
from feedback_app.audits.requests import FeedbackRequest
from feedback_app.database import db
from feedback_app.listening.models import Invitation
from feedback_app.people.models import Person
from feedback_app.people.tokens import digest, new_code, new_reference, new_token

OPEN_AFTER_MEETING = timedelta(days=14)


@dataclass(frozen=True)
class HandedOut:
    """The secret of a link, and the code that opens the same survey."""

    token: str
    code: str


def hand_out(request: FeedbackRequest, audit: Audit, *, by: Person) -> HandedOut:
    """A new invitation for this request; one made earlier ends. Raises what `may_try` raises."""
    may_try(request, audit, by)
    _end(request)
    secret = HandedOut(new_token(), new_code())
    invitation = Invitation(
        public_ref=new_reference(),
        token_hash=digest(secret.token),
        short_code_hash=digest(secret.code),
        survey=request.survey,
        respondent_group=request.respondent_group,
        reader=request.reader,
        language=request.preferred_language,
        service_area_id=audit.service_area_id,
        locality_id=audit.locality_id,
        uses_allowed=1,
        made_at=clock.now(),
        made_by_id=by.id,
        expires_at=max(audit.meeting_at, clock.now()) + OPEN_AFTER_MEETING,
    )
    db.session.add(invitation)
    db.session.flush()
    request.invitation_id = invitation.id
    trail.note(trail.Did.invited, "feedback_request", request.public_ref, by=by)
    return secret


def _end(request: FeedbackRequest) -> None:
    if request.invitation_id is None:
        return
    earlier = db.session.get_one(Invitation, request.invitation_id)
    earlier.withdrawn_at = earlier.withdrawn_at or clock.now()
