"""Measure the suggestion engine on any file of labelled answers, without touching the database."""

import json
from pathlib import Path

import click

from analysis.codebook import Codebook, from_yaml
from analysis.documents import DocumentMistake

LABELS_IN = ("labels_scored", "labels")


class CannotMeasure(click.ClickException):
    """Something about the files; ends with status 2."""

    exit_code = 2


@click.command()
@click.option("--train", required=True, type=click.Path(path_type=Path), help="CSV of answers to learn from.")
@click.option(
    "--test", required=True, type=click.Path(path_type=Path), help="CSV of answers to be judged on."
)
@click.option(
    "--labels", "labels_file", type=click.Path(path_type=Path), help="JSON list of the labels to score."
)
@click.option(
    "--codebook", "codebook_file", type=click.Path(path_type=Path), help="Codebook (YAML) to start from."
)
@click.option("--text", default="text", show_default=True, help="The column of what people said.")
@click.option(
    "--question", default="question", show_default=True, help="The column of what was asked, if any."
)
@click.option("--group", default="respondent", show_default=True, help="The column of who said it, if any.")
@click.option("--without-meaning", is_flag=True, help="Leave the packages of the extra “meaning” aside.")
@click.option(
    "--curve", is_flag=True, help="Also learn from 0, 50, 100, 200, 500 and 1,000, five times each."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def evaluate(
    train: Path,
    test: Path,
    labels_file: Path | None,
    codebook_file: Path | None,
    text: str,
    question: str,
    group: str,
    without_meaning: bool,
    curve: bool,
    as_json: bool,
) -> None:
    """Teach an engine from one file of labelled answers and judge it on another.

    Each file is CSV in UTF-8 with a column of text and one column of 0 and 1 for each label. Nothing is
    stored, and nothing that people said is printed. Nobody's words should be in both files.
    """
    from analysis.learning.labelled_file import Columns, NotLabelled, codebook_of, read_labelled
    from feedback_app.commands.themes_figures import as_document, as_table, measure

    try:
        columns = Columns(text, question, group)
        given = _codebook(codebook_file)
        labels, learn_from = read_labelled(
            _bytes(train), train.name, labels=_labels(labels_file), columns=columns
        )
        _, judge_on = read_labelled(_bytes(test), test.name, labels=labels, columns=columns)
        if not any(example.codes for example in learn_from):
            raise CannotMeasure(f"{train.name} gives no answer any label: there is nothing to learn.")
        measured = measure(
            codebook_of(labels, given), learn_from, judge_on, meaning=not without_meaning, curve=curve
        )
    except (NotLabelled, DocumentMistake) as mistake:
        raise CannotMeasure(str(mistake)) from None
    click.echo(json.dumps(as_document(measured), indent=1) if as_json else as_table(measured))


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise CannotMeasure(f"There is no file called {file.name}.") from None
    except OSError as problem:
        raise CannotMeasure(f"{file.name} cannot be read: {problem.strerror}.") from None


def _text(file: Path) -> str:
    try:
        return _bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotMeasure(f"{file.name} is not UTF-8; save it in UTF-8.") from None


def _codebook(file: Path | None) -> Codebook | None:
    return None if file is None else from_yaml(_text(file))


def _labels(file: Path | None) -> tuple[str, ...]:
    """The names in a list, or in the list called labels_scored or labels of an object."""
    if file is None:
        return ()
    try:
        told: object = json.loads(_text(file))
    except (json.JSONDecodeError, RecursionError):
        raise CannotMeasure(f"{file.name} is not readable as JSON.") from None
    if isinstance(told, dict):
        told = next((told[name] for name in LABELS_IN if name in told), None)
    if not isinstance(told, list) or not told or not all(isinstance(n, str) and n for n in told):
        raise CannotMeasure(f"{file.name} should hold a list of labels, alone or called labels_scored.")
    if len(set(told)) < len(told):
        raise CannotMeasure(f"{file.name} names a label twice.")
    return tuple(told)
