"""A survey as a frozen value: sections of questions, with wording for each reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from surveys.choices import Choice, Text
from surveys.conditions import When
from surveys.kinds import (
    FREE_TEXT,
    WITH_CHOICES,
    AskedForBy,
    Face,
    Kind,
    Reader,
    RespondentGroup,
    Severity,
    is_child_reader,
)
from surveys.messages import N_
from surveys.scales import scales

__all__ = [
    "AskedForBy",
    "Boxes",
    "Choice",
    "Face",
    "Kind",
    "Question",
    "Reader",
    "RespondentGroup",
    "Rewording",
    "Section",
    "Severity",
    "Survey",
    "Welcome",
    "When",
    "boxes_of",
    "is_child_reader",
    "is_free_text",
]

SurveyId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
QuestionId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.]*$", max_length=40)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(_[A-Za-z]{2,4})*$")]
_FROZEN = ConfigDict(frozen=True, extra="forbid")
DEFAULT_LIMIT = 5000


class Boxes(BaseModel):
    """The labels of the two boxes of a two-box question."""

    model_config = _FROZEN
    well: Text = N_("Going well")
    not_so_good: Text = N_("Not so good")


class Rewording(BaseModel):
    """The words of a question for one reader; what is left out stays as it is for everybody."""

    model_config = _FROZEN
    text: Text | None = None
    hint: Text | None = None
    boxes: Boxes | None = None
    choices: Mapping[str, Text] = Field(default_factory=dict)


class Question(BaseModel):
    """One thing we ask. Its id is its meaning: it is never used again for another meaning."""

    model_config = _FROZEN
    id: QuestionId
    kind: Kind
    text: Text
    hint: Text = ""
    for_readers: Mapping[Reader, Rewording] = Field(default_factory=dict)
    asked_of: tuple[Reader, ...] = ()
    choices: tuple[Choice, ...] = ()
    scale: str | None = None
    boxes: Boxes | None = None
    required: bool = False
    when: When | None = None
    verbatim: bool = False
    raises: Mapping[str, Severity] = Field(default_factory=dict)
    asked_for_by: AskedForBy = AskedForBy.SERVICE
    stands_for: str | None = None
    max_length: int = Field(default=DEFAULT_LIMIT, ge=1, le=20_000)

    @model_validator(mode="before")
    @classmethod
    def _name_the_usual_choices_and_boxes(cls, given: object) -> object:
        if not isinstance(given, Mapping):
            return given
        kind = given.get("kind")
        if kind == Kind.TWO_BOX and not given.get("boxes"):
            return {**given, "boxes": Boxes()}
        usual = str(kind) if kind in (Kind.YES_NO, Kind.YES_NO_UNSURE) else given.get("scale")
        if usual in scales() and not given.get("choices"):
            return {**given, "choices": scales()[str(usual)]}
        return given

    @model_validator(mode="after")
    def _choices_fit_the_kind(self) -> Self:
        if self.kind in WITH_CHOICES and not self.choices:
            raise ValueError(f"a {self.kind} question needs choices")
        if self.kind not in WITH_CHOICES and self.choices:
            raise ValueError(f"a {self.kind} question has no choices")
        if self.kind is not Kind.TWO_BOX and self.boxes:
            raise ValueError("only a two_box question has boxes")
        return self

    def is_asked_of(self, reader: Reader) -> bool:
        """Whether this reader meets the question at all."""
        return not self.asked_of or reader in self.asked_of


class Section(BaseModel):
    """Questions that belong together: a page for adults, a run of pages for children."""

    model_config = _FROZEN
    id: SurveyId
    title: Text
    intro: Text = ""
    when: When | None = None
    questions: tuple[Question, ...]


class Welcome(BaseModel):
    """What every person is told before the first question (West Sussex 2020, explanation page)."""

    model_config = _FROZEN
    what: Text
    why: Text
    what_happens: Text
    keeping_private: Text


class Survey(BaseModel):
    """What we ask one sort of person, word for word."""

    model_config = _FROZEN
    id: SurveyId
    title: Text
    purpose: Text
    respondent_groups: tuple[RespondentGroup, ...] = Field(min_length=1)
    readers: tuple[Reader, ...] = Field(min_length=1)
    anonymous: bool = False
    keeps_invitation: bool = False
    languages: tuple[Language, ...] = ("en_GB",)
    welcome: Mapping[Reader, Welcome]
    thanks: Mapping[Reader, Text]
    sections: tuple[Section, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _anonymous_means_anonymous(self) -> Self:
        if self.anonymous and self.keeps_invitation:
            raise ValueError("an anonymous survey cannot keep its invitation")
        return self

    def questions(self) -> Iterator[Question]:
        """Every question in order, whoever is asked."""
        return (question for section in self.sections for question in section.questions)

    def question(self, question_id: str) -> Question | None:
        """The question with this id, if the survey has it."""
        return next((question for question in self.questions() if question.id == question_id), None)


def is_free_text(question: Question) -> bool:
    """Whether people write words of their own here, which a person must then read."""
    return question.kind in FREE_TEXT


def boxes_of(question: Question) -> tuple[str, ...]:
    """The boxes people can write in: none, the one box "", or "well" and "not_so_good"."""
    if question.kind is Kind.TWO_BOX:
        return ("well", "not_so_good")
    return () if question.kind in WITH_CHOICES or question.kind is Kind.STATEMENT else ("",)
