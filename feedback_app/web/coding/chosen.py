"""Which words and which code a form chose, whether by a script, by ticking parts, or by typing the words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from feedback_app.listening.store import Answer
from feedback_app.safeguarding.models import Severity
from feedback_app.themes.models import Code, Valence
from feedback_app.themes.queries import code_called
from feedback_app.themes.refusals import NoSuchWords
from feedback_app.themes.rules import Span, span_of, tidy_span
from feedback_app.themes.valence import valence_said
from feedback_app.translated.queries import TranslationBy
from feedback_app.web.asked import number_in
from feedback_app.web.coding.shown import valence_words
from feedback_app.web.fields import as_typed
from feedback_app.web.triage.words import severity_shown


@dataclass(frozen=True)
class Chosen:
    """A code for a span; or what is wrong, and with which control."""

    span: Span | None
    code: Code | None
    valence: Valence
    problems: tuple[tuple[str, str], ...]


def chosen_in(answer: Answer, translations: Sequence[TranslationBy] = ()) -> Chosen:
    """What the form of this request chose, in the answer's own words or in one of these translations."""
    sent = request.form
    problems = []
    span = None
    texts = {each.translation.id: each.translation.words for each in translations}
    try:
        span = _span(answer.words or "", texts, sent)
    except NoSuchWords:
        problems.append(("span", _("Choose the words, or type them exactly as they stand in the answer.")))
    code = code_called(sent.get("code", "").replace("\0", "")[:40])
    if code is None:
        problems.append(("code", _("Choose a code from the list.")))
    given = sent.get("valence", "")
    valence = Valence(given) if given in set(Valence) else valence_said(answer)
    return Chosen(span, code, valence, tuple(problems))


def choosing(problems: Sequence[tuple[str, str]]) -> dict[str, object]:
    """What a page shows to choose codes with: what there is to choose, and after a mistake what was typed.

    `problems` are pairs of a control and what is wrong with it.
    """
    return {
        "problems": [{"text": words, "href": f"#{control}"} for control, words in problems],
        "wrong": dict(problems),
        "typed": {name: as_typed(words) for name, words in request.form.items()},
        "ticked": set(request.form.getlist("segment")),
        "valences": [(each, valence_words(each)) for each in Valence],
        "severities": [(each.value, severity_shown(each).words) for each in Severity],
    }


def _span(words: str, texts: Mapping[int, str], sent: MultiDict[str, str]) -> Span:
    """The words selected with a script, else those typed, else from the first part ticked to the last."""
    number = number_in(sent.get("within")) or 0
    text, within = (texts[number], number) if number in texts else (words, None)
    start, end = number_in(sent.get("start")), number_in(sent.get("end"))
    if start is not None and end is not None:
        return tidy_span(text, start, end, within)
    typed = sent.get("exactly", "").replace("\r\n", "\n")
    if typed.strip():
        return _typed(words, texts, typed)
    ends = [number_in(part) for parts in sent.getlist("segment") for part in parts[:24].split("-")]
    known = [place for place in ends if place is not None]
    if not known:
        raise NoSuchWords
    return tidy_span(text, min(known), max(known), within)


def _typed(words: str, texts: Mapping[int, str], typed: str) -> Span:
    """Where typed words stand: in the answer's own words, else in the latest translation that has them."""
    try:
        return span_of(words, typed)
    except NoSuchWords:
        for number, text in texts.items():
            if typed.strip().lower() in text.lower():
                return span_of(text, typed, number)
        raise
