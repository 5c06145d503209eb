"""A page of questions about oneself, after the answers are sent: each may be left out, and the whole page."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Reply

from feedback_app.equality.tell import NothingSent, tell_of_self
from feedback_app.web import languages
from feedback_app.web.about_you.offered import is_offered
from feedback_app.web.access import EVERYONE, open_to
from feedback_app.web.asking import QuestionForm, form_for, names_for
from feedback_app.web.respond.look import look_for
from feedback_app.web.respond.routes import in_new_language, lost
from feedback_app.web.respond.visit import Visit, current_visit
from feedback_app.web.signed_in import settings
from surveys.about_you import about_you as questions

about_you = Blueprint("about_you", __name__)


@about_you.get("/about-you")
@open_to(EVERYONE)
def ask() -> Reply | str:
    visit = _visit_sent()
    return visit if isinstance(visit, Reply) else _draw(visit, _form(visit))


@about_you.post("/about-you")
@open_to(EVERYONE)
def keep() -> Reply | str:
    visit = _visit_sent()
    if isinstance(visit, Reply):
        return visit
    languages.speak(request.form.get("language", ""))
    form = _form(visit)
    given = form.take(request.form)
    if "language" in request.form:
        return in_new_language(_draw(visit, form))
    if form.errors:
        return _draw(visit, form)
    try:
        tell_of_self(visit.token, given)
    except NothingSent:
        return lost()
    return redirect(url_for("about_you.kept"), 303)


@about_you.get("/about-you/thanks")
@open_to(EVERYONE)
def kept() -> Reply | str:
    visit = _visit_sent()
    if isinstance(visit, Reply):
        return visit
    return render_template("about_you/kept.html", look=look_for(visit.reader, visit.survey))


def _visit_sent() -> Visit | Reply:
    """The visit whose answers are sent; 404 where nobody is asked about themselves."""
    visit = current_visit()
    if visit is None:
        return lost()
    if not is_offered(visit.survey, visit.reader):
        abort(404)
    return visit if visit.is_sent else redirect(url_for("respond.go_on"), 303)


def _form(visit: Visit) -> QuestionForm:
    """Always empty: a browser others use too shows nobody what was told."""
    return form_for(questions(), visit.reader, {}, names_for(settings(), visit.reader))


def _draw(visit: Visit, form: QuestionForm) -> str:
    return render_template("about_you/ask.html", look=look_for(visit.reader, visit.survey), form=form)
