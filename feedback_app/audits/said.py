"""What was said for an audit, as far as the meeting may see it, and who has opened it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from feedback_app import clock, trail
from feedback_app.audits.models import Audit
from feedback_app.audits.requests import AuditFeedback, FeedbackRequest
from feedback_app.audits.rules import MEETING_QUESTION, Shown, shown_to_meeting
from feedback_app.database import db
from feedback_app.listening.editions import survey_of
from feedback_app.listening.store import Answer as StoredAnswer
from feedback_app.listening.store import Reading, Response
from feedback_app.people.models import Person
from feedback_app.people.roles import May, Place, may
from surveys.answers import Answer
from surveys.definition import Reader, Survey

BOTTLE = "MB"


@dataclass(frozen=True)
class Voice:
    """One response beside its request; `answers` holds no words where only the main points are allowed."""

    request: FeedbackRequest
    response: Response
    survey: Survey
    feedback: AuditFeedback | None
    shown: Shown
    answers: dict[str, Answer]
    after_meeting: bool


def may_read_what_was_said(audit: Audit, person: Person) -> bool:
    """The chair, the responsible service manager, and those who read answers there."""
    place = Place(audit.service_area_id, audit.locality_id)
    return person.id in (audit.chair_id, audit.responsible_id) or may(
        person.holdings, May.read_answers, place
    )


def voices_of(audit: Audit) -> list[Voice]:
    """Everything said for this audit as far as the meeting may see it; three statements."""
    return [for_meeting(voice) for voice in whole_voices_of(audit)]


def for_meeting(voice: Voice) -> Voice:
    """The same without its words, where only the main points are allowed."""
    if voice.shown is not Shown.main_points:
        return voice
    without = {question_id: Answer(answer.choices) for question_id, answer in voice.answers.items()}
    return replace(voice, answers=without)


def whole_voices_of(audit: Audit) -> list[Voice]:
    """Everything said for this audit, captured or sent by its own link, for those who read answers."""
    rows = db.session.execute(
        select(FeedbackRequest, Response, AuditFeedback)
        .join(
            Response,
            or_(
                Response.id == FeedbackRequest.response_id,
                Response.invitation_id == FeedbackRequest.invitation_id,
            ),
        )
        .outerjoin(
            AuditFeedback,
            (AuditFeedback.response_id == Response.id) & (AuditFeedback.audit_id == audit.id),
        )
        .where(FeedbackRequest.audit_id == audit.id, Response.withdrawn_at.is_(None))
        .options(selectinload(Response.answers), joinedload(Response.edition))
        .order_by(FeedbackRequest.id, Response.id)
    )
    return [_voice(audit, *row) for row in rows.all()]


def _voice(
    audit: Audit, request: FeedbackRequest, response: Response, feedback: AuditFeedback | None
) -> Voice:
    survey = survey_of(response.edition)
    answers = as_answers(response.answers)
    question = survey.question(MEETING_QUESTION)
    was_asked = question is not None and question.is_asked_of(Reader(response.reader))
    chosen = answers.get(MEETING_QUESTION, Answer()).choices
    shown = shown_to_meeting(was_asked, chosen[0] if chosen else None)
    answers = {question_id: answer for question_id, answer in answers.items() if not is_private(question_id)}
    late = response.received_at is not None and response.received_at > audit.meeting_at
    return Voice(request, response, survey, feedback, shown, answers, late)


def is_private(question_id: str) -> bool:
    """A Message in a Bottle is between its sender and the director; the meeting never sees it."""
    return question_id.startswith(BOTTLE)


def as_answers(rows: Sequence[StoredAnswer]) -> dict[str, Answer]:
    """Stored rows as answers again: several ticks and several boxes belong to one question."""
    choices: dict[str, list[str]] = {}
    words: dict[str, dict[str, str]] = {}
    for row in rows:
        choices.setdefault(row.question, [])
        words.setdefault(row.question, {})
        if row.choice is not None:
            choices[row.question].append(row.choice)
        if row.words is not None:
            words[row.question][row.box] = row.words
    return {question: Answer(tuple(choices[question]), words[question]) for question in choices}


def has_opened(voices: Sequence[Voice], person: Person) -> bool:
    """Whether this person's reading of everything said so far is recorded."""
    answers = {answer.id for voice in voices for answer in voice.response.answers}
    read = db.session.scalars(
        select(Reading.answer_id).where(Reading.person_id == person.id, Reading.answer_id.in_(answers))
    )
    return answers <= set(read)


def record_opening(audit: Audit, *, by: Person) -> None:
    """Record that this person reads what was said; twice adds nothing."""
    answers = {answer.id for voice in voices_of(audit) for answer in voice.response.answers}
    wanted = select(Reading.answer_id).where(Reading.person_id == by.id, Reading.answer_id.in_(answers))
    now = clock.now()
    db.session.add_all(
        Reading(answer_id=answer_id, person_id=by.id, read_at=now)
        for answer_id in sorted(answers - set(db.session.scalars(wanted)))
    )
    trail.note(trail.Did.read, "audit", audit.public_ref, by=by)


def write_main_points(feedback: AuditFeedback, audit: Audit, words: str, *, by: Person) -> None:
    """What the meeting sees instead of the words, written by somebody who reads answers."""
    feedback.main_points = words.strip()
    trail.note(trail.Did.audit_changed, "audit", audit.public_ref, by=by, detail="main points")


def requests_of(audit: Audit) -> list[FeedbackRequest]:
    """The audit's requests with their attempts and practice leads; two statements."""
    return list(
        db.session.scalars(
            select(FeedbackRequest)
            .where(FeedbackRequest.audit_id == audit.id)
            .options(joinedload(FeedbackRequest.practice_lead), selectinload(FeedbackRequest.attempts))
            .order_by(FeedbackRequest.id)
        )
    )
