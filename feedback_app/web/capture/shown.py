"""A practice lead's requests as their pages show them: words instead of codes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask_babel import format_datetime
from flask_babel import gettext as _

from feedback_app import clock
from feedback_app.audits.owed import State, state_of
from feedback_app.audits.requests import AttemptOutcome, FeedbackRequest
from feedback_app.web.languages import ALL
from surveys.definition import RespondentGroup

KINDS = {
    State.answered: "good",
    State.not_appropriate: "stopped",
    State.in_progress: "soon",
    State.declined: "stopped",
    State.call_back: "soon",
    State.tried: "waiting",
    State.waiting: "waiting",
}


def group_words(group: str) -> str:
    """Who is asked, in words."""
    words: dict[RespondentGroup, str] = {
        RespondentGroup.CHILD: _("Child"),
        RespondentGroup.YOUNG_PERSON: _("Young person"),
        RespondentGroup.PARENT_OR_CARER: _("Parent or carer"),
        RespondentGroup.FOSTER_CARER: _("Foster carer"),
    }
    return words.get(RespondentGroup(group)) or str(_("Somebody"))


def state_words(request: FeedbackRequest, state: State) -> str:
    """Where a request stands, in words."""
    times = len(request.attempts)
    words: dict[State, str] = {
        State.answered: _("Feedback is in"),
        State.not_appropriate: _("Not to be asked"),
        State.in_progress: _("Conversation begun"),
        State.declined: _("Declined"),
        State.call_back: _("Ring back"),
        State.tried: _("Tried once") if times == 1 else _("Tried %(times)s times", times=times),
        State.waiting: _("Waiting"),
    }
    return words[state]


def outcome_words(outcome: AttemptOutcome) -> str:
    """What came of one try."""
    words: dict[AttemptOutcome, str] = {
        AttemptOutcome.no_answer: _("No answer"),
        AttemptOutcome.call_back: _("Not a good time: ring back"),
        AttemptOutcome.declined: _("They do not want to take part"),
        AttemptOutcome.spoke: _("Spoke to them"),
    }
    return words[outcome]


def language_words(code: str) -> str:
    """A language by its own name."""
    return ALL[code].own_name if code in ALL else str(_("Another language"))


@dataclass(frozen=True)
class TryShown:
    when: str
    what: str
    note: str


@dataclass(frozen=True)
class RequestShown:
    """One request, ready for a list or its own page."""

    ref: str
    who: str
    group: str
    state: State
    state_words: str
    state_kind: str
    meeting: str
    meeting_is_soon: bool
    meeting_is_over: bool
    service: str
    locality: str
    chair: str
    safe_contact: str
    language: str
    declared: bool
    register_checked: bool
    why_not: str
    decided_by: str
    tries: tuple[TryShown, ...]


def shown(request: FeedbackRequest) -> RequestShown:
    """The request in words."""
    audit, state = request.audit, state_of(request)
    left = (audit.meeting_at.astimezone(clock.LONDON).date() - clock.today()).days
    return RequestShown(
        ref=request.public_ref,
        who=request.who,
        group=group_words(request.respondent_group),
        state=state,
        state_words=state_words(request, state),
        state_kind=KINDS[state],
        meeting=day_and_time(audit.meeting_at),
        meeting_is_soon=0 <= left <= 7 and not state.is_over,
        meeting_is_over=audit.meeting_at < clock.now(),
        service=audit.service_area.name,
        locality=audit.locality.name,
        chair=audit.chair.name,
        safe_contact=request.safe_contact,
        language=language_words(request.preferred_language),
        declared=request.independence_declared,
        register_checked=request.register_checked,
        why_not=request.why_not,
        decided_by=request.decided_by,
        tries=tuple(_tries(request)),
    )


def _tries(request: FeedbackRequest) -> Iterator[TryShown]:
    for attempt in reversed(request.attempts):
        yield TryShown(day_and_time(attempt.tried_at), outcome_words(attempt.outcome), attempt.note)


def day_and_time(moment: datetime) -> str:
    """A moment as people here read it."""
    return str(format_datetime(moment, "EEE d MMM y, HH:mm"))
