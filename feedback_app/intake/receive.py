"""Store what somebody said, look for signs of harm, note it and queue the notices, in one transaction.

Nothing here commits: the caller's transaction holds everything or nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from feedback_app import clock, notices, trail
from feedback_app.database import db
from feedback_app.intake.signs import Found, look_for_harm
from feedback_app.intake.write import AnswerRow, write_answers, write_response
from feedback_app.listening.models import CaptureJson, Channel
from feedback_app.listening.store import Response
from feedback_app.notices import NoticeKind
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.people.tokens import new_reference
from feedback_app.safeguarding.raise_concern import raise_concern
from surveys.answers import Answers
from surveys.definition import Reader, RespondentGroup, Survey
from surveys.routing import on_path, path

QUOTE, CONTACT, PUBLISH = "PERM.quote", "PERM.contact", "PERM.publish"
BOTTLE_MESSAGE = "MB1"
ADVOCATE_SURVEY = "advocate-request"


@dataclass(frozen=True)
class Said:
    """Everything one person said once, ready to be stored. Answers off the path are left out."""

    survey: Survey
    edition_id: int
    answers: Answers
    respondent_group: RespondentGroup
    reader: Reader
    language: str
    channel: Channel
    idempotency_key: str
    place: Place = field(default_factory=Place)
    team_id: int | None = None
    agency_id: int | None = None
    invitation_id: int | None = None
    captured_by: Person | None = None
    exact_words: bool | None = None
    capture: CaptureJson | None = None
    said_at: datetime | None = None


@dataclass(frozen=True)
class Receipt:
    """What may be told to the person: a reference, and never whether a concern was seen."""

    public_ref: str
    response_id: int

    @property
    def response(self) -> Response:
        """The response itself, loaded now; its answers are stored but not loaded."""
        return db.session.get_one(Response, self.response_id)


@dataclass(frozen=True)
class Heard:
    """What was said, with what counts of it and the signs of harm in it: ready to be stored quickly."""

    said: Said
    answers: Answers
    found: Found | None


def receive(said: Said) -> Receipt:
    """Take in one response.

    Raises AlreadyReceived when its idempotency key is stored already; the transaction must then be
    rolled back by the caller.
    """
    return store(hear(said))


def hear(said: Said) -> Heard:
    """Look at what was said before anything is written, so that nobody else waits to write meanwhile."""
    answers = on_path(said.survey, said.answers, said.reader)
    return Heard(said, answers, look_for_harm(said.survey, answers, said.reader))


def store(heard: Heard) -> Receipt:
    """Store what was heard, with all that hangs on it. Raises AlreadyReceived, as `receive` does."""
    said, answers, found = heard.said, heard.answers, heard.found
    public_ref, moment = new_reference(), said.said_at or clock.now()
    day = moment.astimezone(clock.LONDON).date()
    connection = db.session.connection()
    response_id = write_response(
        connection,
        {**_response(said, answers), "public_ref": public_ref, "received_on": day}
        | {"received_at": None if said.survey.anonymous else moment},
    )
    write_answers(connection, response_id, list(_rows(said.survey, answers, said.reader)))
    noted_at = clock.start_of(day) if said.survey.anonymous else None
    did = trail.Did.imported if said.channel is Channel.imported else trail.Did.received
    trail.note_at_once(connection, did, "response", public_ref, by=said.captured_by, at=noted_at)
    if found:
        raise_concern(
            found.severity,
            found.raised_by,
            place=said.place,
            survey=said.survey.id,
            response_id=response_id,
            signs=found.signs,
            category=found.category,
        )
    _ring_the_bells(said, answers, public_ref)
    db.session.flush()
    return Receipt(public_ref, response_id)


def _response(said: Said, answers: Answers) -> dict[str, object]:
    """The row of a response, but for its reference and the time."""
    survey = said.survey
    return {
        "idempotency_key": said.idempotency_key,
        "edition_id": said.edition_id,
        "survey": survey.id,
        "anonymous": survey.anonymous,
        "respondent_group": said.respondent_group.value,
        "reader": said.reader.value,
        "language": said.language,
        "channel": said.channel,
        "service_area_id": said.place.service_area_id,
        "locality_id": said.place.locality_id,
        "team_id": said.team_id,
        "agency_id": said.agency_id,
        "invitation_id": said.invitation_id if survey.keeps_invitation else None,
        "captured_by_id": said.captured_by.id if said.captured_by else None,
        "exact_words": said.exact_words,
        "capture": said.capture,
        "may_quote": _said_yes(answers, QUOTE),
        "may_contact": _said_yes(answers, CONTACT),
        "may_publish": _said_yes(answers, PUBLISH),
    }


def _said_yes(answers: Answers, question: str) -> bool:
    return question in answers and "yes" in answers[question].choices


def _rows(survey: Survey, answers: Answers, reader: Reader) -> Iterator[AnswerRow]:
    """One row for one thing said; a question asked and left blank is one row with neither."""
    for question in path(survey, answers, reader):
        answer = answers.get(question.id)
        if answer is None:
            continue
        blank = AnswerRow(question=question.id, box="", choice=None, words=None)
        if answer.is_blank:
            yield blank
        for choice in answer.choices:
            yield {**blank, "choice": choice}
        for box, words in answer.words.items():
            if words.strip():
                yield {**blank, "box": box, "words": words}


def _ring_the_bells(said: Said, answers: Answers, public_ref: str) -> None:
    bottle = answers.get(BOTTLE_MESSAGE)
    if bottle is not None and not bottle.is_blank:
        notices.queue(NoticeKind.bottle_arrived, "response", public_ref, to=Role.director, place=said.place)
    if said.survey.id == ADVOCATE_SURVEY:
        notices.queue(
            NoticeKind.advocate_asked_for,
            "response",
            public_ref,
            to=Role.participation_officer,
            place=said.place,
        )
