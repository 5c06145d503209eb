"""Look at the surveys, and check those somebody is writing."""

from pathlib import Path

import click

from surveys.checks import check
from surveys.definition import Question, Survey
from surveys.library import FOLDER, NoSuchSurvey, shipped, shipped_survey
from surveys.mistakes import Weight


@click.group()
def surveys() -> None:
    """List and show the surveys, or check a survey file you are writing."""


@surveys.command("list")
def list_surveys() -> None:
    """Every survey we ship: its id, its title, and whom it asks."""
    for survey in shipped().values():
        groups = ", ".join(group.replace("_", " ") for group in survey.respondent_groups)
        click.echo(f"{survey.id:<30}{survey.title} ({groups})")


@surveys.command()
@click.argument("survey_id", metavar="ID")
def show(survey_id: str) -> None:
    """The questions of one survey, with the ids that a map for importing uses."""
    try:
        survey = shipped_survey(survey_id)
    except NoSuchSurvey:
        known = ", ".join(sorted(shipped()))
        raise click.ClickException(f"There is no survey with this id. There are: {known}.") from None
    _say_what_it_is(survey)
    for section in survey.sections:
        click.echo(f"\n{section.title}")
        for question in section.questions:
            _say_question(question)


def _say_what_it_is(survey: Survey) -> None:
    click.echo(f"{survey.title} ({survey.id})")
    click.echo(survey.purpose)
    click.echo(f"Asks: {', '.join(survey.respondent_groups)}. Readers: {', '.join(survey.readers)}.")
    click.echo(f"Languages: {', '.join(survey.languages)}.")


def _say_question(question: Question) -> None:
    asked_of = f" [only {', '.join(question.asked_of)}]" if question.asked_of else ""
    click.echo(f"  {question.id:<12}{question.kind}{asked_of}  {question.text}")
    for choice in question.choices:
        click.echo(f"  {'':<12}  {choice.id}: {choice.text}")


@surveys.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def check_files(files: tuple[Path, ...]) -> None:
    """Check survey FILES (every shipped survey when none is given): mistakes, their lines and what to do.

    Ends with status 1 when there is an error; a warning only asks you to think again.
    """
    errors = 0
    for file in files or tuple(sorted(FOLDER.glob("*.yaml"))):
        mistakes = check(file)
        for mistake in mistakes:
            click.echo(click.format_filename(str(mistake)))
        errors += sum(mistake.severity is Weight.ERROR for mistake in mistakes)
        if not mistakes:
            click.echo(f"{click.format_filename(file.name)}: no mistakes.")
    if errors:
        raise click.exceptions.Exit(1)
