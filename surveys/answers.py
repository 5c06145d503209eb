"""Takes what someone gave for a question, and keeps answers as JSON while they are a draft."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date

from surveys.answer import LEFT_BLANK, Answer, Answers
from surveys.definition import Question, boxes_of
from surveys.kinds import ONE_CHOICE, Kind
from surveys.messages import N_, Problem

__all__ = [
    "LEFT_BLANK",
    "Answer",
    "Answers",
    "Problem",
    "accepted",
    "cleaned",
    "from_json",
    "to_json",
    "to_plain",
]

NOT_A_NUMBER = N_("Please write a number, for example 12.")
NOT_A_DATE = N_("Please write a date, for example 27 3 2026.")
_UNWANTED = {code: None for code in (*range(32), 127) if chr(code) not in "\t\n"}
_NUMBER = re.compile(r"([+-]?)(\d{1,12})(?:[.,](\d{1,6}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def accepted(question: Question, choices: Sequence[str], words: Mapping[str, str]) -> Answer | Problem:
    """The answer to store, or the first Problem with it; whatever is given, this never raises.

    Blank choices and words for boxes the question does not have are left out.
    """
    picked = tuple(dict.fromkeys(choice for choice in choices if choice))
    problem = _problem_with_choices(question, picked)
    if problem:
        return problem
    written: dict[str, str] = {}
    for box in boxes_of(question):
        text = _accepted_words(question, box, cleaned(words.get(box, "")))
        if isinstance(text, Problem):
            return text
        if text:
            written[box] = text
    if question.required and not picked and not written:
        return Problem(question.id, N_("Please answer this question."), box=(*boxes_of(question), "")[0])
    return Answer(picked, written)


def cleaned(text: str) -> str:
    """The same words with one sort of line end, without control characters and broken characters.

    Emoji, right-to-left marks and line breaks stay.
    """
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    lines = whole.replace("\r\n", "\n").replace("\r", "\n")
    without = lines.translate(_UNWANTED)
    return without if without.strip() else ""


def _problem_with_choices(question: Question, picked: tuple[str, ...]) -> Problem | None:
    known = {choice.id for choice in question.choices}
    if any(choice not in known for choice in picked):
        return Problem(question.id, N_("Please pick from the answers on this page."))
    if question.kind in ONE_CHOICE and len(picked) > 1:
        return Problem(question.id, N_("Please pick one answer only."))
    return None


def _accepted_words(question: Question, box: str, text: str) -> str | Problem:
    if len(text) > question.max_length:
        return Problem(
            question.id,
            N_(
                "You have written %(count)s characters. Please use %(limit)s or fewer. "
                "Your words are still here."
            ),
            {"count": len(text), "limit": question.max_length},
            box,
        )
    if not text:
        return ""
    match question.kind:
        case Kind.NUMBER:
            return _number(text) or Problem(question.id, NOT_A_NUMBER, box=box)
        case Kind.DATE:
            return _date(text) or Problem(question.id, NOT_A_DATE, box=box)
        case Kind.SHORT_TEXT:
            return " ".join(text.split())
        case _:
            return text


def _number(text: str) -> str | None:
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    sign, whole, part = found.groups()
    minus = "-" if sign == "-" else ""
    return f"{minus}{int(whole)}" + (f".{_western(part)}" if part else "")


def _western(digits: str) -> str:
    return "".join(str(int(digit)) for digit in digits)


def _date(text: str) -> str | None:
    """The day as YYYY-MM-DD, from day first (27/3/2026) or year first (2026-03-27)."""
    if found := _YEAR_FIRST.fullmatch(text.strip()):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(text.strip()):
        day, month, year = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def to_json(answers: Answers) -> str:
    """A draft as JSON text: `{question id: {"choices": [...], "words": {box: text}}}`."""
    return json.dumps(to_plain(answers), ensure_ascii=False)


def to_plain(answers: Answers) -> dict[str, dict[str, list[str] | dict[str, str]]]:
    """The same as lists and mappings, for a JSON column."""
    return {
        question_id: {"choices": list(answer.choices), "words": dict(answer.words)}
        for question_id, answer in answers.items()
    }


def from_json(stored: object) -> dict[str, Answer]:
    """Read a draft back from JSON text or its plain form; damaged parts are left out, never an error."""
    if isinstance(stored, str | bytes):
        try:
            stored = json.loads(stored)
        except (ValueError, RecursionError):
            return {}
    if not isinstance(stored, Mapping):
        return {}
    return {
        question_id: _read(answer)
        for question_id, answer in stored.items()
        if isinstance(question_id, str) and isinstance(answer, Mapping)
    }


def _read(stored: Mapping[object, object]) -> Answer:
    choices = stored.get("choices")
    words = stored.get("words")
    return Answer(
        tuple(choice for choice in choices if isinstance(choice, str)) if isinstance(choices, list) else (),
        {
            box: text
            for box, text in (words.items() if isinstance(words, Mapping) else ())
            if isinstance(box, str) and isinstance(text, str)
        },
    )
