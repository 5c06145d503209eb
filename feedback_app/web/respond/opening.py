"""The ways in: a code, a link or a survey open to everyone; and what people are told before they begin."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.database import each_statement_alone
from feedback_app.listening.drafts import Begun
from feedback_app.listening.models import Channel, Invitation
from feedback_app.listening.open_invitation import (
    Closed,
    DoesNotOpen,
    TooManyCodes,
    open_again,
    open_by_code,
    open_by_token,
)
from feedback_app.web import languages
from feedback_app.web.access import EVERYONE, open_to
from feedback_app.web.asking import in_words, names_for
from feedback_app.web.errors import page as error_page
from feedback_app.web.kept_pages import kept_pages
from feedback_app.web.respond import visit
from feedback_app.web.respond.drawing import draw, form_on, is_asked_at_once, told_first
from feedback_app.web.respond.forms import CodeForm
from feedback_app.web.respond.look import look_for
from feedback_app.web.respond.steps import step
from feedback_app.web.signed_in import settings
from surveys.definition import Reader, RespondentGroup, Survey
from surveys.library import shipped, shipped_survey
from surveys.routing import pages

opening = Blueprint("opening", __name__)
OPENED = "opened"
BOTTLE, ADVOCATE = "message-in-a-bottle", "advocate-request"
GROUPS = {
    Reader.YOUNG_CHILD: RespondentGroup.CHILD,
    Reader.CHILD: RespondentGroup.CHILD,
    Reader.YOUNG_PERSON: RespondentGroup.YOUNG_PERSON,
}


@opening.before_request
def only_a_code_is_counted() -> None:
    """Beginning stores nothing; only wrong codes are counted."""
    if request.endpoint != "opening.with_code":
        each_statement_alone()


@opening.app_template_global()
def code_form() -> CodeForm:
    """The form of the front page."""
    return CodeForm()


@opening.post("/open")
@open_to(EVERYONE)
def with_code() -> Reply | str:
    form = CodeForm()
    if form.validate_on_submit():
        try:
            invitation = open_by_code(form.code.data or "", request.remote_addr or "")
        except TooManyCodes:
            return error_page(429)
        except DoesNotOpen as refused:
            if refused.why is not Closed.unknown:
                return closed(refused.why)
            form.code.errors = [_("No survey opens with that code. Look at it again: it has 6 characters.")]
        else:
            session[OPENED] = invitation.id
            return redirect(url_for("opening.after_code"), 303)
    return render_template("front/start.html", form=form)


@opening.route("/start", methods=["GET", "POST"])
@open_to(EVERYONE)
def after_code() -> Reply | str:
    opened = session.get(OPENED)
    if not isinstance(opened, int):
        return redirect(url_for("front.start"))
    try:
        return welcome(open_again(opened))
    except DoesNotOpen as refused:
        return closed(refused.why)


@opening.route("/s/<token>", methods=["GET", "POST"])
@open_to(EVERYONE)
def with_link(token: str) -> Reply | str:
    try:
        return welcome(open_by_token(token))
    except DoesNotOpen as refused:
        return closed(refused.why)


@opening.route("/bottle", methods=["GET", "POST"])
@open_to(EVERYONE)
def bottle() -> Reply | str:
    return tell_first(shipped_survey(BOTTLE), None)


@opening.route("/advocate", methods=["GET", "POST"])
@open_to(EVERYONE)
def advocate() -> Reply | str:
    return tell_first(shipped_survey(ADVOCATE), None)


def welcome(invitation: Invitation) -> Reply | str:
    """The welcome page of the survey an invitation opens; raises DoesNotOpen when there is none."""
    survey = shipped().get(invitation.survey)
    if survey is None:
        raise DoesNotOpen(Closed.unknown)
    if invitation.language != languages.SOURCE and not languages.has_chosen():
        languages.speak(invitation.language)
    return tell_first(survey, invitation)


def tell_first(survey: Survey, invitation: Invitation | None) -> Reply | str:
    """What this is, why, what happens next and what we must pass on; sending it begins the answers."""
    if request.method == "POST":
        return begin(survey, invitation, request.form.get("reader", ""))
    usual = _usual_reader(survey, invitation)
    names = names_for(settings(), usual)
    here = visit.current_visit()
    unfinished = here if here and not here.is_sent and here.answers else None
    if unfinished is None and is_asked_at_once(survey):
        return ask_at_once(survey, invitation, usual)

    def drawn() -> str:
        return render_template(
            "respond/welcome.html",
            look=look_for(usual, survey),
            title=in_words(survey.title, names),
            told=told_first(survey, usual, names),
            readers=[usual, *(reader for reader in survey.readers if reader is not usual)],
            unfinished=unfinished,
            same_survey=unfinished is not None and unfinished.survey.id == survey.id,
        )

    return drawn() if unfinished else kept_pages().drawn((id(survey), usual), drawn)


def begin(survey: Survey, invitation: Invitation | None, wished: str) -> Reply:
    """Begin a visit in the wording that was picked, and go to its first question."""
    reader = next((r for r in survey.readers if r.value == wished), _usual_reader(survey, invitation))
    begun = visit.begin(_begun(survey, invitation, reader))
    first = pages(survey, {}, reader)[0]
    return _with_cookies(redirect(url_for("respond.ask", page_id=first.id), 303), begun)


def ask_at_once(survey: Survey, invitation: Invitation | None, reader: Reader) -> Reply:
    """The only page of a short survey with the welcome above it: opening the link has begun the visit."""
    begun = visit.begin(_begun(survey, invitation, reader))
    page = pages(survey, {}, reader)[0]
    here = step(survey, {}, reader, page.id)
    assert here is not None
    drawn = kept_pages().drawn((id(survey), reader), lambda: draw(begun, here, form_on(begun, page), ""))
    return _with_cookies(Reply(drawn, mimetype="text/html"), begun)


def _begun(survey: Survey, invitation: Invitation | None, reader: Reader) -> Begun:
    return Begun(
        survey,
        reader,
        _group(survey, invitation, reader),
        _channel(survey, reader),
        invitation.id if invitation else None,
    )


def _with_cookies(reply: Reply, begun: visit.Visit) -> Reply:
    visit.set_cookie(reply, begun.token)
    languages.remember(reply, languages.chosen(), secure=settings().is_production)
    return reply


def _usual_reader(survey: Survey, invitation: Invitation | None) -> Reader:
    wished = invitation.reader if invitation else ""
    return next((reader for reader in survey.readers if reader.value == wished), survey.readers[0])


def _group(survey: Survey, invitation: Invitation | None, reader: Reader) -> RespondentGroup:
    if invitation is not None and invitation.respondent_group in set(RespondentGroup):
        return RespondentGroup(invitation.respondent_group)
    fitting = GROUPS.get(reader, survey.respondent_groups[0])
    return fitting if fitting in survey.respondent_groups else survey.respondent_groups[0]


def _channel(survey: Survey, reader: Reader) -> Channel:
    if survey.id == BOTTLE:
        return Channel.bottle
    return Channel.online_with_help if reader is Reader.YOUNG_CHILD else Channel.online


def closed(why: Closed) -> Reply:
    """One calm page for each reason a link does not open."""
    status = 404 if why is Closed.unknown else 410
    return Reply(render_template("respond/closed.html", why=why.value), status=status, mimetype="text/html")
