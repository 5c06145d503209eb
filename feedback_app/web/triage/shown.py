"""A concern made ready to show, in a line of the list and on its own page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import format_date
from flask_babel import gettext as _

from analysis.concern import UNSURE
from feedback_app.listening.store import Answer
from feedback_app.safeguarding.models import Concern, ConcernStatus, Severity
from feedback_app.safeguarding.queries import history_of, readers_of
from feedback_app.themes.queries import place_names
from feedback_app.translated.models import TranslatedBy, Translation
from feedback_app.translated.queries import translations_of
from feedback_app.web.said import (
    Mark,
    Piece,
    channel_name,
    group_name,
    in_pieces,
    place_words,
    said_in,
    survey_title,
)
from feedback_app.web.translated import translated_words
from feedback_app.web.triage import words
from feedback_app.web.triage.words import Shown

OWN_WORDS = 0


@dataclass(frozen=True)
class Line:
    """A concern in the list."""

    reference: str
    severity: Shown
    clock: Shown
    what: str
    who: str
    raised: str
    taken_by: str
    is_urgent: bool
    left: Shown | None


@dataclass(frozen=True)
class SaidLine:
    """One question with its answer; `box` names the box, `pieces` are its words with the signs marked.

    `why` says what raised the concern here, empty where nothing did. `in_english` are its translation in use,
    and any other in which a sign was seen.
    """

    question: str
    box: str
    choices: tuple[str, ...]
    pieces: tuple[Piece, ...]
    why: str
    in_english: tuple["InEnglish", ...] = ()


@dataclass(frozen=True)
class InEnglish:
    """A translation of an answer with the signs marked, and who made it."""

    pieces: tuple[Piece, ...]
    made_by: str
    by_machine: bool


@dataclass(frozen=True)
class HistoryLine:
    at: str
    who: str
    what: str
    reason: str


@dataclass(frozen=True)
class ConcernPage:
    severity: Shown
    clock: Shown
    what: str
    children: str
    why: str
    known: tuple[tuple[str, str], ...]
    said: tuple[SaidLine, ...]
    who_to_tell: tuple[str, ...]
    careful: str
    history: tuple[HistoryLine, ...]
    readers: tuple[str, ...]


def line_of(concern: Concern) -> Line:
    response = concern.response
    who = group_name(response.respondent_group) if response else ("" if concern.why else _("Not known"))
    return Line(
        concern.public_ref,
        words.severity_shown(concern.severity),
        words.clock_shown(concern),
        _what(concern),
        f"{who} · {survey_title(concern.survey)}" if concern.survey else who,
        words.moment(concern.raised_at),
        concern.acknowledged_by.name if concern.acknowledged_by else "",
        concern.severity in {Severity.S1, Severity.S2} and concern.status is ConcernStatus.waiting,
        words.left_shown(concern),
    )


def _what(concern: Concern) -> str:
    if concern.why and not concern.category:
        return str(_("Raised in an audit or on a visit"))
    return words.category_name(concern.category) or words.raised_by_words(concern.raised_by)


def page_of(concern: Concern) -> ConcernPage:
    return ConcernPage(
        words.severity_shown(concern.severity),
        words.clock_shown(concern),
        _what(concern),
        concern.children,
        concern.why,
        tuple(_known(concern)),
        tuple(_said(concern)),
        tuple(words.who_to_tell(concern.category)),
        words.note_about(concern.category),
        tuple(
            HistoryLine(words.moment(step.at), step.who or _("The site"), words.step_words(step), step.reason)
            for step in history_of(concern)
        ),
        tuple(readers_of(concern)),
    )


def _known(concern: Concern) -> list[tuple[str, str]]:
    response = concern.response
    known = [
        (_("What raised it"), words.raised_by_words(concern.raised_by)),
        (_("Raised"), words.moment(concern.raised_at)),
        (_("Where"), place_words(place_names(concern.service_area_id, concern.locality_id))),
    ]
    if concern.raised_by_person:
        known.append((_("Raised by"), concern.raised_by_person.name))
    if concern.survey:
        known.append((_("Survey"), survey_title(concern.survey)))
    if response is None:
        if not concern.children:
            known.append((_("Who"), _("Not known yet: nothing has been sent with it")))
        return known
    known += [
        (_("Who"), group_name(response.respondent_group)),
        (_("How it was said"), channel_name(response.channel)),
        (_("Received"), format_date(response.received_on, "EEE d MMM yyyy")),
    ]
    if response.anonymous:
        known.append((_("Name"), _("This survey is anonymous: it keeps no name and no address")))
    return known


def _said(concern: Concern) -> list[SaidLine]:
    if concern.response is None:
        return []
    marks: dict[tuple[str, str, int], list[Mark]] = {}
    ticked = set()
    sure = set()
    for sign in concern.signs:
        if sign["end"] > sign["start"]:
            name = words.category_name(sign["category"]) or sign["category"]
            place = (sign["question"], sign["box"], sign.get("translation", OWN_WORDS))
            marks.setdefault(place, []).append(Mark(sign["start"], sign["end"], name))
        else:
            ticked.add(sign["question"])
        if sign["category"] != UNSURE:
            sure.add((sign["question"], sign["box"]))
    lines = []
    for said in said_in(concern.response):
        if said.choices:
            why = words.why_raised() if said.question_id in ticked else ""
            lines.append(SaidLine(said.question, "", said.choices, (), why))
        for written in said.written:
            answer = written.answer
            here = {
                number: found
                for (question, box, number), found in marks.items()
                if (question, box) == (answer.question, answer.box)
            }
            pieces = tuple(in_pieces(answer.words or "", here.get(OWN_WORDS, [])))
            english = tuple(_in_english(answer, here, written.translation))
            why = words.why_raised() if (answer.question, answer.box) in sure else words.why_perhaps()
            lines.append(SaidLine(said.question, written.box, (), pieces, why if here else "", english))
    return sorted(lines, key=lambda line: not line.why)


def _in_english(
    answer: Answer, marks: Mapping[int, Sequence[Mark]], in_use: Translation | None
) -> Iterator[InEnglish]:
    """The translation in use first, then others that showed a sign; asked for only where one did."""
    shown = [in_use] if in_use else []
    if set(marks) - {OWN_WORDS}:
        every = [each.translation for each in translations_of(answer.id)]
        shown += [each for each in every if each.number in marks and each is not in_use]
    for translation in shown:
        yield InEnglish(
            tuple(in_pieces(translation.words, marks.get(translation.number, ()))),
            translated_words(translation),
            translation.translated_by is TranslatedBy.machine,
        )
