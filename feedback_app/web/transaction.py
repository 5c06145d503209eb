"""One request, one transaction: an unsafe method that went well commits; everything else is rolled back.

The roll-back is that of the session itself, which is closed at the end of every request.
"""

import logging
from collections.abc import Callable

from flask import Flask, g, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as Reply

from feedback_app.database import db, each_statement_alone

log = logging.getLogger(__name__)
SAFE = {"GET", "HEAD", "OPTIONS"}


def commit_after_requests(app: Flask, failed: Callable[[], Reply]) -> None:
    """Commit after each view that went well. `failed` makes the page shown when nothing could be stored.

    Registered before every other after-request hook, so that it runs last of them.
    """

    @app.after_request
    def commit(reply: Reply) -> Reply:
        writes = request.method not in SAFE and reply.status_code < 400
        if not writes and not g.get("remember_seen", False):
            return reply
        try:
            db.session.commit()
        except SQLAlchemyError as problem:
            db.session.rollback()
            log.error("nothing was stored: %s at %s", type(problem).__name__, request.endpoint)
            return failed()
        return reply


def alone_when_read() -> None:
    """For blueprints whose pages only read when they are asked for: no transaction is opened for them."""
    if request.method in SAFE:
        each_statement_alone()
