"""What somebody was told by name: they say that they know of it, and what they did."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.people.roles import May
from feedback_app.safeguarding.escalation import Escalation
from feedback_app.safeguarding.refusals import ReasonNeeded
from feedback_app.safeguarding.tell import acknowledge_telling, answer_telling
from feedback_app.safeguarding.told import telling_called, told_to
from feedback_app.web.access import here, open_to
from feedback_app.web.triage.blueprint import triage
from feedback_app.web.triage.forms import AnswerForm, KnowForm
from feedback_app.web.triage.tellings import telling_line, telling_page
from feedback_app.web.viewed import note_viewed

AT_MOST = 100


@triage.get("/concerns/told")
@open_to(May.see_own_page)
def told() -> str:
    tellings = told_to(here(), at_most=AT_MOST)
    return render_template("triage/told.html", lines=[telling_line(each) for each in tellings])


@triage.get("/concerns/told/<reference>")
@open_to(May.see_own_page)
def telling(reference: str) -> str:
    found = _telling(reference)
    note_viewed("concern", found.concern.public_ref, here())
    return _page(found)


@triage.post("/concerns/told/<reference>/know")
@open_to(May.see_own_page)
def know_of_it(reference: str) -> Reply | str:
    found = _telling(reference)
    if not KnowForm().validate_on_submit():
        return _page(found)
    acknowledge_telling(found, by=here())
    flash(_("It is noted that this is known."), "success")
    return redirect(url_for("triage.telling", reference=reference), 303)


@triage.post("/concerns/told/<reference>/answer")
@open_to(May.see_own_page)
def answered(reference: str) -> Reply | str:
    found = _telling(reference)
    form = AnswerForm()
    if not form.validate_on_submit():
        return _page(found, form)
    try:
        answer_telling(found, form.answer.data or "", by=here())
    except ReasonNeeded:
        form.answer.errors = [_("Write down the answer.")]
        return _page(found, form)
    flash(_("The answer is kept."), "success")
    return redirect(url_for("triage.telling", reference=reference), 303)


def _telling(reference: str) -> Escalation:
    return telling_called(reference, here()) or abort(404)


def _page(found: Escalation, form: AnswerForm | None = None) -> str:
    return render_template(
        "triage/telling.html",
        it=telling_page(found, here()),
        form=form,
        answer_form=form or AnswerForm(formdata=None),
        know_form=KnowForm(formdata=None),
    )
