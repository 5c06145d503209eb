"""Take away what nobody needs any more."""

from datetime import timedelta

import click

from feedback_app.commands.site import open_site
from feedback_app.listening.drafts import purge
from feedback_app.web.signed_in import settings


@click.command()
def tidy() -> None:
    """Take away answers that were begun and never sent.

    A draft goes when nobody touched it for DRAFT_DAYS days (14 unless you say otherwise). What was sent
    stays. Run it every night.
    """
    with open_site():
        gone = purge(timedelta(days=settings().draft_days))
    click.echo(f"{gone} unsent drafts taken away.")
