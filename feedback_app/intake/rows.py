"""Turn one row of a file into what somebody said, or into the reason why it cannot be; pure."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from feedback_app.intake.csv_file import LINE, REASON, Header, Row
from feedback_app.intake.mapping import Fill, ImportMap, Says, Word
from feedback_app.intake.reasons import N_, Reason
from feedback_app.people.roles import Place
from surveys.answers import Answer, Problem, accepted
from surveys.definition import Question, Reader, RespondentGroup, Survey, boxes_of
from surveys.kinds import WITH_CHOICES
from surveys.routing import on_path

LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c]")
NEVER_KEPT = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
NOT_LETTERS = re.compile("[\ud800-\udfff]")
EARLIEST = date(1990, 1, 1)


@dataclass(frozen=True)
class Places:
    """The council's places by what people call them: lower-case names and slugs."""

    service_areas: Mapping[str, int]
    localities: Mapping[str, int]
    teams: Mapping[str, tuple[int, Place]]
    agencies: Mapping[str, int]


@dataclass(frozen=True)
class RowSaid:
    """What one row says, ready to be received."""

    key: str
    answers: Mapping[str, Answer]
    respondent_group: RespondentGroup
    reader: Reader
    language: str
    said_on: date
    place: Place
    team_id: int | None
    agency_id: int | None


@dataclass(frozen=True)
class Reading:
    """All that is needed to understand rows: the map, the survey, the file's columns, the places, the day."""

    mapping: ImportMap
    survey: Survey
    header: Header
    places: Places
    today: date
    may_import: Callable[[Place], bool]


class Refused(Exception):
    """This row cannot be taken in."""

    def __init__(self, msgid: str, **params: str | int) -> None:
        super().__init__(msgid)
        self.reason = Reason(msgid, params)


def key_of(survey: str, source: str, row_id: str) -> str:
    """The same row of the same source for the same survey always has the same key."""
    return hashlib.sha256("\x1f".join((survey, source, row_id)).encode("utf-8", "replace")).hexdigest()


def understand(row: Row, reading: Reading) -> RowSaid:
    """What a row says. Raises Refused with the reason, which never repeats what the row holds."""
    cells = _cells(row, reading)
    mapping = reading.mapping
    row_id = cells[mapping.row_id].strip()
    if not row_id:
        raise Refused(N_('The column "%(column)s" must give every row an id.'), column=mapping.row_id)
    reader = _chosen(mapping.reader, cells, None)
    place, team_id, agency_id = _where(cells, reading)
    if not reading.may_import(place):
        raise Refused(N_("You may not import feedback for this place."))
    return RowSaid(
        key=key_of(reading.survey.id, mapping.source, row_id),
        answers=_answers(cells, reading, reader),
        respondent_group=_chosen(mapping.respondent_group, cells, None),
        reader=reader,
        language=_chosen(mapping.language, cells, "en_GB"),
        said_on=_day(cells, reading),
        place=place,
        team_id=team_id,
        agency_id=agency_id,
    )


def _cells(row: Row, reading: Reading) -> dict[str, str]:
    if row.broken:
        raise Refused(row.broken.msgid, **row.broken.params)
    columns = reading.header.columns
    expected = len(columns)
    if len(row.cells) < expected and not reading.header.was_refused:
        raise Refused(N_("This row has %(found)s cells; there are %(expected)s columns."),
                      found=len(row.cells), expected=expected)  # fmt: skip
    if len(row.cells) > expected and any(row.cells[expected:]):
        raise Refused(N_("This row has %(found)s cells; there are %(expected)s columns."),
                      found=len(row.cells), expected=expected)  # fmt: skip
    padded = (*row.cells, *[""] * expected)
    cells = dict(zip(columns, padded, strict=False))
    if reading.header.was_refused:
        del cells[REASON], cells[LINE]
    for column, cell in cells.items():
        if NOT_LETTERS.search(cell):
            raise Refused(
                N_(
                    'The column "%(column)s" holds bytes that are not %(encoding)s. '
                    "Set encoding: in the map, or mend it."
                ),
                column=column, encoding=reading.mapping.encoding.value,
            )  # fmt: skip
        if NEVER_KEPT.search(cell):
            raise Refused(N_('The column "%(column)s" holds a character that is not text.'), column=column)
    return cells


def _chosen(says: Says[Word], cells: Mapping[str, str], when_empty: Word | None) -> Word:
    if says.always is not None:
        return says.always
    column = says.column or ""
    cell = cells[column].strip()
    if cell in says.values:
        return says.values[cell]
    if not cell and when_empty is not None:
        return when_empty
    raise Refused(N_('The map does not say what this means in the column "%(column)s".'), column=column)


def _day(cells: Mapping[str, str], reading: Reading) -> date:
    day = reading.mapping.date
    if day.always is not None:
        return date.fromisoformat(day.always)
    column = day.column or ""
    found = next(filter(None, (shape.day(cells[column]) for shape in day.formats)), None)
    if found is None:
        shapes = ", ".join(day.formats)
        raise Refused(
            N_('The column "%(column)s" holds no day written like %(shapes)s.'), column=column, shapes=shapes
        )
    if found > reading.today:
        raise Refused(N_('The day in the column "%(column)s" has not come yet.'), column=column)
    if found < EARLIEST:
        raise Refused(N_('The day in the column "%(column)s" is too long ago to be right.'), column=column)
    return found


