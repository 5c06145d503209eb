"""The map of an import: which column says what, declared by a person and checked before any row is read."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated, Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic_core import ErrorDetails

from feedback_app.intake.days import DayShape
from feedback_app.listening.models import Channel
from surveys.definition import Question, Reader, RespondentGroup, Survey, boxes_of
from surveys.kinds import WITH_CHOICES
from surveys.mistakes import Mistake
from surveys.reading import Document, NotYaml, read

_FROZEN = ConfigDict(frozen=True, extra="forbid")
Column = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Named = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._ -]{0,59}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(_[A-Za-z]{2,4})*$")]
Word = TypeVar("Word")
LEAVE_BLANK = ""


class Encoding(StrEnum):
    """How the letters of a file are written down."""

    utf_8_sig = "utf-8-sig"
    utf_8 = "utf-8"
    cp1252 = "cp1252"


class Says(BaseModel, Generic[Word]):
    """One and the same word for every row, or a column that says it, with the meaning of its cells."""

    model_config = _FROZEN
    always: Word | None = None
    column: Column | None = None
    values: Mapping[str, Word] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _a_word_may_stand_alone(cls, given: object) -> object:
        return {"always": str(given)} if isinstance(given, str | int) else given

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if (self.always is None) == (self.column is None):
            raise ValueError("give one word for every row, or the column that says it")
        return self


class Day(BaseModel):
    """The day it was said: one day for all rows, or a column and the shapes its days have, tried in order."""

    model_config = _FROZEN
    always: str | None = None
    column: Column | None = None
    formats: tuple[DayShape, ...] = ()

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if (self.always is None) == (self.column is None):
            raise ValueError("give always: one day for every row, or column: the column that says it")
        if self.column is not None and not self.formats:
            raise ValueError("say how days are written, for example formats: [DD/MM/YYYY]")
        if self.always is not None and DayShape("YYYY-MM-DD").day(self.always) is None:
            raise ValueError("write the day like 2026-03-27")
        return self


class OnlyWhen(BaseModel):
    """Another column decides whether this cell counts."""

    model_config = _FROZEN
    column: Column
    is_one_of: tuple[str, ...] = Field(alias="is", min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _one_word_may_stand_alone(cls, given: object) -> object:
        if isinstance(given, Mapping) and isinstance(given.get("is"), str | int):
            return {**given, "is": (str(given["is"]),)}
        return given


class Fill(BaseModel):
    """A column whose cell is words for a box of a question, or a choice. A choice of "" means left blank."""

    model_config = _FROZEN
    question: str
    column: Column
    box: str = ""
    choices: Mapping[str, str] = Field(default_factory=dict)
    several_divided_by: str = ""
    when: OnlyWhen | None = None


class Where(BaseModel):
    """Where it was said, by the names the council gave its places."""

    model_config = _FROZEN
    service_area: Says[str] | None = None
    locality: Says[str] | None = None
    team: Says[str] | None = None
    agency: Says[str] | None = None


class ImportMap(BaseModel):
    """How one sort of file fills one survey. `source` names where rows come from: row ids are its own."""

    model_config = _FROZEN
    source: Named
    survey: str | None = None
    encoding: Encoding = Encoding.utf_8_sig
    delimiter: Annotated[str, StringConstraints(min_length=1, max_length=1)] = ","
    row_id: Column
    date: Day
    respondent_group: Says[RespondentGroup]
    reader: Says[Reader]
    language: Says[Language] = Says[Language](always="en_GB")
    channel: Channel = Channel.imported
    place: Where = Where()
    answers: tuple[Fill, ...] = Field(min_length=1)
    ignore: tuple[Column, ...] = ()

    @model_validator(mode="after")
    def _nobody_captured_this(self) -> Self:
        if self.channel in (Channel.phone, Channel.visit):
            raise ValueError("what was heard by phone or on a visit is written down on the capture pages")
        return self

    def columns(self) -> Iterator[str]:
        """Every column that is read, some more than once."""
        yield self.row_id
        said = (self.respondent_group, self.reader, self.language, self.date)
        place = (self.place.service_area, self.place.locality, self.place.team, self.place.agency)
        yield from (part.column for part in (*said, *place) if part is not None and part.column)
        for fill in self.answers:
            yield fill.column
            if fill.when:
                yield fill.when.column


def read_map(text: str, survey: Survey, file: str = "") -> ImportMap | list[Mistake]:
    """The map a text says, or every mistake in it with its line and what to do."""
    try:
        document = read(text)
    except NotYaml as mistake:
        todo = "Check the indents, the colons, and quotes around words with : or # in them."
        return [Mistake(file, mistake.line, f"This cannot be read: {mistake.what}.", todo)]
    found = [
        Mistake(file, line, f'"{key}" is given twice.', "Keep one of them.")
        for key, line in document.repeated
    ]
    if not isinstance(document.value, dict):
        todo = "Begin with source:, row_id:, date: and the rest, as docs/importing.md shows."
        return [Mistake(file, 1, "This is not a map.", todo)]
    try:
        mapping = ImportMap.model_validate(_with_words(document.value))
    except ValidationError as failure:
        return found + [_explained(error, document, file) for error in failure.errors(include_url=False)]
    found += list(_against_survey(mapping, survey, document, file))
    return found or mapping


def _with_words(value: object) -> object:
    """Numbers a person wrote in YAML are words in a CSV file."""
    if isinstance(value, dict):
        return {key: _with_words(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_words(inner) for inner in value]
    return str(value) if isinstance(value, int | float) else LEAVE_BLANK if value is None else value


def _explained(error: ErrorDetails, document: Document, file: str) -> Mistake:
    line = document.line_of(error["loc"])
    last = next((step for step in reversed(error["loc"]) if isinstance(step, str)), "map")
    match error["type"]:
        case "missing":
            return Mistake(file, line, f'"{last}" is missing.', "Add it; docs/importing.md shows how.")
        case "extra_forbidden":
            close = get_close_matches(last, _KEYS, n=1)
            todo = f'Did you mean "{close[0]}"?' if close else "Take it out."
            return Mistake(file, line, f'"{last}" is not known here.', todo)
        case "enum":
            expected = error.get("ctx", {}).get("expected", "")
            return Mistake(file, line, f"This is not a known {error['loc'][0]}.", f"Use {expected}.")
        case "value_error":
            why = error["msg"].removeprefix("Value error, ")
            return Mistake(file, line, f'"{last}" cannot be read.', f"{why[0].upper()}{why[1:]}.")
        case _:
            return Mistake(file, line, f'"{last}": {error["msg"]}.', "docs/importing.md says what goes here.")


_KEYS = sorted({
    field.alias or name
    for model in (ImportMap, Says, Day, OnlyWhen, Fill, Where)
    for name, field in model.model_fields.items()
})  # fmt: skip


def _against_survey(mapping: ImportMap, survey: Survey, document: Document, file: str) -> Iterator[Mistake]:
    if mapping.survey not in (None, survey.id):
        what = f'This map is for the survey "{mapping.survey}", not for "{survey.id}".'
        yield Mistake(file, document.line_of(("survey",)), what, "Choose that survey, or change the map.")
    for part, given, known in (
        ("respondent_group", mapping.respondent_group, survey.respondent_groups),
        ("reader", mapping.reader, survey.readers),
    ):
        for word in filter(None, (given.always, *given.values.values())):
            if word not in known:
                what = f'The survey "{survey.id}" is not for the {part.replace("_", " ")} "{word}".'
                yield Mistake(file, document.line_of((part,)), what, f"Use {', '.join(known)}.")
    for place, fill in enumerate(mapping.answers):
        line = document.line_of(("answers", place))
        question = survey.question(fill.question)
        if question is None:
            known_ids = ", ".join(found.id for found in survey.questions())
            yield Mistake(
                file, line, f'There is no question "{fill.question}".', f"The survey asks {known_ids}."
            )
        else:
            for what, todo in _against_question(fill, question):
                yield Mistake(file, line, what, todo)
    both = set(mapping.columns()) & set(mapping.ignore)
    for column in sorted(both):
        what = f'The column "{column}" is read and ignored at once.'
        yield Mistake(file, document.line_of(("ignore",)), what, "Take it out of ignore.")


def _against_question(fill: Fill, question: Question) -> Iterator[tuple[str, str]]:
    if question.kind not in WITH_CHOICES:
        boxes = boxes_of(question)
        if fill.box not in boxes:
            listed = " or ".join(f'"{box}"' for box in boxes if box) or "no box"
            yield f'Question {question.id} has no box "{fill.box}".', f"Give box: {listed}."
        if fill.choices:
            yield f"Question {question.id} has no choices to pick.", "Take out choices."
        return
    known = [choice.id for choice in question.choices]
    for wanted in fill.choices.values():
        if wanted and wanted not in known:
            yield f'Question {question.id} has no choice "{wanted}".', f"Use {', '.join(known)}."
