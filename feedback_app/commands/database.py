"""Bring the database's tables up to date."""

import click
from flask_migrate import upgrade

from feedback_app.commands.site import open_site
from feedback_app.themes.load_codebook import load_codebook


@click.command("prepare-database")
def prepare_database() -> None:
    """Create the tables and the starter codebook, or bring them up to date. Safe to run again."""
    with open_site() as app:
        app_folder = app.extensions["feedback-settings"].instance
        app_folder.mkdir(parents=True, exist_ok=True)
        upgrade()
        load_codebook()
    click.echo("The database is ready.")