def _where(cells: Mapping[str, str], reading: Reading) -> tuple[Place, int | None, int | None]:
    where, places = reading.mapping.place, reading.places
    service_area = _named(where.service_area, cells, places.service_areas)
    locality = _named(where.locality, cells, places.localities)
    team = _named(where.team, cells, places.teams)
    agency = _named(where.agency, cells, places.agencies)
    home = team[1] if team else Place()
    place = Place(service_area or home.service_area_id, locality or home.locality_id)
    return place, team[0] if team else None, agency


def _named(says: Says[str] | None, cells: Mapping[str, str], known: Mapping[str, Word]) -> Word | None:
    """The place with this name; None when the map or the cell names none."""
    if says is None:
        return None
    cell = cells[says.column].strip() if says.column else ""
    name = says.always or says.values.get(cell, cell)
    if not name:
        return None
    if name.lower() not in known:
        if says.column is None:
            raise Refused(N_("There is no such place as the map says. Correct its name in the map."))
        raise Refused(N_('There is no such place: see the column "%(column)s".'), column=says.column)
    return known[name.lower()]


def _answers(cells: Mapping[str, str], reading: Reading, reader: Reader) -> dict[str, Answer]:
    picked: dict[str, tuple[str, ...]] = {}
    written: dict[str, dict[str, str]] = {}
    columns: dict[str, str] = {}
    for fill in reading.mapping.answers:
        cell = cells[fill.column]
        if fill.when and cells[fill.when.column].strip() not in fill.when.is_one_of:
            continue
        question = reading.survey.question(fill.question)
        assert question is not None
        columns[question.id] = max(
            columns.get(question.id, fill.column), fill.column, key=lambda at: len(cells[at])
        )
        if question.kind in WITH_CHOICES:
            picked[question.id] = (*picked.get(question.id, ()), *_choices(fill, question, cell))
        elif cell.strip():
            boxes = written.setdefault(question.id, {})
            boxes[fill.box] = f"{boxes[fill.box]}\n\n{cell}" if fill.box in boxes else cell
        else:
            written.setdefault(question.id, {})
    _refuse_words_without_a_question(cells, reading)
    answers = {
        question_id: _accepted(reading.survey, question_id, picked, written, column)
        for question_id, column in columns.items()
    }
    _refuse_what_would_be_lost(answers, reading, reader, columns)
    return answers


def _refuse_words_without_a_question(cells: Mapping[str, str], reading: Reading) -> None:
    """A cell that only counts under a condition, when no condition for it is true, would be lost unseen."""
    conditional: dict[str, bool] = {}
    for fill in reading.mapping.answers:
        counts = fill.when is None or cells[fill.when.column].strip() in fill.when.is_one_of
        conditional[fill.column] = conditional.get(fill.column, False) or counts
    for column, counts in conditional.items():
        if not counts and cells[column].strip():
            raise Refused(
                N_('The map does not say which question the column "%(column)s" answers in this row.'),
                column=column,
            )


def _choices(fill: Fill, question: Question, cell: str) -> list[str]:
    parts = cell.split(fill.several_divided_by) if fill.several_divided_by else [cell]
    by_words = {choice.text.lower(): choice.id for choice in question.choices}
    by_words |= {choice.id: choice.id for choice in question.choices}
    found = []
    for part in filter(None, (part.strip() for part in parts)):
        choice = fill.choices.get(part) if fill.choices else by_words.get(part.lower())
        if choice is None:
            raise Refused(
                N_('The map does not say what this means in the column "%(column)s".'), column=fill.column
            )
        found.append(choice)
    return found


def _accepted(
    survey: Survey,
    question_id: str,
    picked: Mapping[str, tuple[str, ...]],
    written: Mapping[str, Mapping[str, str]],
    column: str,
) -> Answer:
    question = survey.question(question_id)
    assert question is not None
    words = {box: LINE_ENDS.sub("\n", text) for box, text in written.get(question_id, {}).items()}
    answer = accepted(question, picked.get(question_id, ()), words)
    if not isinstance(answer, Problem):
        return answer
    longest = max((len(words.get(box, "")) for box in boxes_of(question)), default=0)
    if longest > question.max_length:
        raise Refused(
            N_('The column "%(column)s" holds %(found)s characters; this question takes %(most)s.'),
            column=column, found=longest, most=question.max_length,
        )  # fmt: skip
    raise Refused(N_('The question "%(question)s" does not take what the column "%(column)s" holds.'),
                  question=question_id, column=column)  # fmt: skip


def _refuse_what_would_be_lost(
    answers: Mapping[str, Answer], reading: Reading, reader: Reader, columns: Mapping[str, str]
) -> None:
    if all(answer.is_blank for answer in answers.values()):
        raise Refused(N_("There is no answer in this row."))
    asked = on_path(reading.survey, answers, reader)
    for question_id, answer in answers.items():
        if question_id not in asked and not answer.is_blank:
            raise Refused(
                N_(
                    'The column "%(column)s" answers a question that is not asked '
                    "after the other answers in this row."
                ),
                column=columns[question_id],
            )  # fmt: skip
