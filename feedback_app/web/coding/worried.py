"""Somebody who reads what was said is worried about a person in it, and tells safeguarding triage."""

from flask import abort, flash, request
from flask_babel import gettext as _

from feedback_app.listening.store import Response
from feedback_app.people.roles import Place
from feedback_app.safeguarding.models import RaisedBy, Severity
from feedback_app.safeguarding.queries import just_raised
from feedback_app.safeguarding.raise_concern import raise_concern
from feedback_app.web.access import here


def tell_triage_of(response: Response) -> None:
    """Raise a concern about a response as badly as the form says; pressing twice raises one."""
    typed = request.form.get("severity", "")
    if typed not in set(Severity):
        abort(400)
    if not just_raised(response.id, Severity(typed)):
        raise_concern(
            Severity(typed),
            RaisedBy.person,
            place=Place(response.service_area_id, response.locality_id),
            survey=response.survey,
            response_id=response.id,
            by=here(),
        )
    flash(_("Safeguarding triage has been told. If somebody is in danger now, ring 999 as well."), "success")
