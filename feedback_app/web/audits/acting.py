"""Actions and learning, side by side and never mixed."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.audits.act import act, actions_of, agree_one, learn, learning_of, take_out_one
from feedback_app.audits.meeting import refuse_unless_writing
from feedback_app.audits.models import Audit
from feedback_app.database import db
from feedback_app.improvement.models import Reach
from feedback_app.improvement.owners import possible_owners
from feedback_app.improvement.refusals import (
    AlreadyAgreed,
    AlreadyInAPlan,
    NothingWritten,
    OwnerMissing,
    Refused,
)
from feedback_app.people.models import Person
from feedback_app.people.roles import May
from feedback_app.web.access import here, open_to
from feedback_app.web.audits.blueprint import audits, seen
from feedback_app.web.audits.forms import ActionForm, LearningForm, OnlyButton
from feedback_app.web.audits.shown import audit_shown, items_shown
from feedback_app.web.fields import choice

BESIDE = {AlreadyInAPlan: "already", NothingWritten: "what", OwnerMissing: "owner"}


@audits.get("/<ref>/actions")
@open_to(May.hold_audits)
def actions(ref: str) -> str:
    audit = seen(ref)
    refuse_unless_writing(audit, here())
    return _page(audit)


def _page(audit: Audit, form: ActionForm | LearningForm | None = None) -> str:
    return render_template(
        "audits/actions.html",
        it=audit_shown(audit, here()),
        form=form,
        action=form if isinstance(form, ActionForm) else _with_owners(ActionForm(formdata=None)),
        learn=form if isinstance(form, LearningForm) else LearningForm(formdata=None),
        actions=list(items_shown(actions_of(audit))),
        learning=list(items_shown(learning_of(audit))),
        only_button=OnlyButton(formdata=None),
    )


def _with_owners(form: ActionForm) -> ActionForm:
    owners = [choice(str(person.id), person.name) for person in possible_owners()]
    form.owner.choices = [choice("", _("Choose")), *owners]
    return form


@audits.post("/<ref>/actions")
@open_to(May.hold_audits)
def add_action(ref: str) -> Reply | str:
    audit = seen(ref)
    form = _with_owners(ActionForm())
    if not form.validate_on_submit():
        return _page(audit, form)
    chosen = form.owner.data or ""
    owner = db.session.get(Person, int(chosen)) if chosen.isdecimal() else None
    new = form.already.data == "no"
    try:
        act(
            audit,
            form.what.data or "",
            owner=owner,
            due_on=form.due_on.day,
            already_in_a_plan=not new,
            by=here(),
        )
    except Refused as refusal:
        form[BESIDE[type(refusal)]].errors = [_(refusal.msgid)]
        return _page(audit, form)
    flash(_("The action is added."), "success")
    return redirect(url_for("audits.actions", ref=ref), 303)


@audits.post("/<ref>/learning")
@open_to(May.hold_audits)
def add_learning(ref: str) -> Reply | str:
    audit = seen(ref)
    form = LearningForm()
    if not form.validate_on_submit():
        return _page(audit, form)
    try:
        learn(
            audit,
            form.learnt.data or "",
            reach=Reach(form.reach.data),
            share_by=form.share_by.day,
            by=here(),
        )
    except NothingWritten as refusal:
        form.learnt.errors = [_(refusal.msgid)]
        return _page(audit, form)
    flash(_("The learning is added."), "success")
    return redirect(url_for("audits.actions", ref=ref), 303)


@audits.post("/<ref>/agree/<item_ref>")
@open_to(May.hold_audits)
def agree(ref: str, item_ref: str) -> Reply:
    if not agree_one(seen(ref), item_ref, by=here()):
        abort(404)
    return redirect(url_for("audits.actions", ref=ref), 303)


@audits.post("/<ref>/take-out/<item_ref>")
@open_to(May.hold_audits)
def take_out(ref: str, item_ref: str) -> Reply:
    try:
        if not take_out_one(seen(ref), item_ref, by=here()):
            abort(404)
    except AlreadyAgreed as refusal:
        flash(_(refusal.msgid), "note")
    return redirect(url_for("audits.actions", ref=ref), 303)
