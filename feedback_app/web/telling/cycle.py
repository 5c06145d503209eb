"""One theme of a quarter: what was found, what was decided, the actions that follow, what people are told."""

from flask import flash, redirect, render_template, request
from flask_babel import format_date
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as Reply

from feedback_app import clock
from feedback_app.audits.follow_actions import action_followed_by
from feedback_app.people.roles import May
from feedback_app.telling.act import link_action, mark_acted, take_acted_back, take_action_off
from feedback_app.telling.decide import analyse, analyse_again, decide
from feedback_app.telling.heard import count_of
from feedback_app.telling.queries import actions_offered, history_of, linked_to
from feedback_app.telling.refusals import Refused
from feedback_app.telling.rules import Decision, Stage, enough_to_tell, is_late, since, stage_of
from feedback_app.web.access import here, open_to
from feedback_app.web.asked import changes_seen
from feedback_app.web.dashboards.door import quarter_words
from feedback_app.web.dashboards.words import of_words
from feedback_app.web.improvement.shown import STAGE_KINDS
from feedback_app.web.improvement.shown import stage_words as action_words
from feedback_app.web.signed_in import settings
from feedback_app.web.telling.door import ONE, WHOLE, Asked, asked, telling
from feedback_app.web.telling.forms import DecideForm, FoundForm, LinkForm
from feedback_app.web.telling.shown import how_it_reads, milestones, story
from feedback_app.web.telling.texts import texts_of

Page = Reply | str | tuple[str, int]


@telling.get(ONE, endpoint="theme")
@open_to(May.see_reports)
def look(period: str, place: str, slug: str) -> str:
    return page_of(asked(period, place, slug))


def page_of(about: Asked, form: FlaskForm | None = None, trouble: str = "") -> str:
    """The theme's page, with the form somebody has just made a mistake in, if any."""
    it, person = about.it, here()
    stage, today = stage_of(it), clock.today()
    may_tell = about.may(May.tell_back)
    actions = linked_to(it, person) if it else []
    to_act = stage is Stage.decided and it is not None and it.decision is Decision.act
    found = form if isinstance(form, FoundForm) else FoundForm(formdata=None, found=it.found if it else "")
    choosing = form if isinstance(form, DecideForm) else _decide_form(about)
    linking = form if isinstance(form, LinkForm) else LinkForm(formdata=None)
    offers_actions = to_act and may_tell
    linking.action.choices = _offered(about) if offers_actions else []
    may_find = may_tell and stage in (Stage.heard, Stage.analysed)
    may_decide = may_tell and stage in (Stage.analysed, Stage.decided)
    found.seen.data = choosing.seen.data = str(it.changes if it else 0)
    return render_template(
        "telling/theme.html",
        about=about,
        it=it,
        form=form,
        trouble=trouble,
        not_kept=_not_kept(form, may_find=may_find, may_decide=may_decide),
        quarter_words=quarter_words(about.quarter),
        heard=of_words(count_of(about.counts, about.slug), about.counts.base),
        enough=enough_to_tell(count_of(about.counts, about.slug)),
        milestones=milestones(it, about.quarter, max((today - since(it, about.quarter)).days, 0)),
        is_late=is_late(stage, about.quarter, today, settings().decide_within_days),
        found=found if may_find else None,
        decide=choosing if may_decide else None,
        reads=how_it_reads(it.reason) if it and it.reason else None,
        actions=[
            (each.action, action_words(each.stage), STAGE_KINDS[each.stage], each.may_open)
            for each in actions
        ],
        linking=linking if offers_actions else None,
        all_done=bool(actions) and all(each.action.confirmed_by_id for each in actions),
        may_take_acted_back=may_tell and stage is Stage.acted,
        texts=texts_of(about) if it else [],
        told_on=format_date(it.told_at, "long") if it and it.told_at else "",
        may_take_back=it is not None and stage is Stage.told and about.may(May.publish_told),
        story=story(history_of(it)) if it else [],
    )


def _decide_form(about: Asked) -> DecideForm:
    it = about.it
    return DecideForm(
        formdata=None,
        decision=it.decision.value if it and it.decision else None,
        reason=it.reason if it else "",
    )


