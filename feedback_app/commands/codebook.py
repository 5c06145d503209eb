"""Take the codebook or a coded project out to a file, and bring one in."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click
from sqlalchemy import func, select

from analysis.exchange.files import BookForm, read_book, write_book
from analysis.exchange.read_project import read_qdpx
from analysis.exchange.refused import Refused
from analysis.exchange.write_project import write_qdpx
from analysis.periods import NotAQuarter, Quarter, parse_quarter
from feedback_app.codebooks.bring_in_book import draft_from
from feedback_app.codebooks.bring_in_project import bring_in
from feedback_app.codebooks.draft import publish as publish_draft
from feedback_app.codebooks.match_project import Matched, Strangers, match
from feedback_app.codebooks.queries import book_in_use, codebook_there
from feedback_app.codebooks.reasons import REFUSALS, WHY_NOT, why_deed, why_file
from feedback_app.codebooks.take_out import Coders, take_out
from feedback_app.commands.site import open_site
from feedback_app.database import db
from feedback_app.people.models import Person
from feedback_app.people.roles import May, Place, may
from feedback_app.settings import read_settings

LARGEST = 16 * 1024 * 1024
Found = TypeVar("Found")
FILE = click.Path(path_type=Path)
KEEPER = click.option("--by", "email", required=True, help="Who does it: their e-mail address here.")


@click.group("codebook")
def codebook() -> None:
    """Carry the codebook, and coded projects, to other programs and back.

    REFI-QDA (.qdc for a codebook, .qdpx for a coded project) is what NVivo, MAXQDA, ATLAS.ti and others
    read and write; .xlsx and .csv are for spreadsheets.
    """


@codebook.command("export")
@click.argument("file", type=FILE)
def export(file: Path) -> None:
    """Write the codebook in effect to FILE, by its ending: .qdc, .xlsx or .csv."""
    form = _form(file)
    with open_site():
        content = _or_refuse(lambda: write_book(book_in_use(), form))
        _write(file, content)
    click.echo(f"The codebook is in {file.name}.")


@codebook.command("import")
@click.argument("file", type=FILE)
@click.option("--publish", is_flag=True, help="Put the whole draft into effect at once.")
def bring_book(file: Path, publish: bool) -> None:
    """Make a draft of the codebook in FILE (.qdc, .qdpx, .xlsx or .csv), to be looked at on the site."""
    content = _read(file)
    theirs = _or_refuse(lambda: read_book(content, file.name))
    with open_site():
        drafted = _or_refuse(lambda: draft_from(theirs, None))
        click.echo(
            f"In the draft: {drafted.new} new, {drafted.changed} worded anew. Left as they are: "
            f"{drafted.same} the same, {drafted.absent} codes not in the file, {drafted.retired} retired, "
            f"{drafted.already_drafted} in the draft before."
        )
        if publish and drafted.new + drafted.changed:
            change = _or_refuse(lambda: publish_draft(codebook_there().changes, None))
            click.echo(f"Version {change.version} is in effect.")


@codebook.command("export-project")
@click.argument("file", type=FILE)
@KEEPER
@click.option("--quarter", help="Only answers of this quarter, such as 2026-27-Q1.")
@click.option("--named-coders", is_flag=True, help="Name the people who coded; otherwise they are numbered.")
@click.option(
    "--words-may-leave", is_flag=True, help="Needed: the file holds what people said, word for word."
)
def export_project(
    file: Path, email: str, quarter: str | None, named_coders: bool, words_may_leave: bool
) -> None:
    """Write a coded project (.qdpx): what people said, their codes and who coded them.

    It holds what the person named with --by may code, and the trail keeps that it was taken out. Keep the
    file on a council machine, never send it by e-mail, and delete it when you are done.
    """
    if not words_may_leave:
        raise click.ClickException(
            "The file would hold what children and families said, word for word. If you may take these "
            "words out, say so with --words-may-leave."
        )
    wanted = _quarter(quarter)
    with open_site():
        by = _person(email, May.code)
        coders = Coders.named if named_coders else Coders.numbered
        project = _or_refuse(lambda: take_out(by, _key(), wanted, coders))
        _write(file, _or_refuse(lambda: write_qdpx(project)))
    click.echo(f"{len(project.sources)} answers are in {file.name}.")


@codebook.command("import-project")
@click.argument("file", type=FILE)
@KEEPER
@click.option("--strangers-as-mine", is_flag=True, help="Take codings by people not known here in as --by's.")
@click.option("--preview", is_flag=True, help="Say what would be stored, and store nothing.")
def import_project(file: Path, email: str, strangers_as_mine: bool, preview: bool) -> None:
    """Bring the codings of a project (.qdpx) onto answers that went out from here; it can be undone."""
    content = _read(file)
    project = _or_refuse(lambda: read_qdpx(content))
    with open_site():
        by = _person(email, May.change_codebook)
        strangers = Strangers.mine if strangers_as_mine else Strangers.left_out
        if preview:
            matched = match(project, _key(), strangers, by)
            _say_what_would_come_in(matched)
            refused = matched.refused
        else:
            found = _or_refuse(lambda: bring_in(project, _key(), strangers, by))
            click.echo(f"{found.added} codings added, {found.already_there} here already.")
            refused = found.refused
    for why, count in refused.items():
        click.echo(f"{count} left out: {WHY_NOT[why]}")


def _say_what_would_come_in(matched: Matched) -> None:
    """What the page that looks at a project says, in lines: counts, and the names of what is not ours."""
    on_answers = len({coding.answer_id for coding in matched.new})
    click.echo(
        f"Nothing is stored. {len(matched.new)} codings on {on_answers} answers would be added, "
        f"{matched.already_there} are here already."
    )
    if matched.other_way:
        click.echo(f"{matched.other_way} of those say another way the words speak: they would stay as here.")
    for what, share in (("Codes", matched.codes), ("People who coded", matched.coders)):
        named = ", ".join(filter(None, share.others))
        click.echo(f"{what}: {share.ours} ours, {len(share.others)} not{named and ': '}{named}.")
    click.echo(f"Answers: {matched.answers.ours} ours, {len(matched.answers.others)} not.")


def _key() -> str:
    return read_settings().secret_key.get_secret_value()


def _person(email: str, deed: May) -> Person:
    """Somebody who may do this; the codebook itself is changed only by those who hold the role everywhere."""
    place = Place() if deed is May.change_codebook else None
    found = db.session.scalar(select(Person).where(func.lower(Person.email) == email.strip().lower()))
    if found is None or not found.active or not may(found.holdings, deed, place):
        raise click.ClickException("Nobody with this e-mail address may do that here.")
    return found


def _form(file: Path) -> BookForm:
    try:
        return BookForm(file.suffix.lower().removeprefix("."))
    except ValueError:
        raise click.ClickException("Give a file whose name ends in .qdc, .xlsx or .csv.") from None


def _quarter(written: str | None) -> Quarter | None:
    try:
        return parse_quarter(written) if written else None
    except NotAQuarter:
        raise click.ClickException("Write the quarter like 2026-27-Q1, where Q1 is April to June.") from None


def _or_refuse(deed: Callable[[], Found]) -> Found:
    """What a deed gives, or one plain line that says why not."""
    try:
        return deed()
    except Refused as refused:
        where = f" (Line {refused.line}.)" if refused.line else ""
        raise click.ClickException(why_file(refused).message + where) from None
    except REFUSALS as refused:
        raise click.ClickException(why_deed(refused).message) from None


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST)
    except (OSError, ValueError) as problem:
        raise click.ClickException(f"The file cannot be read ({type(problem).__name__}).") from None


def _write(file: Path, content: bytes) -> None:
    """All of the file or nothing, for its owner's eyes."""
    try:
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".codebook-", delete=False) as made:
            made.write(content)
    except (OSError, ValueError) as problem:
        raise click.ClickException(f"The file cannot be written ({type(problem).__name__}).") from None
    try:
        Path(made.name).replace(file)
    except (OSError, ValueError) as problem:
        Path(made.name).unlink(missing_ok=True)
        raise click.ClickException(f"The file cannot be written ({type(problem).__name__}).") from None
