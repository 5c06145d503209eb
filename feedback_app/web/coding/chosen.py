"""Which words and which code a form chose, whether by a script, by ticking parts, or by typing the words."""

from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from feedback_app.listening.store import Answer
from feedback_app.themes.models import Code, Valence
from feedback_app.themes.queries import code_called
from feedback_app.themes.refusals import NoSuchWords
from feedback_app.themes.rules import Span, span_of, tidy_span
from feedback_app.themes.valence import valence_said


@dataclass(frozen=True)
class Chosen:
    """A code for a span; or what is wrong, and with which control."""

    span: Span | None
    code: Code | None
    valence: Valence
    problems: tuple[tuple[str, str], ...]


def chosen_in(answer: Answer) -> Chosen:
    """What the form of this request chose."""
    sent = request.form
    problems = []
    span = None
    try:
        span = _span(answer.words or "", sent)
    except NoSuchWords:
        problems.append(("span", _("Choose the words, or type them exactly as they stand in the answer.")))
    code = code_called(sent.get("code", "").replace("\0", "")[:40])
    if code is None:
        problems.append(("code", _("Choose a code from the list.")))
    given = sent.get("valence", "")
    valence = Valence(given) if given in set(Valence) else valence_said(answer)
    return Chosen(span, code, valence, tuple(problems))


def _span(words: str, sent: MultiDict[str, str]) -> Span:
    """The words selected with a script, else those typed, else from the first part ticked to the last."""
    start, end = _number(sent.get("start")), _number(sent.get("end"))
    if start is not None and end is not None:
        return tidy_span(words, start, end)
    typed = sent.get("exactly", "").replace("\r\n", "\n")
    if typed.strip():
        return span_of(words, typed)
    ends = [_number(part) for parts in sent.getlist("segment") for part in parts[:24].split("-")]
    known = [place for place in ends if place is not None]
    if not known:
        raise NoSuchWords
    return tidy_span(words, min(known), max(known))


def _number(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 10 else None
