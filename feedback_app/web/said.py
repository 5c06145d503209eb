"""What somebody said, ready for the pages of people who work here: questions in words, and marks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flask_babel import gettext as _

from feedback_app.listening.editions import survey_of
from feedback_app.listening.models import Channel
from feedback_app.listening.store import Answer, Response
from feedback_app.translated.models import Translation
from feedback_app.translated.queries import translations_in_use
from feedback_app.web.asking import in_words, names_for
from feedback_app.web.signed_in import settings
from feedback_app.web.translated import translated_words
from surveys.definition import Reader, RespondentGroup
from surveys.library import shipped
from surveys.wording import worded


@dataclass(frozen=True)
class Mark:
    """A stretch of words to show as marked, in code points, and what it is called beside the words."""

    start: int
    end: int
    name: str


@dataclass(frozen=True)
class Piece:
    """Words that carry the same marks from first to last; `ends` names the marks that end with them."""

    text: str
    names: tuple[str, ...]
    ends: tuple[str, ...] = ()


@dataclass(frozen=True)
class WrittenHere:
    """The words in one box, by its label, with their translation in use where there is one."""

    answer: Answer
    box: str
    translation: Translation | None

    @property
    def translated_by(self) -> str:
        return translated_words(self.translation) if self.translation else ""


@dataclass(frozen=True)
class SaidHere:
    """One question with everything answered to it: choices in words, and the words in each box."""

    question_id: str
    question: str
    choices: tuple[str, ...]
    written: tuple[WrittenHere, ...]


def in_pieces(words: str, marks: Sequence[Mark]) -> list[Piece]:
    """The words cut wherever a mark begins or ends; put together they are the words again."""
    edges = {0, len(words)}
    for mark in marks:
        edges |= {min(max(mark.start, 0), len(words)), min(max(mark.end, 0), len(words))}
    cuts = sorted(edges)
    return [
        Piece(
            words[start:end],
            tuple(dict.fromkeys(mark.name for mark in marks if mark.start < end and mark.end > start)),
            tuple(dict.fromkeys(mark.name for mark in marks if mark.start < end == mark.end)),
        )
        for start, end in pairwise(cuts)
    ]


def reader_of(response: Response) -> Reader:
    """Whose wording the questions were asked in."""
    return Reader(response.reader) if response.reader in set(Reader) else Reader.ADULT


def question_words(response: Response, question_id: str) -> str:
    """The question as this person met it; its id when the survey no longer has it."""
    reader = reader_of(response)
    question = survey_of(response.edition).question(question_id)
    if question is None:
        return question_id
    return in_words(worded(question, reader).text, names_for(settings(), reader))


def box_words(box: str) -> str:
    """The name of one of the two boxes; nothing where there is only one."""
    return str({"well": _("Going well"), "not_so_good": _("Not so good")}.get(box, ""))


def said_in(response: Response, *, leaving_out: Answer | None = None) -> list[SaidHere]:
    """Everything in a response, in the order it was asked; questions left blank are not there."""
    reader, survey = reader_of(response), survey_of(response.edition)
    names = names_for(settings(), reader)
    found: dict[str, list[Answer]] = {}
    for answer in response.answers:
        if answer is not leaving_out and (answer.words or answer.choice):
            found.setdefault(answer.question, []).append(answer)
    translated = translations_in_use(
        [each.id for answers in found.values() for each in answers if each.words]
    )
    shown = []
    for question_id, answers in found.items():
        question = survey.question(question_id)
        choices = {choice.id: choice.text for choice in worded(question, reader).choices} if question else {}
        shown.append(
            SaidHere(
                question_id,
                question_words(response, question_id),
                tuple(in_words(choices.get(a.choice, a.choice), names) for a in answers if a.choice),
                tuple(WrittenHere(a, box_words(a.box), translated.get(a.id)) for a in answers if a.words),
            )
        )
    return shown


def survey_title(survey_id: str) -> str:
    """The name of a survey; its id when we do not ship it."""
    survey = shipped().get(survey_id)
    return str(_(survey.title)) if survey else survey_id


def group_name(group: str) -> str:
    """Who answered, in words."""
    names = {
        RespondentGroup.CHILD.value: _("Child"),
        RespondentGroup.YOUNG_PERSON.value: _("Young person"),
        RespondentGroup.PARENT_OR_CARER.value: _("Parent or carer"),
        RespondentGroup.FOSTER_CARER.value: _("Foster carer"),
        RespondentGroup.STAFF.value: _("Member of staff"),
        RespondentGroup.PARTNER.value: _("Partner"),
        RespondentGroup.YOUNG_INSPECTOR.value: _("Young inspector"),
    }
    return str(names.get(group, group))


def channel_name(channel: Channel) -> str:
    """How it reached us, in words."""
    names: dict[Channel, str] = {
        Channel.online: _("Online"),
        Channel.online_with_help: _("Online, with help"),
        Channel.phone: _("By phone"),
        Channel.visit: _("On a visit"),
        Channel.paper: _("On paper"),
        Channel.group: _("In a group"),
        Channel.bottle: _("Message in a Bottle"),
        Channel.imported: _("From a file"),
    }
    return names[channel]


def place_words(parts: Iterable[str]) -> str:
    """Service area and locality in one line; says so when neither is known."""
    known = [part for part in parts if part]
    return ", ".join(known) if known else str(_("Place not known"))
