"""The commands of `feedback`, one module each; a command commits its own transaction, like a request does."""

import click

from feedback_app.commands.database import prepare_database
from feedback_app.commands.import_responses import import_responses
from feedback_app.commands.notices import notices
from feedback_app.commands.serve import serve

ALL_COMMANDS: tuple[click.Command, ...] = (prepare_database, import_responses, notices, serve)
