""" "I don't feel safe" and "Exit this page": the two buttons that stand on every page people answer on."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response as Reply

from feedback_app.database import db
from feedback_app.intake import AlreadyReceived, Said
from feedback_app.intake.not_safe import press
from feedback_app.intake.say_more import say_more
from feedback_app.listening.drafts import AlreadySent
from feedback_app.listening.editions import edition_of
from feedback_app.listening.models import Channel
from feedback_app.listening.open_invitation import place_of_invitation
from feedback_app.people.roles import Place
from feedback_app.people.tokens import digest, new_token
from feedback_app.web import languages
from feedback_app.web.access import EVERYONE, open_to
from feedback_app.web.asking import QuestionForm, form_for, names_for, take_so_far
from feedback_app.web.respond.look import look_for
from feedback_app.web.respond.routes import in_new_language
from feedback_app.web.respond.steps import step
from feedback_app.web.respond.visit import COOKIE, Visit, current_visit, press_key
from feedback_app.web.signed_in import settings
from surveys.answers import Answer
from surveys.definition import Reader, RespondentGroup, Survey
from surveys.library import shipped_survey
from surveys.routing import Page, path

safety = Blueprint("safety", __name__)
NOT_SAFE = "i-do-not-feel-safe"


@safety.post("/not-safe")
@open_to(EVERYONE)
def tell() -> Reply:
    """A concern at once, even when the browser lost its cookies; what was typed so far is kept."""
    visit = current_visit()
    named = visit is not None and not visit.survey.anonymous
    press(
        press_key(visit),
        place=_place(visit),
        survey=visit.survey.id if visit else "",
        invitation_id=visit.begun.invitation_id if visit and named else None,
    )
    if visit is not None:
        _keep_typed(visit)
    return redirect(url_for("safety.say", back=_back() or None), 303)


@safety.get("/not-safe")
@open_to(EVERYONE)
def say() -> str:
    reader = _reader(current_visit())
    return _draw(_form(reader), reader)


@safety.post("/not-safe/more")
@open_to(EVERYONE)
def say_it() -> Reply | str:
    """The words that were added, received as a response of their own; sending twice adds nothing."""
    languages.speak(request.form.get("language", ""))
    visit = current_visit()
    reader = _reader(visit)
    form = _form(reader)
    given = form.take(request.form)
    if form.errors or "language" in request.form:
        return in_new_language(_draw(form, reader))
    if any(not answer.is_blank for answer in given.values()):
        try:
            say_more(_said(visit, reader, given))
        except AlreadyReceived:
            db.session.rollback()
    return redirect(url_for("safety.heard", back=_back() or None), 303)


@safety.get("/not-safe/heard")
@open_to(EVERYONE)
def heard() -> str:
    reader = _reader(current_visit())
    return render_template("respond/heard.html", back=_back(), look=look_for(reader, _survey()))


@safety.route("/exit", methods=["GET", "POST"])
@open_to(EVERYONE)
def leave() -> Reply:
    """Forget this visit in this browser first, then leave for a page that gives nothing away."""
    session.clear()
    reply = redirect(settings().exit_address, 303)
    reply.delete_cookie(COOKIE)
    return reply


@safety.record_once
def press_without_proof(state: BlueprintSetupState) -> None:
    """A child whose cookies are lost must still be heard: this one button needs no proof of the form."""
    state.app.extensions["csrf"].exempt(tell)


def _survey() -> Survey:
    return shipped_survey(NOT_SAFE)


def _reader(visit: Visit | None) -> Reader:
    """The wording they had so far; a child's when nothing is known."""
    return visit.reader if visit and visit.reader in _survey().readers else Reader.CHILD


def _form(reader: Reader) -> QuestionForm:
    """The whole short survey on one page."""
    survey = _survey()
    page = Page(NOT_SAFE, survey.sections[0], path(survey, {}, reader))
    return form_for(page, reader, {}, names_for(settings(), reader))


def _draw(form: QuestionForm, reader: Reader) -> str:
    key = request.form.get("key", "").replace("\0", "") or new_token()
    look = look_for(reader, _survey())
    return render_template("respond/not_safe.html", form=form, key=key, back=_back(), look=look)


def _back() -> str:
    """Where they were, when that is a page of ours they can go back to."""
    wished = languages.local_path(request.values.get("back"))
    return (
        wished
        if wished.startswith(("/answer", "/s/", "/bottle", "/start", "/advocate", "/about-you"))
        else ""
    )


def _place(visit: Visit | None) -> Place:
    if visit is None or visit.draft is not None:
        return visit.place if visit else Place()
    return place_of_invitation(visit.begun.invitation_id)


def _keep_typed(visit: Visit) -> None:
    """Keep what stands on the page the button was pressed on, as far as it can be kept."""
    here = step(visit.survey, visit.answers, visit.reader, request.form.get("page", ""))
    if here is None or visit.is_sent:
        return
    taken = take_so_far(here.page, request.form, visit.answers)
    if taken.answers:
        try:
            visit.keep(taken.answers)
        except AlreadySent:
            return


def _said(visit: Visit | None, reader: Reader, given: dict[str, Answer]) -> Said:
    survey = _survey()
    named = visit is not None and not visit.survey.anonymous
    return Said(
        survey=survey,
        edition_id=edition_of(survey).id,
        answers=given,
        respondent_group=visit.begun.respondent_group if visit else RespondentGroup.CHILD,
        reader=reader,
        language=languages.chosen(),
        channel=Channel.online,
        idempotency_key=digest(f"not safe {request.form.get('key') or new_token()}"),
        place=_place(visit),
        invitation_id=visit.begun.invitation_id if visit and named else None,
    )
