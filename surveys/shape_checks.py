"""Turns what Pydantic says about a document's shape into sentences for its author."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from surveys.choices import Choice
from surveys.conditions import All, Answered, AnyOf, Chosen, Not
from surveys.definition import Boxes, Question, Rewording, Section, Survey, Welcome
from surveys.mistakes import Finding
from surveys.scales import scales

_MODELS: tuple[type[BaseModel], ...] = (
    Survey, Section, Question, Choice, Boxes, Rewording, Welcome, Chosen, Answered, All, AnyOf, Not,
)  # fmt: skip
KEYS = frozenset(field.alias or name for model in _MODELS for name, field in model.model_fields.items())


def findings_in_shape(failure: ValidationError) -> Iterator[Finding]:
    """One finding for each thing that does not have the shape of a survey."""
    errors = failure.errors(include_url=False, include_context=True)
    for error in errors:
        if not (error["type"] == "too_short" and _has_a_cause_inside(error, errors)):
            yield Finding(error["loc"], _what(error), _what_to_do(error))


def _has_a_cause_inside(error: ErrorDetails, errors: list[ErrorDetails]) -> bool:
    """Pydantic calls a list short when it could not read what is in it: the cause is enough."""
    depth = len(error["loc"])
    return any(len(other["loc"]) > depth and other["loc"][:depth] == error["loc"] for other in errors)


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint at the known word most like this one, or nothing."""
    close = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f'Did you mean "{close[0]}"?' if close else ""


def _what(error: ErrorDetails) -> str:
    last = next((step for step in reversed(error["loc"]) if isinstance(step, str)), "survey")
    match error["type"]:
        case "extra_forbidden":
            return f'"{last}" is not known here.'
        case "missing":
            return f'"{last}" is missing.'
        case "enum":
            return f'"{_short(error["input"])}" is not a known {last.replace("_", " ")}.'
        case "string_pattern_mismatch":
            return f'"{_short(error["input"])}" cannot be the {last}.'
        case "value_error":
            return error["msg"].removeprefix("Value error, ").capitalize() + "."
        case _:
            return f'"{last}": {error["msg"]}.'


def _what_to_do(error: ErrorDetails) -> str:
    match error["type"]:
        case "extra_forbidden":
            return _for_unknown_key(str(error["loc"][-1]))
        case "missing":
            return "Add it."
        case "enum":
            expected = str(error.get("ctx", {}).get("expected", ""))
            known = expected.replace("'", "").replace(" or ", ", ").split(", ")
            return f"{nearest(str(error['input']), known)} Use {expected}.".strip()
        case "string_pattern_mismatch":
            return "Use letters and digits; a survey or section id is like-this, a choice id is like_this."
        case "value_error" if "choices" in error["msg"]:
            return f"List choices, or name a scale: {', '.join(sorted(scales()))}."
        case _:
            return "Look in docs/writing-a-survey.md for what goes here."


def _for_unknown_key(key: str) -> str:
    if key in KEYS:
        return "It belongs in another part of the survey: move it or take it out."
    return nearest(key, KEYS) or "Take it out, or look in docs/writing-a-survey.md for the right word."


def _short(given: object) -> str:
    text = str(given)
    return text if len(text) <= 40 else text[:39] + "…"
