"""Teach the machine with what people decided."""

from datetime import datetime, time
from typing import TYPE_CHECKING

import click

from feedback_app import clock
from feedback_app.commands.site import open_site

if TYPE_CHECKING:
    from feedback_app.learned.teach import Taught


@click.command()
@click.option(
    "--until",
    "until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Learn from decisions made until the end of this day; everything decided until now otherwise.",
)
def train(until: datetime | None) -> None:
    """Teach a new engine with every coding, acceptance and decline so far, and use it if it is no worse.

    One response in five never teaches; it is set aside to measure with. The new engine and the one in use
    are both measured on those, and a worse one never takes over. When nothing new was decided nothing
    happens. It takes seconds; run it every night, and "feedback themes suggest-again" after it.

    Ends with 0 when all went well, also when the engine in use stays; with another number when it failed.
    """
    last = datetime.combine(until.date(), time.max, clock.LONDON) if until else None
    if last and until and until.date() > clock.today():
        raise click.ClickException(f"{until:%Y-%m-%d} is still to come. Give a day that has been.")
    from feedback_app.learned.teach import teach_from_decisions

    with open_site():
        taught = teach_from_decisions(last)
        for line in _said(taught):
            click.echo(line)


def _said(taught: "Taught") -> list[str]:
    from feedback_app.learned.models import Came
    from feedback_app.learned.rules import FEWEST_TAUGHT, FEWEST_UNSEEN

    match taught.came:
        case Came.too_few:
            return [
                f"Too few decisions to learn from: {taught.taught:,} finished answers to teach with and "
                f"{taught.unseen:,} in English to measure with; it takes {FEWEST_TAUGHT} with a code and "
                f"{FEWEST_UNSEEN}.",
                f"The engine in use stays: {taught.in_use}.",
            ]
        case Came.nothing_new:
            return [f"Nothing new was decided. The engine in use stays: {taught.in_use}."]
        case Came.better:
            return [*_measured(taught), f"From now on the new engine suggests: {taught.in_use}."]
        case Came.not_better:
            return [
                *_measured(taught),
                f"It is no better. The engine in use stays: {taught.in_use}.",
            ]


def _measured(taught: "Taught") -> list[str]:
    model = taught.model
    if model is None:
        return []
    return [
        f"Taught with {model.examples:,} finished answers in {model.seconds:.1f} seconds; "
        f"measured on {model.unseen:,} that no engine learns from.",
        f"  new     micro-F1 {model.micro_f1:.3f}   macro-F1 {model.macro_f1:.3f}",
        f"  in use  micro-F1 {model.compared_micro_f1:.3f}   macro-F1 {model.compared_macro_f1:.3f}   "
        f"({model.compared_with})",
        f"Languages it may suggest in: {', '.join(model.languages.split())}.",
    ]
