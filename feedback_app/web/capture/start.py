"""Before the first question: a safe moment, who is there, the limits, and what was understood."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.audits.attempt import may_try
from feedback_app.audits.capture import ENGLISH, NO_INTERPRETER, Setting, begin, draft_of
from feedback_app.audits.refusals import ReasonForLanguage
from feedback_app.audits.requests import FeedbackRequest
from feedback_app.listening.models import CaptureJson, Channel, Draft
from feedback_app.people.roles import May
from feedback_app.web.access import here, open_to
from feedback_app.web.capture import script
from feedback_app.web.capture.blueprint import capture, mine
from feedback_app.web.capture.forms import AttemptForm, StartForm
from feedback_app.web.capture.shown import shown
from feedback_app.web.signed_in import settings
from surveys.definition import Reader


@capture.route("/<ref>/conversation", methods=["GET", "POST"])
@open_to(May.capture)
def begin_conversation(ref: str) -> Reply | str:
    request = mine(ref)
    may_try(request, request.audit, here())
    form = StartForm(data=_noted(draft_of(request), request.preferred_language))
    if not form.validate_on_submit():
        return _page(request, form)
    try:
        begin(request, request.audit, _setting(form), by=here())
    except ReasonForLanguage as refusal:
        form.language_reason.errors = [_(refusal.msgid)]
        return _page(request, form)
    flash(_("Saved. You can stop at any time and go on later."), "success")
    return redirect(url_for("capture.go_on", ref=ref), 303)


def _page(request: FeedbackRequest, form: StartForm) -> str:
    reader = Reader(request.reader)
    return render_template(
        "capture/start.html",
        it=shown(request),
        form=form,
        not_now=AttemptForm(formdata=None),
        opening=script.opening(reader, settings().council_name),
        telling=script.telling(reader),
    )


def _setting(form: StartForm) -> Setting:
    return Setting(
        channel=Channel(form.channel.data),
        place=form.place.data or "",
        present=tuple(form.present.data or ()),
        who_was_present=form.who_was_present.data or "",
        language_used=form.language_used.data or "",
        interpreter=form.interpreter.data or "",
        language_reason=form.language_reason.data or "",
    )


def _noted(draft: Draft | None, preferred: str) -> dict[str, object]:
    """What was noted before; privacy and limits are asked again each time the conversation goes on."""
    noted = draft.capture if draft else None
    if draft is None or noted is None:
        in_english = preferred == ENGLISH
        return {"language_used": preferred, "interpreter": NO_INTERPRETER if in_english else None}
    return {**_without_promises(noted), "channel": draft.channel.value}


def _without_promises(noted: CaptureJson) -> dict[str, object]:
    kept = ("place", "present", "who_was_present", "language_used", "interpreter", "language_reason")
    return {name: noted.get(name) for name in kept}
