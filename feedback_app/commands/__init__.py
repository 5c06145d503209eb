"""The commands of `feedback`, one module each; a command commits its own transaction, like a request does."""

import click

from feedback_app.commands.codebook import codebook
from feedback_app.commands.dashboards import dashboards
from feedback_app.commands.database import prepare_database
from feedback_app.commands.demo import demo
from feedback_app.commands.import_responses import import_responses
from feedback_app.commands.notices import notices
from feedback_app.commands.report import report
from feedback_app.commands.serve import serve
from feedback_app.commands.surveys import surveys
from feedback_app.commands.themes import themes
from feedback_app.commands.themes_suggest_again import suggest_again
from feedback_app.commands.themes_train import train
from feedback_app.commands.tidy import tidy

ALL_COMMANDS: tuple[click.Command, ...] = (
    prepare_database, demo, serve, surveys, import_responses, codebook, report, dashboards, notices, themes,
    tidy,
)  # fmt: skip

for command in (train, suggest_again):
    themes.add_command(command)
