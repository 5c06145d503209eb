"""Sign in, sign out."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app import trail
from feedback_app.people.sign_in import TooManyTries, prove
from feedback_app.web.access import EVERYONE, open_to
from feedback_app.web.account.forms import SignInForm
from feedback_app.web.errors import page
from feedback_app.web.languages import local_path
from feedback_app.web.signed_in import COOKIE, end_sign_in, set_token, signed_in_person, start_sign_in

account = Blueprint("account", __name__)


@account.route("/sign-in", methods=["GET", "POST"])
@open_to(EVERYONE)
def sign_in() -> Reply | str:
    form = SignInForm(next=request.args.get("next", ""))
    if not form.validate_on_submit():
        return render_template("account/sign_in.html", form=form)
    try:
        person = prove(form.email.data or "", form.password.data or "", request.remote_addr or "")
    except TooManyTries:
        return page(429)
    if person is None:
        form.email.errors = [_("That e-mail address and password do not belong together.")]
        return render_template("account/sign_in.html", form=form)
    trail.note(trail.Did.signed_in, "person", str(person.id), by=person)
    reply = redirect(local_path(form.next.data) if form.next.data else url_for("team.home"))
    set_token(reply, start_sign_in(person))
    return reply


@account.post("/sign-out")
@open_to(EVERYONE)
def sign_out() -> Reply:
    person = signed_in_person()
    if person:
        trail.note(trail.Did.signed_out, "person", str(person.id), by=person)
    end_sign_in()
    reply = redirect(url_for("front.start"))
    reply.delete_cookie(COOKIE)
    return reply
