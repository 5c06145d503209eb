"""`feedback`: the one command-line entry, with a command for each thing done without a browser."""

import click

from feedback_app.commands import ALL_COMMANDS

HELP = """Run and look after the feedback platform.

Settings come from the environment or from a file named .env; DATABASE_URL says where everything is kept
(a SQLite file in ./instance unless you say otherwise). Each command explains itself: feedback COMMAND --help.
"""


@click.group(help=HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Only a door to the commands."""


for command in ALL_COMMANDS:
    main.add_command(command)
