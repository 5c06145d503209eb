"""The audits' blueprint, which audit somebody may see, and what a refusal looks like."""

from flask import Blueprint, abort, render_template, request
from flask_babel import gettext as _

from feedback_app.audits.meeting import grade
from feedback_app.audits.models import Audit, AuditStatus
from feedback_app.audits.queries import audit_seen_by
from feedback_app.audits.refusals import LearningAuditHasNoGrade, Refused
from feedback_app.people.models import Person
from feedback_app.people.roles import May, Place, may
from feedback_app.web.access import here
from feedback_app.web.capture.ended import keep_what_was_typed

audits = Blueprint("audits", __name__, url_prefix="/audits")
audits.after_request(keep_what_was_typed)
GRADES = ("grade", "overall_grade")


def seen(ref: str) -> Audit:
    """The audit with this reference; one that this person may not see is not there."""
    return audit_seen_by(here(), ref) or abort(404)


def may_arrange(audit: Audit, person: Person) -> bool:
    """Whether this person gives out the audit's feedback requests."""
    place = Place(audit.service_area_id, audit.locality_id)
    return audit.status is not AuditStatus.signed_off and (
        person.id in (audit.chair_id, audit.responsible_id) or may(person.holdings, May.plan_audits, place)
    )


@audits.before_request
def refuse_a_grade() -> None:
    """No form of a learning audit carries a grade, whoever made the form (NB-44)."""
    given = next((request.form[name] for name in GRADES if name in request.form), None)
    if given is None:
        return
    audit = audit_seen_by(here(), (request.view_args or {}).get("ref", ""))
    if audit is None:
        raise LearningAuditHasNoGrade
    grade(audit, given, by=here())


@audits.errorhandler(Refused)
def refused(refusal: Refused) -> tuple[str, int]:
    return render_template("audits/refused.html", why=_(refusal.msgid)), 409
