"""Learning: the list of what is still to be shared, and the day those it is for were told."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app import clock
from feedback_app.audits.follow_learning import (
    LearningAsked,
    LearningFollowed,
    learning_followed_by,
    list_learning,
    may_share,
)
from feedback_app.improvement.models import Reach
from feedback_app.improvement.queries import history_of
from feedback_app.improvement.refusals import DayToCome, Refused
from feedback_app.improvement.rules import Sharing
from feedback_app.improvement.share import note_told, take_told_back
from feedback_app.people.roles import May
from feedback_app.web.access import here, open_to
from feedback_app.web.asked import page_here
from feedback_app.web.audits.shown import reach_words
from feedback_app.web.improvement.door import (
    asked_among,
    asked_word,
    improvement,
    list_shown,
)
from feedback_app.web.improvement.forms import ToldForm
from feedback_app.web.improvement.shown import how_many_shared, learning_shown, lines, sharing_words

ALL = "all"
UNSHARED = frozenset({Sharing.to_tell, Sharing.late})
Page = Reply | str | tuple[str, int]


@improvement.get("/learning")
@open_to(May.see_audits)
def all_learning() -> str:
    asked = _asked()
    found = list_learning(here(), asked)
    return render_template(
        "improvement/all_learning.html",
        **list_shown(found, asked, name="sharing", how_fars=Sharing, in_words=how_many_shared),
        lines=[learning_shown(each) for each in found.lines],
        sharing=request.args.get("sharing", ""),
        sharings=[*((each.value, sharing_words(each)) for each in Sharing), (ALL, _("All, shared ones too"))],
        reaches=[(each.value, reach_words(each)) for each in Reach],
    )


def _asked() -> LearningAsked:
    """What the address asks for; without a word on sharing, everything not shared yet."""
    sharing = asked_among(Sharing, "sharing")
    everything = frozenset() if request.args.get("sharing") == ALL else UNSHARED
    return LearningAsked(
        how_far=frozenset({sharing}) if sharing else everything,
        reach=asked_among(Reach, "reach"),
        service=asked_word("service"),
        locality=asked_word("locality"),
        audit=asked_word("audit"),
        latest_first=request.args.get("order") == "latest",
        page=page_here(),
    )


@improvement.get("/learning/<ref>", endpoint="learning")
@open_to(May.see_audits)
def look(ref: str) -> str:
    return _page(_followed(ref))


def _followed(ref: str) -> LearningFollowed:
    return learning_followed_by(here(), ref) or abort(404)


def _page(followed: LearningFollowed, form: ToldForm | None = None, trouble: str = "") -> str:
    it, mine_to_share = learning_shown(followed), may_share(followed, here())
    return render_template(
        "improvement/learning.html",
        it=it,
        form=form or ToldForm(formdata=None, told_on=clock.today()),
        trouble=trouble,
        may_tell=mine_to_share and not it.told_on,
        may_take_back=mine_to_share and bool(it.told_on),
        history=lines(history_of(followed.learning)),
    )


def _mine_to_share(ref: str) -> LearningFollowed:
    followed = _followed(ref)
    return followed if may_share(followed, here()) else abort(403)


@improvement.post("/learning/<ref>/told")
@open_to(May.share_learning)
def told(ref: str) -> Page:
    followed, form = _mine_to_share(ref), ToldForm()
    if not form.validate_on_submit():
        return _page(followed, form)
    try:
        note_told(followed.learning, told_on=form.told_on.day, by=here())
    except DayToCome as refusal:
        form.told_on.errors = [_(refusal.msgid)]
        return _page(followed, form)
    except Refused as refusal:
        return _page(_followed(ref), form, _(refusal.msgid)), 409
    flash(_("Noted as shared."), "success")
    return _back_to(ref)


@improvement.post("/learning/<ref>/not-told")
@open_to(May.share_learning)
def not_told(ref: str) -> Page:
    followed = _mine_to_share(ref)
    try:
        take_told_back(followed.learning, by=here())
    except Refused as refusal:
        return _page(_followed(ref), None, _(refusal.msgid)), 409
    flash(_("Noted as not shared yet."), "success")
    return _back_to(ref)


def _back_to(ref: str) -> Reply:
    return redirect(url_for("improvement.learning", ref=ref), 303)
