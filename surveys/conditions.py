"""Conditions on earlier answers: `{question: LA7, is: yes}`, `{answered: LA1}`, all, any, not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, field_validator

from surveys.answer import Answer

_FROZEN = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Chosen(BaseModel):
    """True when any of these choices was picked for the question."""

    model_config = _FROZEN
    question: str
    one_of: tuple[str, ...] = Field(alias="is", min_length=1)

    @field_validator("one_of", mode="before")
    @classmethod
    def _one_choice_may_stand_alone(cls, given: object) -> object:
        return (given,) if isinstance(given, str) else given


class Answered(BaseModel):
    """True when the question was asked and not left blank."""

    model_config = _FROZEN
    question: str = Field(alias="answered")


class All(BaseModel):
    """True when every one of these is true."""

    model_config = _FROZEN
    of: tuple[When, ...] = Field(alias="all", min_length=1)


class AnyOf(BaseModel):
    """True when at least one of these is true."""

    model_config = _FROZEN
    of: tuple[When, ...] = Field(alias="any", min_length=1)


class Not(BaseModel):
    """True when this is not."""

    model_config = _FROZEN
    of: When = Field(alias="not")


def _tag_of(given: object) -> str:
    if isinstance(given, Mapping):
        return next((key for key in ("all", "any", "not", "answered") if key in given), "is")
    tags: dict[type, str] = {All: "all", AnyOf: "any", Not: "not", Answered: "answered"}
    return tags.get(type(given), "is")


When = Annotated[
    Annotated[Chosen, Tag("is")]
    | Annotated[Answered, Tag("answered")]
    | Annotated[All, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")],
    Discriminator(_tag_of),
]

for _model in (All, AnyOf, Not):
    _model.model_rebuild()


def holds(when: When | None, answers: Mapping[str, Answer]) -> bool:
    """Whether the condition is true of these answers; no condition is always true."""
    match when:
        case None:
            return True
        case Chosen(question=question, one_of=choices):
            answer = answers.get(question)
            return answer is not None and any(choice in choices for choice in answer.choices)
        case Answered(question=question):
            answer = answers.get(question)
            return answer is not None and not answer.is_blank
        case All(of=conditions):
            return all(holds(condition, answers) for condition in conditions)
        case AnyOf(of=conditions):
            return any(holds(condition, answers) for condition in conditions)
        case Not(of=condition):
            return not holds(condition, answers)


def mentioned(when: When | None) -> Iterator[Chosen | Answered]:
    """Every plain condition inside this one, outermost first."""
    match when:
        case None:
            return
        case All(of=conditions) | AnyOf(of=conditions):
            for condition in conditions:
                yield from mentioned(condition)
        case Not(of=condition):
            yield from mentioned(condition)
        case Chosen() | Answered():
            yield when
