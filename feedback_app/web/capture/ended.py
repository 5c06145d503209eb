"""A sign-in ended while somebody was typing: what they typed waits on the page until they are back."""

from flask import render_template, request
from werkzeug.wrappers import Response as Reply

from feedback_app.web.signed_in import signed_in_person
from feedback_app.web.typed import typed_here


def keep_what_was_typed(reply: Reply) -> Reply:
    """In place of being sent to sign in: a page that holds what was typed, ready to be sent again.

    It shows none of it, because somebody else may be at this screen now.
    """
    if request.method != "POST" or reply.status_code != 302 or signed_in_person() is not None:
        return reply
    return Reply(
        render_template(
            "capture/sign_in_ended.html", typed=typed_here(), action=request.full_path.rstrip("?")
        ),
        status=401,
        mimetype="text/html",
    )
