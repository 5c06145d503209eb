"""`feedback themes`: what the machine suggests, how good it is, and teaching it."""

import click


@click.group()
def themes() -> None:
    """Suggest themes for what people say: measure the engine, teach it, let it suggest again."""
