"""Answer, look over, send: each page worked out from what was asked and what was answered so far."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as Reply

from feedback_app.database import db, each_statement_alone
from feedback_app.intake import AlreadyReceived
from feedback_app.intake.send_draft import ChangedMeanwhile, send_draft
from feedback_app.listening.drafts import AlreadySent
from feedback_app.web import languages
from feedback_app.web.about_you.offered import is_offered
from feedback_app.web.access import EVERYONE, open_to
from feedback_app.web.asking import (
    Taken,
    in_words,
    left_blank,
    names_for,
    shown_answers,
    take,
    take_so_far,
)
from feedback_app.web.kept_pages import kept_pages
from feedback_app.web.respond.drawing import draw, form_on
from feedback_app.web.respond.look import look_for
from feedback_app.web.respond.steps import CHECK, Go, Step, has_page, page_after, step
from feedback_app.web.respond.visit import Visit, current_visit, set_cookie
from feedback_app.web.signed_in import settings
from feedback_app.web.transaction import alone_when_read
from feedback_app.web.typed import words_typed_here
from surveys.routing import Page, next_unanswered
from surveys.wording import thanks_for

respond = Blueprint("respond", __name__)
respond.before_request(alone_when_read)
ADVOCATE = "advocate-request"


@respond.get("/answer")
@open_to(EVERYONE)
def go_on() -> Reply:
    visit = current_visit()
    if visit is None:
        return lost()
    return redirect(address(visit, next_unanswered(visit.survey, visit.answers, visit.reader)))


@respond.get("/answer/<page_id>")
@open_to(EVERYONE)
def ask(page_id: str) -> Reply | str:
    visit = current_visit()
    if visit is None:
        return lost()
    here = _step(visit, page_id)
    if here is None or visit.is_sent:
        return redirect(address(visit, next_unanswered(visit.survey, visit.answers, visit.reader)))
    then = request.args.get("then", "")

    def drawn() -> str:
        return draw(visit, here, form_on(visit, here.page), then)

    if then or any(question.id in visit.answers for question in here.page.questions):
        return drawn()
    return kept_pages().drawn((id(visit.survey), visit.reader, here.number, here.total), drawn)


@respond.post("/answer/<page_id>")
@open_to(EVERYONE)
def keep(page_id: str) -> Reply | str:
    each_statement_alone()
    languages.speak(request.form.get("language", ""))
    visit = current_visit()
    if visit is None:
        return lost()
    here = _step(visit, page_id)
    if here is None and words_typed_here() and not has_page(visit.survey, page_id):
        return lost()
    if here is None or visit.is_sent:
        return redirect(address(visit, next_unanswered(visit.survey, visit.answers, visit.reader)), 303)
    pressed = what_was_pressed(request.form)
    taken = answers_in(visit, here.page, pressed, request.form)
    then = request.form.get("then", "")
    if taken.problems:
        form = form_on(visit, here.page)
        form.show(taken, request.form)
        return in_new_language(draw(visit, here, form, then))
    try:
        visit = visit.keep(taken.answers)
    except AlreadySent:
        return redirect(url_for("respond.thanks"), 303)
    return in_new_language(redirect(_next_address(visit, here, pressed, then), 303))


@respond.get("/answer/check")
@open_to(EVERYONE)
def check() -> Reply | str:
    visit = current_visit()
    if visit is None:
        return lost()
    waiting = next_unanswered(visit.survey, visit.answers, visit.reader)
    if waiting is not None or visit.is_sent:
        return redirect(address(visit, waiting, then=CHECK))
    names = names_for(settings(), visit.reader)
    rows = list(shown_answers(visit.survey, visit.answers, visit.reader, names))
    page_ids = {row.page_id for row in rows}
    address_of = {page_id: url_for("respond.ask", page_id=page_id, then=CHECK) for page_id in page_ids}
    drawn = current_app.jinja_env.get_template("respond/check_rows.html").render(
        rows=rows, address_of=address_of
    )
    own = Markup(drawn)  # noqa: S704 - escaped by Jinja
    look, last = look_for(visit.reader, visit.survey), rows[-1].page_id
    return kept_pages().drawn_around(
        own,
        (id(visit.survey), visit.reader, last),
        lambda around: render_template("respond/check.html", look=look, rows=around, last=last),
    )


@respond.post("/answer/send")
@open_to(EVERYONE)
def send() -> Reply:
    visit = current_visit()
    if visit is None:
        return lost()
    waiting = next_unanswered(visit.survey, visit.answers, visit.reader)
    if visit.draft is None or (waiting is not None and not visit.is_sent):
        return redirect(address(visit, waiting, then=CHECK), 303)
    try:
        send_draft(visit.draft, visit.token)
    except AlreadyReceived:
        db.session.rollback()
    except ChangedMeanwhile:
        return redirect(url_for("respond.check"), 303)
    return redirect(url_for("respond.thanks"), 303)


@respond.get("/answer/thanks")
@open_to(EVERYONE)
def thanks() -> Reply | str:
    visit = current_visit()
    if visit is None:
        return lost()
    if not visit.is_sent:
        return redirect(address(visit, next_unanswered(visit.survey, visit.answers, visit.reader)))
    return kept_pages().drawn((id(visit.survey), visit.reader), lambda: thank(visit))


def thank(visit: Visit) -> str:
    """The thank-you page: the same for everybody who answered this survey."""
    look = look_for(visit.reader, visit.survey)
    names = names_for(settings(), visit.reader)
    return render_template(
        "respond/thanks.html",
        look=look,
        words=in_words(thanks_for(visit.survey, visit.reader), names),
        offers_advocate=look.for_children and visit.survey.id != ADVOCATE,
        offers_about_you=is_offered(visit.survey, visit.reader),
    )


@respond.get("/answer/later")
@open_to(EVERYONE)
def later() -> Reply | str:
    visit = current_visit()
    if visit is None:
        return lost()
    reply = Reply(
        render_template(
            "respond/later.html", look=look_for(visit.reader, visit.survey), days=settings().draft_days
        ),
        mimetype="text/html",
    )
    set_cookie(reply, visit.token, days=settings().draft_days)
    return reply


def what_was_pressed(sent: MultiDict[str, str]) -> Go:
    """The button; a language was picked with its own, and Enter presses Next."""
    if "language" in sent:
        return Go.stay
    pressed = sent.get("go", "")
    return Go(pressed) if pressed in set(Go) else Go.next


def answers_in(visit: Visit, page: Page, pressed: Go, sent: MultiDict[str, str]) -> Taken:
    """What to keep of what was sent: everything on Next, a blank on Skip, what was written otherwise."""
    match pressed:
        case Go.skip:
            return left_blank(page)
        case Go.next:
            return take(page, sent)
        case _:
            return take_so_far(page, sent, visit.answers)


def address(visit: Visit, page: Page | None, *, then: str = "") -> str:
    """Where a page is asked; the check page when nothing is left to ask, the thank-you once sent."""
    if visit.is_sent:
        return url_for("respond.thanks")
    if page is None:
        return url_for("respond.check")
    return url_for("respond.ask", page_id=page.id, then=then or None)


def _step(visit: Visit, page_id: str) -> Step | None:
    return step(visit.survey, visit.answers, visit.reader, page_id)


def _next_address(visit: Visit, here: Step, pressed: Go, then: str) -> str:
    match pressed:
        case Go.back:
            return address(visit, here.before or here.page)
        case Go.stay:
            return address(visit, here.page, then=then)
        case Go.later:
            return url_for("respond.later")
        case _:
            following = page_after(visit.survey, visit.answers, visit.reader, here.page.id, then=then)
            return address(visit, following, then=then)


def in_new_language(reply: Reply | str) -> Reply:
    """The reply, with the language that was just picked kept in its cookie."""
    made = reply if isinstance(reply, Reply) else Reply(reply, mimetype="text/html")
    if "language" in request.form:
        languages.remember(made, languages.chosen(), secure=settings().is_production)
    return made


def lost() -> Reply:
    """What was begun here is not known any more: whatever was typed is shown, so that it can be copied."""
    drawn = render_template("respond/lost.html", typed=words_typed_here())
    return Reply(drawn, status=410, mimetype="text/html")
