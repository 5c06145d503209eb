"""The practice lead's blueprint, whose request it is, and what a refusal looks like."""

from flask import Blueprint, abort, render_template
from flask_babel import gettext as _

from feedback_app.audits.owed import own_request
from feedback_app.audits.refusals import NotIndependent, Refused
from feedback_app.audits.requests import FeedbackRequest
from feedback_app.web.access import here
from feedback_app.web.capture.ended import keep_what_was_typed

capture = Blueprint("capture", __name__, url_prefix="/capture")
capture.after_request(keep_what_was_typed)


def mine(ref: str) -> FeedbackRequest:
    """This practice lead's own request; anybody else's is not there."""
    return own_request(here(), ref) or abort(404)


@capture.errorhandler(NotIndependent)
def not_independent(_refusal: NotIndependent) -> tuple[str, int]:
    return render_template("capture/not_independent.html"), 403


@capture.errorhandler(Refused)
def refused(refusal: Refused) -> tuple[str, int]:
    return render_template("capture/refused.html", why=_(refusal.msgid)), 409
