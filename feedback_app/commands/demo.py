"""Load the example council and its made-up year."""

import click

from feedback_app.commands.site import open_site
from feedback_app.dashboards.draw import draw_figures
from feedback_app.example.council import PASSWORD
from feedback_app.example.load import (
    ExampleOnly,
    Loaded,
    NotEmpty,
    empty_everything,
    example_there,
    is_empty,
    load_example,
)
from feedback_app.example.telling_back import tell_back
from feedback_app.settings import Settings
from feedback_app.telling.how_far import states_of


@click.command()
@click.option("--if-empty", is_flag=True, help="Do nothing when there are people in the database already.")
@click.option("--reset", is_flag=True, help="Take out everything that is there first. It cannot be undone.")
def demo(if_empty: bool, reset: bool) -> None:
    """Load an example council with a made-up year of feedback, and say how to sign in.

    Nobody in it is real. It has people in every role, all with the same password that everybody can read
    here, so it refuses to run in production.
    """
    with open_site() as app:
        settings = app.extensions["feedback-settings"]
        assert isinstance(settings, Settings)
        if settings.is_production:
            raise click.ClickException("The example is never loaded in production.")
        if reset:
            empty_everything()
        elif if_empty and not is_empty():
            click.echo("There are people in the database already; the example was not loaded.")
            there = example_there()
            if there is not None:
                _say(there)
            return
        try:
            loaded = load_example(settings)
        except ExampleOnly:
            raise click.ClickException("The example is never loaded in production.") from None
        except NotEmpty:
            raise click.ClickException(
                "There are people in the database already. Use --if-empty to leave them, or --reset to take "
                "everything out first."
            ) from None
        draw_figures(states_of=states_of)
        tell_back()
        draw_figures(states_of=states_of)
    _say(loaded)


def _say(loaded: Loaded) -> None:
    click.echo(f"The example council is there, with {loaded.responses} responses.")
    click.echo(f'\nSign in as any of these people. The password is always "{PASSWORD}".')
    for person in loaded.sign_ins:
        click.echo(f"  {person.email:<36}{person.role}, {person.name}")
    click.echo("\nOr answer a survey with its code, on the front page:")
    for title, code in loaded.codes:
        click.echo(f"  {code}  {title}")
