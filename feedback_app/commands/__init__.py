"""The commands of `feedback`, one module each; a command commits its own transaction, like a request does."""

import click

from feedback_app.commands.database import prepare_database
from feedback_app.commands.serve import serve

ALL_COMMANDS: tuple[click.Command, ...] = (prepare_database, serve)
