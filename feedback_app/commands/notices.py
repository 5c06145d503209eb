"""Send what waits in the outbox, once or for as long as the server runs."""

import logging
import os
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import click
from flask import Flask

from feedback_app.audits.link import link_all_that_came
from feedback_app.commands.site import open_site
from feedback_app.database import db
from feedback_app.notices.post import Post, open_post
from feedback_app.notices.send import AT_ONCE, address, carry, settle, take_due
from feedback_app.safeguarding.watch import KINDS_OF_STEP
from feedback_app.settings import Settings

Result = TypeVar("Result")
log = logging.getLogger(__name__)


@click.group()
def notices() -> None:
    """Tell people what waits for them: by e-mail, with a link and nothing personal."""


@notices.command()
@click.option(
    "--once", "how_often", flag_value=0, type=int, default=0, help="Send what is due, then stop (the usual)."
)
@click.option(
    "--every", "how_often", default=0, type=click.IntRange(0, 3600), help="Look again every so many seconds."
)
@click.option("--beside", type=int, hidden=True, help="Stop when this process, which started us, has ended.")
def send(how_often: int, beside: int | None) -> None:
    """Send every notice that is due.

    With MAIL_HOST set they leave by that mail server; without it each is written as a file into the folder
    "mail" of the instance. What cannot be sent is kept and tried again, after 15 seconds at first and after
    ten minutes at most. Run it as often as you like, on as many machines as you like.
    """
    with open_site() as app:
        if not how_often:
            sent, kept = send_due(app)
            click.echo(f"{sent} sent, {kept} kept to try again.")
            if kept:
                raise SystemExit(1)
            return
        while beside is None or os.getppid() == beside:
            _send_and_go_on(app)
            time.sleep(how_often)


def send_due(app: Flask) -> tuple[int, int]:
    """Link what came for audits, see to concerns left too long, and send everything due now.

    Each of these, each step for a concern and each notice is tried by itself, so that one that fails holds
    up no other; it is tried again in a later round. How many notices were sent, and how many kept.
    """
    settings: Settings = app.extensions["feedback-settings"]
    _alone("linking answers to audits", link_all_that_came)
    for steps_of in KINDS_OF_STEP:
        for step in _alone("looking for concerns left too long", steps_of) or ():
            _alone("a step for a concern", step)
    sent = kept = 0
    with open_post(settings) as post:
        while True:
            taken = take_due()
            db.session.commit()
            for notice_id in taken:
                is_sent = _alone("sending a notice", partial(_send, notice_id, settings, post))
                sent, kept = sent + bool(is_sent), kept + (not is_sent)
            if len(taken) < AT_ONCE:
                return sent, kept


def _send(notice_id: int, settings: Settings, post: Post) -> bool:
    """Send one notice that was taken; no lock is held while it travels."""
    addressed = address(notice_id, settings)
    db.session.commit()
    outcome = carry(addressed, post)
    settle(outcome)
    return outcome.is_done


def _alone(what: str, deed: Callable[[], Result]) -> Result | None:
    """Do one thing in a transaction of its own; None, and a line in the log without a word of what was
    stored, when it failed.
    """
    try:
        done = deed()
        db.session.commit()
    except Exception as problem:  # noqa: BLE001 - whatever it was, everybody else must still be told
        db.session.rollback()
        log.error("%s failed and is tried again: %s", what, type(problem).__name__)
        return None
    return done


def _send_and_go_on(app: Flask) -> None:
    """One round; neither a database that is away for a while nor any other fault ends the rounds."""
    _alone("a round of notices", partial(send_due, app))
    db.session.remove()