def _not_kept(form: FlaskForm | None, *, may_find: bool, may_decide: bool) -> object:
    """The field whose words came too late, when its form is not on the page any more."""
    if isinstance(form, FoundForm) and not may_find:
        return form.found
    if isinstance(form, DecideForm) and not may_decide:
        return form.reason
    return None


def _offered(about: Asked) -> list[tuple[str, str]]:
    return [
        ("", _("Choose an action")),
        *((action.public_ref, action.what[:120]) for action in actions_offered(about.begun, here())),
    ]


def seen() -> int:
    """How often the theme had moved when the page was shown."""
    return changes_seen(request.form.get("seen"))


def refused(about: Asked, refusal: Refused, form: FlaskForm | None = None) -> tuple[str, int]:
    """The page as things stand now, with why it could not be done and everything that was typed."""
    now = asked(str(about.quarter), about.service or WHOLE, about.slug)
    return page_of(now, form, trouble=_(refusal.msgid)), 409


def back_to(about: Asked) -> Reply:
    return redirect(about.to("theme"), 303)


@telling.post(f"{ONE}/found", endpoint="found")
@open_to(May.tell_back)
def keep_found(period: str, place: str, slug: str) -> Page:
    about, form = asked(period, place, slug, May.tell_back), FoundForm()
    if not form.validate_on_submit():
        return page_of(about, form)
    found = form.found.data or ""
    try:
        if about.it is None:
            analyse(about.quarter, slug, about.service_area_id, found=found, by=here())
        else:
            analyse_again(about.it, found=found, by=here(), seen=seen())
    except Refused as refusal:
        return refused(about, refusal, form)
    flash(_("Kept. What will be decided?"), "success")
    return back_to(about)


@telling.post(f"{ONE}/decision", endpoint="decide")
@open_to(May.tell_back)
def keep_decision(period: str, place: str, slug: str) -> Page:
    about, form = asked(period, place, slug, May.tell_back), DecideForm()
    it = about.begun
    if not form.validate_on_submit():
        return page_of(about, form)
    try:
        decide(it, Decision(form.decision.data), reason=form.reason.data or "", by=here(), seen=seen())
    except Refused as refusal:
        return refused(about, refusal, form)
    flash(_("The decision is kept."), "success")
    return back_to(about)


@telling.post(f"{ONE}/actions", endpoint="link")
@open_to(May.tell_back)
def link(period: str, place: str, slug: str) -> Page:
    about, form = asked(period, place, slug, May.tell_back), LinkForm()
    it = about.begun
    linked = [(each.action.public_ref, each.action.what) for each in linked_to(it, here())]
    form.action.choices = [*_offered(about), *linked]
    followed = action_followed_by(here(), form.action.data or "") if form.validate_on_submit() else None
    if followed is None:
        return page_of(about, form)
    try:
        link_action(it, followed.action, by=here())
    except Refused as refusal:
        return refused(about, refusal)
    flash(_("The action is linked."), "success")
    return back_to(about)


@telling.post(f"{ONE}/actions/<ref>/off", endpoint="take_off")
@open_to(May.tell_back)
def take_off(period: str, place: str, slug: str, ref: str) -> Page:
    about = asked(period, place, slug, May.tell_back)
    linked = next((each for each in linked_to(about.begun, here()) if each.action.public_ref == ref), None)
    try:
        if linked is not None:
            take_action_off(about.begun, linked.action, by=here())
    except Refused as refusal:
        return refused(about, refusal)
    flash(_("The action is taken off this theme. It stays in the list of actions."), "success")
    return back_to(about)


@telling.post(f"{ONE}/acted", endpoint="acted")
@open_to(May.tell_back)
def acted(period: str, place: str, slug: str) -> Page:
    about = asked(period, place, slug, May.tell_back)
    try:
        mark_acted(about.begun, by=here(), seen=seen())
    except Refused as refusal:
        return refused(about, refusal)
    flash(_("Noted as done. Now tell people."), "success")
    return back_to(about)


@telling.post(f"{ONE}/not-acted", endpoint="not_acted")
@open_to(May.tell_back)
def not_acted(period: str, place: str, slug: str) -> Page:
    about = asked(period, place, slug, May.tell_back)
    try:
        take_acted_back(about.begun, by=here(), seen=seen())
    except Refused as refusal:
        return refused(about, refusal)
    flash(_("There is more to do again."), "success")
    return back_to(about)
