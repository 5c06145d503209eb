"""Every refusal and fault, turned into one calm page that says what happened and what to do."""

import logging
import traceback

from flask import Flask, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as Reply

from feedback_app.database import db

log = logging.getLogger(__name__)


def _words(status: int) -> tuple[str, str]:
    match status:
        case 401:
            return _("Please sign in"), _("Your sign-in has ended. Sign in again to go on.")
        case 403:
            return _("This page is not yours to open"), _(
                "You do not have the role that opens this page. If you need it, ask an administrator."
            )
        case 404:
            return _("We cannot find that page"), _("Check the address, or start again from the front page.")
        case 405:
            return _("That page cannot be used like that"), _("Go back and use the button on the page.")
        case 409:
            return _("Somebody changed this while you were here"), _(
                "Nothing was lost. Open the page again to see what changed, then do your part again."
            )
        case 410:
            return _("This link has ended"), _("Ask the person who gave it to you for a new one.")
        case 413:
            return _("That is too much to send at once"), _(
                "Nothing was stored. Go back, make it shorter, and send it again."
            )
        case 429:
            return _("Too many tries"), _("Please wait 15 minutes and try again.")
        case _ if status >= 500:
            return _("Something went wrong on our side"), _(
                "Nothing new was stored. Please try again in a few minutes."
            )
        case _:
            return _("We could not understand that"), _("Go back and try again.")


def page(status: int) -> Reply:
    """An error page. It never repeats what was sent."""
    title, what_to_do = _words(status)
    return Reply(
        render_template("error.html", title=title, what_to_do=what_to_do, status=status),
        status=status,
        mimetype="text/html",
    )


def not_stored() -> Reply:
    """The page for a commit that failed: never a false "thank you"."""
    return page(503)


def say_again(_problem: CSRFError) -> Reply:
    """A form came without its proof (the cookie was lost): show what was typed, ready to be sent again."""
    typed = [
        (name, value)
        for name, values in request.form.lists()
        for value in values
        if name not in {"csrf_token", "password"}
    ]
    return Reply(
        render_template("again.html", typed=typed, action=request.full_path.rstrip("?")),
        status=400,
        mimetype="text/html",
    )


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
        return page(500)
