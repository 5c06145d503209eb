"""One action: its owner says it is done and what changed, somebody else confirms it or sends it back."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app import clock
from feedback_app.audits.follow_actions import Followed, action_followed_by, may_confirm
from feedback_app.improvement.finish import (
    confirm,
    mark_done,
    mark_of,
    record_in_supervision,
    send_back,
    take_done_back,
)
from feedback_app.improvement.queries import history_of
from feedback_app.improvement.refusals import DayToCome, Refused
from feedback_app.improvement.rules import Because, Stage
from feedback_app.people.roles import May
from feedback_app.web.access import here, open_to
from feedback_app.web.improvement.door import improvement
from feedback_app.web.improvement.forms import DoneForm, SendBackForm
from feedback_app.web.improvement.shown import action_shown, because_words, lines, why_sent_back

Page = Reply | str | tuple[str, int]


@improvement.get("/actions/<ref>", endpoint="action")
@open_to(May.follow_actions)
def look(ref: str) -> str:
    return _page(_followed(ref))


def _followed(ref: str) -> Followed:
    """The action with this reference; one that is not this person's to follow is not there."""
    return action_followed_by(here(), ref) or abort(404)


def _page(followed: Followed, form: DoneForm | SendBackForm | None = None, trouble: str = "") -> str:
    """The action's page, with the form somebody has just made a mistake in, if any."""
    person, action = here(), followed.action
    unfinished = followed.stage in (Stage.open, Stage.overdue)
    history = history_of(action)
    sent_back = why_sent_back(history) if followed.was_sent_back else None
    shown = action_shown(followed, person)
    i_do, i_may_confirm = shown.is_mine and unfinished, may_confirm(followed, person)
    done = form if isinstance(form, DoneForm) else _done_form(followed)
    back = form if isinstance(form, SendBackForm) else SendBackForm(formdata=None)
    done.seen.data = back.seen.data = mark_of(action)
    return render_template(
        "improvement/action.html",
        it=shown,
        form=form,
        trouble=trouble,
        done=done if i_do else None,
        may_take_back=shown.is_mine and followed.stage is Stage.done,
        back=back if i_may_confirm and followed.stage is Stage.done else None,
        not_kept=form if isinstance(form, DoneForm) and not i_do else None,
        may_record=shown.is_mine or i_may_confirm,
        unfinished=unfinished,
        waits=followed.stage is Stage.done,
        sent_back_by=sent_back.by_name if sent_back else "",
        sent_back_because=because_words(sent_back.because) if sent_back and sent_back.because else "",
        history=lines(history),
        mark=mark_of(action),
    )


def _done_form(followed: Followed) -> DoneForm:
    return DoneForm(formdata=None, done_on=clock.today(), impact=followed.action.impact)


def _refused(ref: str, refusal: Refused, form: DoneForm | SendBackForm | None = None) -> tuple[str, int]:
    """The page as things stand now, with why it could not be done and everything that was typed."""
    return _page(_followed(ref), form, trouble=_(refusal.msgid)), 409


def _seen() -> str:
    return request.form.get("seen", "")


@improvement.post("/actions/<ref>/done")
@open_to(May.follow_actions)
def done(ref: str) -> Page:
    followed, form = _followed(ref), DoneForm()
    if not form.validate_on_submit():
        return _page(followed, form)
    try:
        mark_done(
            followed.action, done_on=form.done_on.day, impact=form.impact.data or "", by=here(), seen=_seen()
        )
    except DayToCome as refusal:
        form.done_on.errors = [_(refusal.msgid)]
        return _page(followed, form)
    except Refused as refusal:
        return _refused(ref, refusal, form)
    flash(_("Noted as done. Somebody else confirms it."), "success")
    return _back_to(ref)


@improvement.post("/actions/<ref>/not-done")
@open_to(May.follow_actions)
def not_done(ref: str) -> Page:
    try:
        take_done_back(_followed(ref).action, by=here(), seen=_seen())
    except Refused as refusal:
        return _refused(ref, refusal)
    flash(_("The action is open again."), "success")
    return _back_to(ref)


@improvement.post("/actions/<ref>/confirm", endpoint="confirm")
@open_to(May.confirm_actions)
def confirm_it(ref: str) -> Page:
    followed = _to_confirm(ref)
    try:
        confirm(followed.action, by=here(), seen=_seen())
    except Refused as refusal:
        return _refused(ref, refusal)
    flash(_("Confirmed. The action is closed."), "success")
    return _back_to(ref)


@improvement.post("/actions/<ref>/send-back", endpoint="send_back")
@open_to(May.confirm_actions)
def send_it_back(ref: str) -> Page:
    followed, form = _to_confirm(ref), SendBackForm()
    if not form.validate_on_submit():
        return _page(followed, form)
    try:
        send_back(followed.action, Because(form.because.data), by=here(), seen=_seen())
    except Refused as refusal:
        return _refused(ref, refusal, form)
    flash(_("The action is open again. Its owner is told, and sees why."), "success")
    return _back_to(ref)


@improvement.post("/actions/<ref>/supervision")
@open_to(May.follow_actions)
def supervision(ref: str) -> Reply:
    record_in_supervision(_to_confirm(ref).action, by=here())
    flash(_("Noted with today’s date."), "success")
    return _back_to(ref)


def _to_confirm(ref: str) -> Followed:
    """The action, when this person may confirm it or owns it and hears why they cannot; else "not yours"."""
    followed = _followed(ref)
    if followed.action.owner_id != here().id and not may_confirm(followed, here()):
        abort(403)
    return followed


def _back_to(ref: str) -> Reply:
    return redirect(url_for("improvement.action", ref=ref), 303)
