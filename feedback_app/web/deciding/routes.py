"""The list of responses nobody has decided on in time, and the decision about one."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.people.roles import May, may
from feedback_app.telling.decide_one import decide_on, decision_on
from feedback_app.telling.how_far import HowFar
from feedback_app.telling.left import (
    Left,
    decided_before,
    left_lying,
    list_decided,
    list_left,
    one_to_decide,
)
from feedback_app.telling.models import ResponseDecision
from feedback_app.telling.refusals import Refused
from feedback_app.telling.rules import Outcome
from feedback_app.web.access import here, open_to
from feedback_app.web.address import address_with
from feedback_app.web.asked import changes_seen, page_here
from feedback_app.web.capture.ended import keep_what_was_typed
from feedback_app.web.deciding.forms import OutcomeForm
from feedback_app.web.deciding.offered import Offer, led_to_words, offers_for, value_of
from feedback_app.web.deciding.shown import (
    came_in,
    line_of,
    milestones,
    outcome_words,
    story,
    where_from,
)
from feedback_app.web.said import said_in
from feedback_app.web.signed_in import settings
from feedback_app.web.telling.shown import how_it_reads
from feedback_app.web.viewed import note_viewed

deciding = Blueprint("deciding", __name__)
deciding.after_request(keep_what_was_typed)
ON_A_PAGE = 20


@deciding.get("/deciding")
@open_to(May.tell_back)
def listed() -> str:
    """What waits, the oldest first; or what was decided one by one, the latest first."""
    person, days, page = here(), settings().answer_within_days, page_here()
    is_decided, after = request.args.get("show") == "decided", (page - 1) * ON_A_PAGE
    found = (
        list_decided(person, at_most=ON_A_PAGE + 1, after=after)
        if is_decided
        else list_left(person, days, at_most=ON_A_PAGE + 1, after=after)
    )
    more, show = len(found) > ON_A_PAGE, "decided" if is_decided else None
    return render_template(
        "deciding/listed.html",
        lines=[line_of(each, days) for each in found[:ON_A_PAGE]],
        waiting=left_lying(person, days),
        is_decided=is_decided,
        days=days,
        page=page,
        pages=page + 1 if more else page,
        earlier=address_with("deciding.listed", {"show": show, "page": page - 1}) if page > 1 else "",
        later=address_with("deciding.listed", {"show": show, "page": page + 1}) if more else "",
    )


def asked(reference: str) -> Left:
    """The response an address names; 404 where it is not this person's to decide on."""
    return one_to_decide(reference, here()) or abort(404)


@deciding.get("/deciding/<reference>")
@open_to(May.tell_back)
def one(reference: str) -> str:
    it = asked(reference)
    note_viewed("response", it.response.public_ref, here())
    kept = decision_on(it.response)
    offers = offers_for(it.response, here(), kept)
    form = OutcomeForm(
        formdata=None,
        outcome=kept.outcome.value if kept else None,
        led_to=value_of(kept, offers),
        words=kept.words if kept else "",
    )
    return page_of(it, kept, _ready(form, it, offers))


def _ready(form: OutcomeForm, it: Left, offers: list[Offer]) -> OutcomeForm:
    form.asked_of(it.response.reader)
    form.led_to.choices = [("", _("Nothing listed here")), *((each.value, each.label) for each in offers)]
    return form


def page_of(it: Left, kept: ResponseDecision | None, form: OutcomeForm, trouble: str = "") -> str:
    """One response with what stands decided about it, and the form as it was typed."""
    response = it.response
    form.seen.data = str(kept.changes if kept else 0)
    return render_template(
        "deciding/one.html",
        it=it,
        where=where_from(it),
        came=came_in(it),
        is_unread=it.state is HowFar.collected,
        may_code=may(here().holdings, May.code),
        milestones=milestones(it.state),
        said=said_in(response),
        kept=kept,
        outcome=outcome_words(kept.outcome) if kept else "",
        led_to=led_to_words(kept),
        reads=how_it_reads(kept.words) if kept and kept.outcome is Outcome.no_action else None,
        story=story(decided_before(response)),
        form=form,
        trouble=trouble,
    )


@deciding.post("/deciding/<reference>/decision", endpoint="decide")
@open_to(May.tell_back)
def keep(reference: str) -> Reply | str | tuple[str, int]:
    it = asked(reference)
    kept = decision_on(it.response)
    offers = offers_for(it.response, here(), kept)
    form = _ready(OutcomeForm(), it, offers)
    seen = changes_seen(form.seen.data)
    if not form.validate_on_submit():
        return page_of(it, kept, form)
    led_to = next((each.what for each in offers if each.value == form.led_to.data), None)
    outcome = Outcome(form.outcome.data)
    try:
        decide_on(it.response, outcome, words=form.words.data or "", led_to=led_to, by=here(), seen=seen)
    except Refused as refusal:
        now = asked(reference)
        return page_of(now, decision_on(now.response), form, trouble=_(refusal.msgid)), 409
    flash(_("The decision is kept. It can be changed under “Decided one by one”."), "success")
    return redirect(url_for("deciding.listed"), 303)
