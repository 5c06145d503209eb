"""Raise a concern: store it, note it, and tell everyone on triage, all in the caller's transaction."""

from collections.abc import Sequence

from feedback_app import clock, notices, trail
from feedback_app.database import db
from feedback_app.notices import NoticeKind
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.people.tokens import new_reference
from feedback_app.safeguarding.models import Concern, RaisedBy, Severity, SignJson
from feedback_app.safeguarding.rules import Clocks, acknowledge_by, decide_by


def raise_concern(
    severity: Severity,
    raised_by: RaisedBy,
    *,
    place: Place,
    survey: str,
    response_id: int | None = None,
    signs: Sequence[SignJson] = (),
    category: str = "",
    press_key: str | None = None,
    invitation_id: int | None = None,
    by: Person | None = None,
    children: str = "",
    why: str = "",
    about: Person | None = None,
) -> Concern:
    """A concern waiting at the top of the triage page, with a notice that carries only its reference.

    `about` is somebody who works here and whom it is about: they are neither told nor shown it (R-37).
    """
    now = clock.now()
    clocks = Clocks(acknowledge_by(severity, now), decide_by(severity, now))
    concern = Concern(
        public_ref=new_reference(),
        response_id=response_id,
        press_key=press_key,
        survey=survey,
        service_area_id=place.service_area_id,
        locality_id=place.locality_id,
        invitation_id=invitation_id,
        raised_by=raised_by,
        severity=severity,
        category=category,
        signs=list(signs),
        raised_at=now,
        acknowledge_by=clocks.acknowledge_by,
        decide_by=clocks.decide_by,
        next_step_at=clocks.acknowledge_by,
        children=children.strip(),
        why=why.strip(),
        raised_by_person_id=by.id if by else None,
        about_id=about.id if about else None,
    )
    db.session.add(concern)
    trail.note(trail.Did.concern_raised, "concern", concern.public_ref, by=by, detail=severity.value)
    notices.queue(
        NoticeKind.concern_raised,
        "concern",
        concern.public_ref,
        to=Role.safeguarding_triage,
        place=place,
        except_person_id=concern.about_id,
    )
    return concern
