"""An import as its pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import format_date, format_datetime
from flask_babel import gettext as _

from feedback_app import clock
from feedback_app.intake.models import ImportRun, ImportStatus
from feedback_app.intake.reasons import Reason
from feedback_app.intake.rows import RowSaid
from feedback_app.intake.run_import import Looked
from feedback_app.web.said import group_name, survey_title
from surveys.library import shipped_survey


@dataclass(frozen=True)
class AnswerShown:
    """One question of a row, with the choice in words and what was written."""

    question: str
    choices: tuple[str, ...]
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class RowShown:
    """One row as it would be taken in, or why it would not."""

    line: int
    refused: str
    said_on: str
    group: str
    answers: tuple[AnswerShown, ...]


@dataclass(frozen=True)
class RunShown:
    """How far an import is."""

    ref: str
    file_name: str
    survey: str
    source: str
    begun: str
    status: ImportStatus
    state: str
    kind: str
    percent: int
    added: int
    already_there: int
    refused: int
    problem: str


def in_words(reason: Reason) -> str:
    """Why, in the language of the page."""
    sentence = str(_(reason.msgid))
    return sentence % reason.params if reason.params else sentence


def run_shown(run: ImportRun) -> RunShown:
    state, kind = {
        ImportStatus.checked: (_("Not begun"), "waiting"),
        ImportStatus.running: (_("Under way"), "soon"),
        ImportStatus.done: (_("Done"), "good"),
        ImportStatus.stopped: (_("Stopped"), "stopped"),
    }[run.status]
    return RunShown(
        ref=run.public_ref,
        file_name=run.file_name,
        survey=survey_title(run.survey),
        source=run.source,
        begun=format_datetime(run.made_at.astimezone(clock.LONDON), "d MMM y HH:mm", rebase=False),
        status=run.status,
        state=state,
        kind=kind,
        percent=100 if run.status is ImportStatus.done else 100 * run.at_byte // max(run.size, 1),
        added=run.added,
        already_there=run.already_there,
        refused=run.refused,
        problem=run.problem,
    )


def rows_shown(looked: Looked, survey_id: str) -> list[RowShown]:
    """The first rows of a file."""
    return [
        RowShown(row.line, in_words(said), "", "", ())
        if isinstance(said, Reason)
        else RowShown(
            row.line,
            "",
            format_date(said.said_on, "d MMM y"),
            group_name(said.respondent_group),
            tuple(_answers(said, survey_id)),
        )
        for row, said in looked.rows
    ]


def _answers(said: RowSaid, survey_id: str) -> Sequence[AnswerShown]:
    survey = shipped_survey(survey_id)
    shown = []
    for question_id, answer in said.answers.items():
        question = survey.question(question_id)
        assert question is not None
        names = {choice.id: str(_(choice.text)) for choice in question.choices}
        labels = {box: str(_(label)) for box, label in question.boxes} if question.boxes else {}
        words = tuple((labels.get(box, ""), text) for box, text in answer.words.items())
        shown.append(AnswerShown(str(_(question.text)), tuple(names[one] for one in answer.choices), words))
    return shown
