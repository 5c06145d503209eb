"""Write down what somebody says on the phone or on a visit: begin, keep as it grows, read back, send."""

from dataclasses import dataclass

from feedback_app import clock, trail
from feedback_app.audits.attempt import may_try
from feedback_app.audits.link import link
from feedback_app.audits.models import Audit
from feedback_app.audits.refusals import AlreadyAnswered, CaptureNotFinished, ReasonForLanguage
from feedback_app.audits.requests import Attempt, AttemptOutcome, FeedbackRequest
from feedback_app.database import db
from feedback_app.intake import Said, receive
from feedback_app.listening.editions import edition_of, survey_of
from feedback_app.listening.models import AnswerJson, CaptureJson, Channel, Draft, Edition
from feedback_app.listening.store import Response
from feedback_app.people.models import Person
from feedback_app.people.roles import Place
from feedback_app.people.tokens import digest, new_reference, new_token
from surveys.answers import Answer, Answers, from_json
from surveys.definition import Reader, RespondentGroup, Survey
from surveys.library import shipped_survey

NO_INTERPRETER, ENGLISH = "none", "en_GB"


@dataclass(frozen=True)
class Setting:
    """How the conversation is held, noted before the first question (WS-59, WS-60)."""

    channel: Channel
    place: str
    present: tuple[str, ...]
    who_was_present: str
    language_used: str
    interpreter: str
    language_reason: str = ""


def refuse_unexplained_language(preferred: str, setting: Setting) -> None:
    """Raise ReasonForLanguage when another language than the preferred one is used without a reason."""
    if setting.language_used != preferred and not setting.language_reason.strip():
        raise ReasonForLanguage


def written_in(setting: Setting) -> str:
    """The language of the words that will be written down: interpreted words are written in English."""
    return setting.language_used if setting.interpreter == NO_INTERPRETER else ENGLISH


def begin(request: FeedbackRequest, audit: Audit, setting: Setting, *, by: Person) -> Draft:
    """Begin the conversation, or change how it is held; answers written down already stay.

    The person was asked whether it is private, told the limits of confidentiality, and understood: the
    door that calls this asks for all three.
    """
    may_try(request, audit, by)
    refuse_unexplained_language(request.preferred_language, setting)
    capture = CaptureJson(
        place=setting.place,
        present=list(setting.present),
        who_was_present=setting.who_was_present,
        private=True,
        limits_explained=True,
        understood=True,
        read_back=False,
        leave_out="",
        language_used=setting.language_used,
        interpreter=setting.interpreter,
        language_reason=setting.language_reason,
    )
    draft = draft_of(request)
    if draft is None:
        draft = _new_draft(request, by)
        request.draft_id = draft.id
        db.session.add(
            Attempt(
                feedback_request_id=request.id,
                outcome=AttemptOutcome.spoke,
                tried_at=clock.now(),
                by_id=by.id,
            )
        )
        trail.note(trail.Did.attempt_recorded, "feedback_request", request.public_ref, by=by, detail="spoke")
    draft.channel, draft.language = setting.channel, written_in(setting)
    draft.capture, draft.touched_at = capture, clock.now()
    return draft


def draft_of(request: FeedbackRequest) -> Draft | None:
    """The conversation in progress, if there is one."""
    return db.session.get(Draft, request.draft_id) if request.draft_id else None


def survey_being_captured(draft: Draft) -> Survey:
    """The survey in the very wording this conversation began with."""
    return survey_of(db.session.get_one(Edition, draft.edition_id))


def _new_draft(request: FeedbackRequest, by: Person) -> Draft:
    draft = Draft(
        token_hash=digest(new_token()),
        edition_id=edition_of(shipped_survey(request.survey)).id,
        captured_by_id=by.id,
        respondent_group=request.respondent_group,
        reader=request.reader,
        language=request.preferred_language,
        channel=Channel.phone,
        idempotency_key=new_reference(),
        touched_at=clock.now(),
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def keep(draft: Draft, answers: Answers) -> None:
    """Keep these answers beside those already there."""
    kept = dict(draft.answers)
    kept.update({question: _plain(answer) for question, answer in answers.items()})
    draft.answers = kept
    draft.changes += 1
    draft.touched_at = clock.now()


def _plain(answer: Answer) -> AnswerJson:
    return AnswerJson(choices=list(answer.choices), words=dict(answer.words))


def finish_reading_back(draft: Draft, *, exact_words: bool | None, read_back: bool, leave_out: str) -> None:
    """Keep what the read-back brought; an unfinished one is kept too, so that nothing is lost."""
    capture = CaptureJson(**(draft.capture or CaptureJson()))
    capture["read_back"] = read_back
    capture["leave_out"] = leave_out.strip()
    draft.capture = capture
    draft.exact_words = exact_words
    draft.touched_at = clock.now()


def send(request: FeedbackRequest, audit: Audit, *, by: Person) -> Response:
    """Send what was written down through the one door, linked to its audit.

    Raises CaptureNotFinished, AlreadyAnswered (a second press), or what `may_try` raises.
    """
    may_try(request, audit, by)
    draft = draft_of(request)
    if draft is None or draft.exact_words is None:
        raise CaptureNotFinished
    told = draft.capture or CaptureJson()
    if not (told.get("read_back") and told.get("limits_explained") and told.get("private")):
        raise CaptureNotFinished
    if draft.sent_on is not None:
        raise AlreadyAnswered
    edition = db.session.get_one(Edition, draft.edition_id)
    receipt = receive(
        Said(
            survey=survey_of(edition),
            edition_id=edition.id,
            answers=from_json(draft.answers),
            respondent_group=RespondentGroup(draft.respondent_group),
            reader=Reader(draft.reader),
            language=draft.language,
            channel=draft.channel,
            idempotency_key=draft.idempotency_key,
            place=Place(audit.service_area_id, audit.locality_id),
            captured_by=by,
            exact_words=draft.exact_words,
            capture=draft.capture,
        )
    )
    response = receipt.response
    link(request, audit, response)
    _leave_a_receipt(draft, receipt.public_ref)
    trail.note(trail.Did.captured, "feedback_request", request.public_ref, by=by, detail=draft.channel.value)
    return response


def _leave_a_receipt(draft: Draft, receipt: str) -> None:
    """What was said now stands with the response; the draft stays as an empty receipt."""
    draft.answers, draft.capture = {}, None
    draft.sent_on, draft.receipt = clock.now(), receipt
