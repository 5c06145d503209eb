"""Draw the figures of the dashboards: nightly, or when somebody wants them."""

import click

from analysis.periods import parse_quarter
from feedback_app.commands.site import open_site
from feedback_app.dashboards.draw import draw_figures
from feedback_app.dashboards.topics import find_topics
from feedback_app.telling.how_far import states_of


@click.group()
def dashboards() -> None:
    """Look after the figures that dashboards show."""


@dashboards.command()
@click.option("--topics/--no-topics", default=True, help="Also look for topics that no code covers.")
def draw(topics: bool) -> None:
    """Draw the figures of each quarter that has changed, and look for new topics in it.

    A quarter is drawn again once ten answers or decisions have come or gone, so that the difference between
    two drawings tells on nobody. Run it every night.
    """
    with open_site():
        drawn = draw_figures(states_of=states_of)
        found = sum(find_topics(parse_quarter(quarter)) for quarter in drawn[-2:]) if topics else 0
    for quarter in drawn:
        click.echo(f"Drawn: {quarter}")
    click.echo(f"{len(drawn)} quarters drawn, {found} new topics to look at.")
