"""Every refusal and fault, turned into one calm page that says what happened and what to do."""

import logging
import traceback

from flask import Flask, g, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as Reply

from feedback_app.database import db
from feedback_app.web.typed import typed_here

log = logging.getLogger(__name__)


WORDS = {
    401: (_l("Please sign in"), _l("Your sign-in has ended. Sign in again to go on.")),
    403: (
        _l("This page is not yours to open"),
        _l("You do not have the role that opens this page. If you need it, ask an administrator."),
    ),
    404: (_l("We cannot find that page"), _l("Check the address, or start again from the front page.")),
    405: (_l("That page cannot be used like that"), _l("Go back and use the button on the page.")),
    409: (
        _l("Somebody changed this while you were here"),
        _l("Nothing was lost. Open the page again to see what changed, then do your part again."),
    ),
    410: (_l("This link has ended"), _l("Ask the person who gave it to you for a new one.")),
    413: (
        _l("That is too much to send at once"),
        _l("Nothing was stored. Go back, make it shorter, and send it again."),
    ),
    429: (_l("Too many tries"), _l("Please wait 15 minutes and try again.")),
}
OUR_FAULT = (
    _l("Something went wrong on our side"),
    _l("Please try again in a few minutes. What you sent just now may not be stored."),
)
NOT_UNDERSTOOD = (_l("We could not understand that"), _l("Go back and try again."))


def page(status: int) -> Reply:
    """An error page. It never repeats what was sent."""
    title, what_to_do = WORDS.get(status, OUR_FAULT if status >= 500 else NOT_UNDERSTOOD)
    return Reply(
        render_template("error.html", title=title, what_to_do=what_to_do, status=status),
        status=status,
        mimetype="text/html",
    )


def not_stored() -> Reply:
    """The page for a commit that failed: never a false "thank you"."""
    return our_fault(503)


def our_fault(status: int) -> Reply:
    """A fault of ours, drawn without asking the database: what was typed is shown, ready to be sent again."""
    g.sign_in = None
    if request.method != "POST" or not typed_here():
        return page(status)
    return _again(
        status,
        OUR_FAULT[0],
        _(
            "We cannot tell whether it was stored. Nothing you typed is lost: it is on this page. "
            "Wait a minute, then send it again. That is safe, even when it was stored."
        ),
    )


def say_again(_problem: CSRFError) -> Reply:
    """A form came without its proof (the cookie was lost): show what was typed, ready to be sent again."""
    return _again(
        400,
        _("Please send that again"),
        _(
            "This page had been open too long, or your browser did not keep our cookie. Nothing was stored, "
            "and nothing you typed is lost."
        ),
    )


def _again(status: int, title: str, why: str) -> Reply:
    action = request.full_path.rstrip("?")
    drawn = render_template("again.html", title=title, why=why, typed=typed_here(), action=action)
    return Reply(drawn, status=status, mimetype="text/html")


def show_errors(app: Flask) -> None:
    """Show every error as a page of ours."""
    app.register_error_handler(CSRFError, say_again)

    @app.errorhandler(HTTPException)
    def refused(problem: HTTPException) -> Reply:
        if problem.code is None or problem.code < 400:
            return Reply(problem.get_response().get_data(), status=problem.code or 500)
        return page(problem.code)

    @app.errorhandler(Exception)
    def fault(problem: Exception) -> Reply:
        db.session.rollback()
        where = "".join(traceback.format_tb(problem.__traceback__))
        log.error("fault at %s: %s\n%s", request.endpoint, type(problem).__name__, where)
        return our_fault(500)
