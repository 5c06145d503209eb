"""Send what waits in the outbox, once or for as long as the server runs."""

import logging
import os
import time

import click
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from feedback_app.audits.link import link_all_that_came
from feedback_app.commands.site import open_site
from feedback_app.database import db
from feedback_app.notices.post import open_post
from feedback_app.notices.send import AT_ONCE, address, carry, settle, take_due
from feedback_app.safeguarding.watch import watch
from feedback_app.settings import Settings

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

    How many notices were sent, and how many kept.
    """
    settings: Settings = app.extensions["feedback-settings"]
    if link_all_that_came() + watch():
        db.session.commit()
    sent = kept = 0
    with open_post(settings) as post:
        while True:
            taken = take_due()
            db.session.commit()
            for notice_id in taken:
                addressed = address(notice_id, settings)
                db.session.commit()
                outcome = carry(addressed, post)
                settle(outcome)
                db.session.commit()
                sent, kept = sent + outcome.is_done, kept + (not outcome.is_done)
            if len(taken) < AT_ONCE:
                return sent, kept


def _send_and_go_on(app: Flask) -> None:
    """One round; a database that is away for a while must not end the rounds."""
    try:
        send_due(app)
    except SQLAlchemyError as problem:
        log.error("the outbox could not be read: %s", type(problem).__name__)
    finally:
        db.session.remove()
