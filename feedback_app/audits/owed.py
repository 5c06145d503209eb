"""A practice lead's own feedback requests, and where each of them stands."""

from enum import StrEnum

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from feedback_app.audits.models import Audit, AuditStatus
from feedback_app.audits.requests import AttemptOutcome, FeedbackRequest
from feedback_app.database import db
from feedback_app.listening.store import Response
from feedback_app.people.models import Person


class State(StrEnum):
    """Where a request stands, in the order a practice lead would want to know."""

    answered = "answered"
    not_appropriate = "not_appropriate"
    in_progress = "in_progress"
    declined = "declined"
    call_back = "call_back"
    tried = "tried"
    waiting = "waiting"

    @property
    def is_over(self) -> bool:
        """Whether there is nothing more to do."""
        return self in (State.answered, State.not_appropriate, State.declined)


AFTER = {
    AttemptOutcome.no_answer: State.tried,
    AttemptOutcome.call_back: State.call_back,
    AttemptOutcome.declined: State.declined,
    AttemptOutcome.spoke: State.tried,
}


def state_of(request: FeedbackRequest) -> State:
    """What the request's own record says; its attempts must be loaded."""
    if request.response_id is not None:
        return State.answered
    if not request.appropriate:
        return State.not_appropriate
    outcomes = [attempt.outcome for attempt in request.attempts]
    if request.draft_id is not None and AttemptOutcome.declined not in outcomes[-1:]:
        return State.in_progress
    return AFTER[outcomes[-1]] if outcomes else State.waiting


def _own(person: Person) -> Select[FeedbackRequest]:
    return (
        select(FeedbackRequest)
        .join(FeedbackRequest.audit)
        .where(FeedbackRequest.practice_lead_id == person.id)
        .options(
            contains_eager(FeedbackRequest.audit).options(
                joinedload(Audit.service_area), joinedload(Audit.locality), joinedload(Audit.chair)
            ),
            selectinload(FeedbackRequest.attempts),
        )
        .order_by(Audit.meeting_at, FeedbackRequest.id)
    )


def owed_by(person: Person) -> list[FeedbackRequest]:
    """This practice lead's requests of audits not yet signed off, soonest meeting first; two statements."""
    return list(db.session.scalars(_own(person).where(Audit.status != AuditStatus.signed_off)))


def own_request(person: Person, public_ref: str) -> FeedbackRequest | None:
    """The request with this reference, only if it is this practice lead's own."""
    return db.session.scalar(_own(person).where(FeedbackRequest.public_ref == public_ref))


def answered_by_its_link(request: FeedbackRequest) -> bool:
    """Whether the person has answered by the link handed to them."""
    if request.invitation_id is None:
        return False
    found = select(exists().where(Response.invitation_id == request.invitation_id))
    return bool(db.session.scalar(found))
