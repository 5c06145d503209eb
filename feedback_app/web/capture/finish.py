"""The end of the conversation: everything read back, anything changed, and sent to its audit."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.audits.capture import finish_reading_back, send
from feedback_app.audits.refusals import AlreadyAnswered
from feedback_app.audits.worry import worry
from feedback_app.people.roles import May
from feedback_app.safeguarding.models import Severity
from feedback_app.web.access import here, open_to
from feedback_app.web.asking import names_for, shown_answers
from feedback_app.web.capture import script
from feedback_app.web.capture.blueprint import capture, mine
from feedback_app.web.capture.forms import EXACT, NOT_AT_RISK, SUMMARY, ReadBackForm
from feedback_app.web.capture.questions import Writing, to_start, writing
from feedback_app.web.capture.sections import sections
from feedback_app.web.capture.shown import shown
from feedback_app.web.signed_in import settings


@capture.route("/<ref>/read-back", methods=["GET", "POST"])
@open_to(May.capture)
def read_back(ref: str) -> Reply | str:
    try:
        at = writing(ref)
    except AlreadyAnswered:
        return redirect(url_for("capture.sent", ref=ref), 303)
    if at is None:
        return to_start(ref)
    form = ReadBackForm(data=_noted(at))
    finished = form.validate_on_submit()
    if form.is_submitted():
        words = form.words.data
        finish_reading_back(
            at.draft,
            exact_words=words == EXACT if words in (EXACT, SUMMARY) else None,
            read_back=bool(form.read_back.data),
            leave_out=(form.leave_out.data or "")[:500],
        )
    if not finished:
        return _drawn(at, form)
    send(at.request, at.request.audit, by=here())
    if form.at_risk.data != NOT_AT_RISK:
        key = at.draft.idempotency_key
        worry(at.request, at.request.audit, Severity(form.at_risk.data), press=key, by=here())
        flash(_("The people who can help have been told that you are worried."), "success")
    return redirect(url_for("capture.sent", ref=ref), 303)


@capture.get("/<ref>/sent")
@open_to(May.capture)
def sent(ref: str) -> Reply | str:
    request = mine(ref)
    if request.response_id is None:
        return redirect(url_for("capture.request_page", ref=ref))
    return render_template("capture/sent.html", it=shown(request))


def _noted(at: Writing) -> dict[str, object]:
    noted = at.draft.capture or {}
    chosen = {True: EXACT, False: SUMMARY, None: None}[at.draft.exact_words]
    return {"words": chosen, "leave_out": noted.get("leave_out", ""), "at_risk": None}


def _drawn(at: Writing, form: ReadBackForm) -> str:
    where = {
        question.id: page.id
        for page in sections(at.survey, at.answers, at.reader)
        for question in page.questions
    }
    rows = [
        (each, url_for("capture.ask", ref=at.request.public_ref, section_id=where[each.question.id]))
        for each in shown_answers(at.survey, at.answers, at.reader, names_for(settings(), at.reader))
    ]
    return render_template(
        "capture/read_back.html",
        it=shown(at.request),
        form=form,
        said=[(each, href) for each, href in rows if not each.is_blank],
        blank=[(each, href) for each, href in rows if each.is_blank],
        lines=script.ending(),
    )
