"""Carry feedback in from a CSV file."""

import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO, Protocol

import click

from feedback_app import trail
from feedback_app.commands.site import open_site
from feedback_app.database import db
from feedback_app.intake.csv_file import NotReadable, read_header, rows_after
from feedback_app.intake.from_file import Counted, Refusals, Seen, batches, reading_of, take_in, try_out
from feedback_app.intake.mapping import ImportMap, read_map
from feedback_app.intake.refused import RefusedFile
from feedback_app.intake.rows import Reading
from surveys.definition import Survey
from surveys.library import NoSuchSurvey, shipped, shipped_survey

MISTAKES_SHOWN = 20


class NothingRead(click.ClickException):
    """Not one row could be read; ends with status 2."""

    exit_code = 2


class Bar(Protocol):
    """What shows how far it is: told the bytes read since last time."""

    def update(self, n_steps: int) -> None: ...


@click.command("import-responses")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--survey", "survey_id", required=True, help="The survey the rows answer: its id.")
@click.option(
    "--map", "map_file", required=True, type=click.Path(path_type=Path), help="Which column says what."
)
@click.option("--dry-run", is_flag=True, help="Check everything and say what would happen; store nothing.")
def import_responses(file: Path, survey_id: str, map_file: Path, dry_run: bool) -> None:
    """Carry feedback in from FILE, a CSV file with one row for each response.

    The map (YAML) says which column is the row's own id, its date, and which question each column
    answers; every other column must be listed under ignore. docs/importing.md explains it, and
    docs/examples has one to copy.

    Importing again adds nothing: a stop half-way is mended by running the same line again. Rows that
    cannot be taken in are written beside FILE as NAME.refused.csv, with the reason and the line; mend
    them there and import that file with the same map. What people wrote is never printed here.
    """
    survey = _survey(survey_id)
    mapping = _map(map_file, survey)
    try:
        with file.open("rb") as opened, open_site():
            header = read_header(opened, mapping)
            reading = reading_of(mapping, survey, header, lambda _place: True)
            if dry_run:
                _try_out(opened, file, reading)
            else:
                _take_in(opened, file, reading)
    except OSError as problem:
        raise NothingRead(_about_file(file, problem)) from None
    except NotReadable as problem:
        raise NothingRead(str(problem)) from None


def _survey(survey_id: str) -> Survey:
    try:
        return shipped_survey(survey_id)
    except NoSuchSurvey:
        known = ", ".join(sorted(shipped()))
        raise NothingRead(f"There is no survey with this id. There are: {known}.") from None


def _map(file: Path, survey: Survey) -> ImportMap:
    try:
        read = read_map(file.read_text(encoding="utf-8"), survey, file.name)
    except OSError as problem:
        raise NothingRead(_about_file(file, problem)) from None
    except UnicodeDecodeError:
        raise NothingRead(f"{file.name} is not UTF-8 text. Save it again as UTF-8.") from None
    if isinstance(read, ImportMap):
        return read
    for mistake in read[:MISTAKES_SHOWN]:
        click.echo(f"{mistake.file}:{mistake.line}: {mistake.what} {mistake.what_to_do}", err=True)
    raise NothingRead("Nothing was read: mend the map first.")


def _about_file(file: Path, problem: OSError) -> str:
    match problem:
        case FileNotFoundError():
            return f"There is no file {file}. Check its name."
        case IsADirectoryError():
            return f"{file} is a folder. Name the CSV file in it."
        case PermissionError():
            return f"{file} may not be read or written by you."
        case _:
            return f"{file} cannot be read or written ({type(problem).__name__})."


def _take_in(opened: BinaryIO, file: Path, reading: Reading) -> None:
    refused = RefusedFile(file.with_suffix(".refused.csv"), reading.mapping, reading.header)
    counted, seen, at = Counted(), Seen(), reading.header.ends_at
    try:
        with _progress(file) as bar:
            for batch in batches(rows_after(opened, reading.mapping, reading.header)):
                counted += take_in(batch, reading, seen, refused)
                db.session.commit()
                bar.update(batch[-1].ends_at - at)
                at = batch[-1].ends_at
                _say_how_far(counted)
    except NotReadable as problem:
        click.echo(str(problem), err=True)
        click.echo("Reading stopped there; what came before it is kept.", err=True)
    finally:
        kept = refused.finish()
    summary = f"{counted.added} added, {counted.already_there} already there, {counted.refused} refused"
    trail.note(trail.Did.imported, "import", reading.mapping.source, detail=summary)
    click.echo(f"{counted.rows} rows read: {summary}.")
    if kept:
        click.echo(f"The refused rows are in {kept}, each with the reason and its line.")


def _try_out(opened: BinaryIO, file: Path, reading: Reading) -> None:
    counted, seen, refusals = Counted(), Seen(), Refusals()
    for batch in batches(rows_after(opened, reading.mapping, reading.header)):
        counted += try_out(batch, reading, seen, refusals)
    for line, reason in refusals.found:
        click.echo(f"{file.name}:{line}: {reason.message}")
    if counted.refused > len(refusals.found):
        click.echo(f"… and {counted.refused - len(refusals.found)} more.")
    click.echo(
        f"{counted.rows} rows read; nothing was stored. It would be: "
        f"{counted.added} added, {counted.already_there} already there, {counted.refused} refused."
    )


class _Silent:
    """Where there is no terminal, lines say how far it is."""

    def update(self, n_steps: int) -> None:
        """Nothing to draw."""


def _progress(file: Path) -> AbstractContextManager[Bar]:
    if not sys.stderr.isatty():
        return nullcontext(_Silent())
    return click.progressbar(length=file.stat().st_size, label="Importing", file=sys.stderr)


def _say_how_far(counted: Counted) -> None:
    if not sys.stderr.isatty():
        click.echo(f"{counted.rows} rows: {counted.added} added so far.", err=True)
