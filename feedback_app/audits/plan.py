"""Plan a learning audit: who chairs, who is responsible, when, and whose feedback is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from analysis.periods import quarter_of
from feedback_app import clock, trail
from feedback_app.audits.models import Audit, AuditType
from feedback_app.audits.refusals import ReasonForLateInvitation
from feedback_app.audits.requests import FeedbackRequest
from feedback_app.audits.rules import is_late, refusal_of_chair
from feedback_app.database import db
from feedback_app.people.involvement import tidy_family_ref
from feedback_app.people.models import Person
from feedback_app.people.roles import Place
from feedback_app.people.tokens import new_reference
from feedback_app.profiles.profile import Profile, Voice


@dataclass(frozen=True)
class Wanted:
    """One voice to be heard: how, who (a first name or initials and age), and in which language."""

    voice: Voice
    who: str
    preferred_language: str = "en_GB"
    safe_contact: str = ""


def plan_learning_audit(
    title: str,
    *,
    framework: Profile,
    place: Place,
    family_ref: str,
    meeting_at: datetime,
    chair: Person,
    responsible: Person,
    wanted: Sequence[Wanted],
    by: Person,
    why_late: str = "",
) -> Audit:
    """A planned audit, with a feedback request for each voice raised at the same time.

    Raises ChairIsResponsible, ChairFromAnotherServiceArea, NotAServiceManagerThere or
    ReasonForLateInvitation; the rules are those of the Nottinghamshire QMF 2019 (NB-09, NB-15, NB-22).
    """
    assert place.service_area_id is not None, "an audit belongs to a service area"
    assert place.locality_id is not None, "an audit belongs to a locality"
    refusal = refusal_of_chair(
        chair.id, chair.holdings, responsible.id, responsible.holdings, place.service_area_id
    )
    if refusal:
        raise refusal
    meeting_on = meeting_at.astimezone(clock.LONDON).date()
    late = is_late(clock.today(), meeting_on, framework.learning_audit.invite_days)
    if late and not why_late.strip():
        raise ReasonForLateInvitation
    audit = Audit(
        public_ref=new_reference(),
        type=AuditType.learning,
        title=title.strip(),
        framework=framework.slug,
        quarter=str(quarter_of(meeting_on)),
        service_area_id=place.service_area_id,
        locality_id=place.locality_id,
        family_ref=tidy_family_ref(family_ref),
        meeting_at=meeting_at,
        chair_id=chair.id,
        responsible_id=responsible.id,
        planned_at=clock.now(),
        planned_by_id=by.id,
        why_late=why_late.strip() if late else "",
    )
    db.session.add(audit)
    db.session.flush()
    trail.note(
        trail.Did.audit_planned, "audit", audit.public_ref, by=by, detail="invited late" if late else ""
    )
    for one in wanted:
        raise_request(audit, one, by=by)
    return audit


def raise_request(audit: Audit, wanted: Wanted, *, by: Person) -> FeedbackRequest:
    """Ask for one more voice."""
    request = FeedbackRequest(
        public_ref=new_reference(),
        audit_id=audit.id,
        respondent_group=wanted.voice.respondent_group.value,
        who=wanted.who.strip(),
        survey=wanted.voice.survey,
        reader=wanted.voice.reader.value,
        preferred_language=wanted.preferred_language,
        safe_contact=wanted.safe_contact.strip(),
        raised_at=clock.now(),
    )
    db.session.add(request)
    db.session.flush()
    trail.note(
        trail.Did.request_raised, "feedback_request", request.public_ref, by=by, detail=audit.public_ref
    )
    return request
