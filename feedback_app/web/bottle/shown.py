"""A Message in a Bottle made ready to show."""

from dataclasses import dataclass

from flask_babel import format_date

from feedback_app.listening.store import Response
from feedback_app.themes.bottles import BOTTLE_QUESTIONS
from feedback_app.themes.queries import place_names
from feedback_app.web.said import SaidHere, group_name, place_words, said_in

FIRST_WORDS = 90
ABOUT = BOTTLE_QUESTIONS[1:]


@dataclass(frozen=True)
class Line:
    """A bottle in the list; the first words only once triage has let it through."""

    reference: str
    sender: str
    day: str
    begins: str
    waits: bool
    is_read: bool


@dataclass(frozen=True)
class BottlePage:
    """The message exactly as written, and what the sender said about an answer."""

    sender: str
    day: str
    place: str
    message: str
    language: str
    allowed: tuple[tuple[str, str], ...]


def _message(response: Response) -> str:
    return next((a.words for a in response.answers if a.question == BOTTLE_QUESTIONS[0] and a.words), "")


def line_of(response: Response, *, waits: bool, is_read: bool) -> Line:
    message = " ".join(_message(response).split())
    begins = message if len(message) <= FIRST_WORDS else message[:FIRST_WORDS].rsplit(" ", 1)[0] + "…"
    return Line(
        response.public_ref,
        group_name(response.respondent_group),
        format_date(response.received_on, "EEE d MMM yyyy"),
        "" if waits else begins,
        waits,
        is_read,
    )


def page_of(response: Response) -> BottlePage:
    return BottlePage(
        group_name(response.respondent_group),
        format_date(response.received_on, "EEE d MMM yyyy"),
        place_words(place_names(response.service_area_id, response.locality_id)),
        _message(response),
        response.language,
        tuple((said.question, _in_a_line(said)) for said in said_in(response) if said.question_id in ABOUT),
    )


def _in_a_line(said: SaidHere) -> str:
    return ", ".join([*said.choices, *(written.answer.words or "" for written in said.written)])
