"""`feedback themes`: what the machine suggests, how good it is, and teaching it."""

import click

from feedback_app.commands.themes_evaluate import evaluate


@click.group()
def themes() -> None:
    """Suggest themes for what people say: measure the engine, teach it, let it suggest again."""


themes.add_command(evaluate)
