"""Worried about somebody: two taps from every page of a conversation to the people who can help."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.audits.worry import worry
from feedback_app.people.roles import May
from feedback_app.people.tokens import new_reference
from feedback_app.safeguarding.models import Severity
from feedback_app.web.access import here, open_to
from feedback_app.web.capture.blueprint import capture, mine
from feedback_app.web.capture.forms import WorryForm
from feedback_app.web.capture.shown import shown
from feedback_app.web.languages import local_path

OFFERED = (Severity.S1, Severity.S2, Severity.S3)


@capture.route("/<ref>/worry", methods=["GET", "POST"])
@open_to(May.capture)
def worried(ref: str) -> Reply | str:
    asked = mine(ref)
    back = request.args.get("back") or url_for("capture.request_page", ref=ref)
    form = WorryForm(press=new_reference(), back=local_path(back))
    chosen = request.form.get("severity", "")
    if not form.validate_on_submit() or chosen not in OFFERED:
        return render_template(
            "capture/worry.html", it=shown(asked), form=form, audit_ref=asked.audit.public_ref
        )
    worry(asked, asked.audit, Severity(chosen), press=form.press.data or new_reference(), by=here())
    flash(_("The people who can help have been told. They may ring you."), "success")
    return redirect(local_path(form.back.data), 303)
