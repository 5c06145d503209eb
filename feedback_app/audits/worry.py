"""A practice lead is worried about somebody: a concern at once, wherever in the conversation they are."""

from feedback_app.audits.models import Audit
from feedback_app.audits.requests import FeedbackRequest
from feedback_app.people.models import Person
from feedback_app.people.roles import Place
from feedback_app.people.tokens import digest
from feedback_app.safeguarding.models import Concern, RaisedBy, Severity
from feedback_app.safeguarding.queries import concern_of_press
from feedback_app.safeguarding.raise_concern import raise_concern


def worry(request: FeedbackRequest, audit: Audit, severity: Severity, *, press: str, by: Person) -> Concern:
    """Raise a concern for the people on triage, with the answers beside it once they are sent.

    `press` is random and stands for one press of the button: the same press raises one concern.
    """
    key = digest(f"worry {request.public_ref} {press}")
    found = concern_of_press(key)
    if found is not None:
        return found
    return raise_concern(
        severity,
        RaisedBy.person,
        place=Place(audit.service_area_id, audit.locality_id),
        survey=request.survey,
        response_id=request.response_id,
        press_key=key,
        by=by,
    )
