"""Store what somebody said, look for signs of harm, note it and queue the notices, in one transaction.

Nothing here commits: the caller's transaction holds everything or nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypedDict

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from feedback_app import clock, notices, trail
from feedback_app.database import db
from feedback_app.intake.signs import Found, look_for_harm
from feedback_app.listening.models import CaptureJson, Channel
from feedback_app.listening.store import Answer, Response
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


class AnswerRow(TypedDict):
    """One row of the answer table, without the response it belongs to."""

    question: str
    box: str
    choice: str | None
    words: str | None


class AlreadyReceived(Exception):
    """This was sent before and is safely stored; sending it again adds nothing."""


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
    """What may be told to the person: a reference, and never whether a concern was seen.

    The response's answers are stored but not loaded.
    """

    public_ref: str
    response: Response


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
    response = _response(said, answers)
    db.session.add(response)
    day = clock.start_of(response.received_on) if said.survey.anonymous else None
    did = trail.Did.imported if said.channel is Channel.imported else trail.Did.received
    trail.note(did, "response", response.public_ref, by=said.captured_by, at=day)
    if found:
        raise_concern(
            found.severity,
            found.raised_by,
            place=said.place,
            survey=said.survey.id,
            response=response,
            signs=found.signs,
            category=found.category,
        )
    _ring_the_bells(said, answers, response)
    try:
        db.session.flush()
    except IntegrityError as refused:
        if "idempotency_key" in str(refused.orig):
            raise AlreadyReceived from refused
        raise
    rows = list(_rows(said.survey, answers, said.reader))
    if rows:
        everything = insert(Answer).execution_options(render_nulls=True)
        db.session.execute(everything, [{**row, "response_id": response.id} for row in rows])
    db.session.expire(response, ["answers"])
    return Receipt(response.public_ref, response)


def _response(said: Said, answers: Answers) -> Response:
    survey = said.survey
    moment = said.said_at or clock.now()
    return Response(
        public_ref=new_reference(),
        idempotency_key=said.idempotency_key,
        edition_id=said.edition_id,
        survey=survey.id,
        anonymous=survey.anonymous,
        respondent_group=said.respondent_group.value,
        reader=said.reader.value,
        language=said.language,
        channel=said.channel,
        received_on=moment.astimezone(clock.LONDON).date(),
        received_at=None if survey.anonymous else moment,
        service_area_id=said.place.service_area_id,
        locality_id=said.place.locality_id,
        team_id=said.team_id,
        agency_id=said.agency_id,
        invitation_id=said.invitation_id if survey.keeps_invitation else None,
        captured_by_id=said.captured_by.id if said.captured_by else None,
        exact_words=said.exact_words,
        capture=said.capture,
        may_quote=_said_yes(answers, QUOTE),
        may_contact=_said_yes(answers, CONTACT),
        may_publish=_said_yes(answers, PUBLISH),
    )


def _said_yes(answers: Answers, question: str) -> bool:
    return question in answers and "yes" in answers[question].choices


def _rows(survey: Survey, answers: Answers, reader: Reader) -> Iterator[AnswerRow]:
    """One row for one thing said; a question asked and left blank is one row with neither.

    Every row names every column, so that all of them are stored by one statement.
    """
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


def _ring_the_bells(said: Said, answers: Answers, response: Response) -> None:
    bottle = answers.get(BOTTLE_MESSAGE)
    if bottle is not None and not bottle.is_blank:
        notices.queue(
            NoticeKind.bottle_arrived, "response", response.public_ref, to=Role.director, place=said.place
        )
    if said.survey.id == ADVOCATE_SURVEY:
        notices.queue(
            NoticeKind.advocate_asked_for,
            "response",
            response.public_ref,
            to=Role.participation_officer,
            place=said.place,
        )
