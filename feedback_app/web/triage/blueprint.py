"""The triage pages' blueprint, and which concern somebody on triage may open."""

from flask import Blueprint, abort

from feedback_app.safeguarding.models import Concern
from feedback_app.safeguarding.queries import concern_called
from feedback_app.web.access import here

triage = Blueprint("triage", __name__)


def seen(reference: str) -> Concern:
    """The concern with this reference; one that this person may not see is not there."""
    return concern_called(reference, here()) or abort(404)
