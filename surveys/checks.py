"""Checks a survey for its author: every mistake with its file, its line and what to do about it."""

from pathlib import Path

from pydantic import ValidationError

from surveys.child_checks import findings_for_children
from surveys.definition import Survey
from surveys.mistakes import Finding, Mistake, Weight
from surveys.reading import Document, NotYaml, read
from surveys.sense_checks import findings_of_sense
from surveys.shape_checks import findings_in_shape

__all__ = ["Mistake", "Weight", "check", "errors_in"]


def check(source: Path | str) -> list[Mistake]:
    """Every mistake in a survey file (a Path) or text (a str), in the order of its lines."""
    if isinstance(source, str):
        return _check_text(source, "")
    try:
        return _check_text(source.read_text(encoding="utf-8"), source.name)
    except OSError:
        return [Mistake(source.name, 1, "This file cannot be opened.", "Check its name and where it is.")]
    except UnicodeDecodeError:
        return [Mistake(source.name, 1, "This file is not UTF-8 text.", "Save it again as UTF-8.")]


def errors_in(source: Path | str) -> list[Mistake]:
    """Only the mistakes that stop a survey being used."""
    return [mistake for mistake in check(source) if mistake.severity is Weight.ERROR]


def _check_text(text: str, file: str) -> list[Mistake]:
    try:
        document = read(text)
    except NotYaml as mistake:
        todo = "Check the indents, the colons, and quotes around words with : or ? or { in them."
        return [Mistake(file, mistake.line, f"This cannot be read: {mistake.what}", todo)]
    found = [
        Mistake(file, line, f'"{key}" is given twice.', "Keep one of them.")
        for key, line in document.repeated
    ]
    found += [
        Mistake(file, document.line_of(finding.path), finding.what, finding.what_to_do, finding.severity)
        for finding in _findings(document)
    ]
    return sorted(dict.fromkeys(found), key=lambda mistake: mistake.line)


def _findings(document: Document) -> list[Finding]:
    if not isinstance(document.value, dict):
        return [Finding((), "This is not a survey.", "Begin with id:, title: and the rest.")]
    try:
        survey = Survey.model_validate(document.value)
    except ValidationError as failure:
        return list(findings_in_shape(failure))
    return [*findings_of_sense(survey), *findings_for_children(survey)]
