"""Give a feedback request to a practice lead who is independent of the family, and keep it so."""

from collections.abc import Sequence

from sqlalchemy import select

from feedback_app import notices, trail
from feedback_app.audits.models import Audit
from feedback_app.audits.refusals import AlreadyAnswered, NotAPracticeLead, NotIndependent
from feedback_app.audits.requests import FeedbackRequest
from feedback_app.database import db
from feedback_app.people.involvement import Independence, independence_of, note_involvement
from feedback_app.people.models import InvolvementSource, Person
from feedback_app.people.roles import May, Place, may


def assign(request: FeedbackRequest, audit: Audit, practice_lead: Person, *, by: Person) -> Independence:
    """Make this practice lead the one who hears this voice; their own declaration is still to come.

    Giving it to the one who has it already changes nothing, and nobody is told twice.
    Raises NotAPracticeLead, AlreadyAnswered, or NotIndependent when they are registered as involved with
    the family or said so themselves (R-14). Independence.not_checked means that no register is loaded.
    """
    if request.response_id is not None:
        raise AlreadyAnswered
    if not may(practice_lead.holdings, May.capture, Place(audit.service_area_id, audit.locality_id)):
        raise NotAPracticeLead
    found = independence_of(practice_lead, audit.family_ref)
    if not found.allows:
        raise NotIndependent
    if request.practice_lead_id == practice_lead.id:
        return found
    request.independence_declared = False
    request.practice_lead_id = practice_lead.id
    request.register_checked = found is Independence.clear
    trail.note(trail.Did.request_assigned, "feedback_request", request.public_ref, by=by, detail=found.value)
    notices.queue(
        notices.NoticeKind.request_assigned, "feedback_request", request.public_ref, to=practice_lead
    )
    return found


def declare_independent(request: FeedbackRequest, audit: Audit, *, by: Person) -> None:
    """The practice lead's own word, before the first attempt. Raises NotIndependent."""
    found = independence_of(by, audit.family_ref)
    if not found.allows:
        raise NotIndependent
    request.independence_declared = True
    request.register_checked = found is Independence.clear
    trail.note(
        trail.Did.independence_declared, "feedback_request", request.public_ref, by=by, detail=found.value
    )


def declare_involved(request: FeedbackRequest, audit: Audit, *, by: Person) -> None:
    """The practice lead knows the family: remember it, and ask whoever planned it to choose another.

    Every voice of this audit that they still had to hear goes with it: they may hear none of the family.
    """
    note_involvement(by, audit.family_ref, InvolvementSource.declared)
    for each in {request, *_still_to_hear(audit, by)}:
        each.independence_declared = False
        each.practice_lead_id = None
    trail.note(trail.Did.involvement_declared, "feedback_request", request.public_ref, by=by)
    planner = db.session.get_one(Person, audit.planned_by_id)
    notices.queue(notices.NoticeKind.practice_lead_wanted, "audit", audit.public_ref, to=planner)


def _still_to_hear(audit: Audit, lead: Person) -> Sequence[FeedbackRequest]:
    """The voices of an audit that wait for this practice lead and have not been heard."""
    wanted = select(FeedbackRequest).where(
        FeedbackRequest.audit_id == audit.id,
        FeedbackRequest.practice_lead_id == lead.id,
        FeedbackRequest.response_id.is_(None),
    )
    return db.session.scalars(wanted).all()


def refuse_unless_independent(audit: Audit, person: Person) -> None:
    """Raise NotIndependent when the register, or they themselves, say they know this family."""
    if not independence_of(person, audit.family_ref).allows:
        raise NotIndependent


def note_refusal(request: FeedbackRequest, *, by: Person) -> None:
    """Keep in the trail that somebody was refused; done in a transaction of its own page."""
    trail.note(trail.Did.refused_not_independent, "feedback_request", request.public_ref, by=by)
