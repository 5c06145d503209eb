"""Decide what becomes of one response: taken up, answered, or no action with a reason for whoever said it."""

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from analysis.redaction import Kind, points_out
from feedback_app import clock, trail
from feedback_app.database import db, rows_changed
from feedback_app.improvement.models import Action
from feedback_app.listening.store import Response
from feedback_app.people.models import Person
from feedback_app.safeguarding.queries import has_open_concern
from feedback_app.telling.models import ResponseDecision, YouSaid
from feedback_app.telling.refusals import (
    AnonymousJoinsNobody,
    ChangedMeanwhile,
    ConcernStillOpen,
    NothingCameOfIt,
    ReasonMissing,
    ReasonTooHard,
)
from feedback_app.telling.rules import Outcome, is_too_hard

GIVES_AWAY = frozenset(
    {Kind.name, Kind.phone, Kind.postcode, Kind.email, Kind.link, Kind.account, Kind.reference}
)
LedTo = YouSaid | Action | None


def decide_on(
    response: Response, outcome: Outcome, *, words: str, led_to: LedTo = None, by: Person, seen: int
) -> None:
    """Keep what was decided, or change it; the trail keeps who and when, never the words (LI-78).

    `seen` is the `changes` of the decision the page showed, 0 where there was none. What it led to counts
    only where it was taken up. Raises ReasonMissing, ReasonTooHard, ConcernStillOpen, NothingCameOfIt,
    AnonymousJoinsNobody or ChangedMeanwhile.
    """
    words = words.strip()
    led_to = led_to if outcome is Outcome.taken_up else None
    _refuse_unless_sound(response, outcome, words, led_to)
    kept = decision_on(response)
    if kept and _says(kept, outcome, words, led_to):
        return
    wanted = ResponseDecision(
        response_id=response.id,
        outcome=outcome,
        words=words,
        decided_at=clock.now(),
        decided_by_id=by.id,
        you_said_id=led_to.id if isinstance(led_to, YouSaid) else None,
        action_id=led_to.id if isinstance(led_to, Action) else None,
    )
    if seen == 0:
        _keep_first(wanted)
    else:
        _change(wanted, seen)
    trail.note(trail.Did.response_decided, "response", response.public_ref, by=by, detail=outcome.value)


def _refuse_unless_sound(response: Response, outcome: Outcome, words: str, led_to: LedTo) -> None:
    if outcome is Outcome.no_action:
        if has_open_concern(response.id):
            raise ConcernStillOpen
        if not words:
            raise ReasonMissing
        if is_too_hard(words, response.reader):
            raise ReasonTooHard
    if outcome is Outcome.taken_up and not (words or led_to):
        raise NothingCameOfIt
    if response.anonymous and (isinstance(led_to, Action) or _may_tell_who(words)):
        raise AnonymousJoinsNobody


def _may_tell_who(words: str) -> bool:
    return any(found.kind in GIVES_AWAY for found in points_out(words))


def _says(kept: ResponseDecision, outcome: Outcome, words: str, led_to: LedTo) -> bool:
    """Whether it is decided so already: a form sent twice."""
    theme = led_to.id if isinstance(led_to, YouSaid) else None
    action = led_to.id if isinstance(led_to, Action) else None
    return (kept.outcome, kept.words, kept.you_said_id, kept.action_id) == (outcome, words, theme, action)


def _keep_first(wanted: ResponseDecision) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(wanted)
    except IntegrityError as decided_meanwhile:
        raise ChangedMeanwhile from decided_meanwhile


def _change(wanted: ResponseDecision, seen: int) -> None:
    changed = rows_changed(
        update(ResponseDecision)
        .where(ResponseDecision.response_id == wanted.response_id, ResponseDecision.changes == seen)
        .values(
            outcome=wanted.outcome,
            words=wanted.words,
            decided_at=wanted.decided_at,
            decided_by_id=wanted.decided_by_id,
            you_said_id=wanted.you_said_id,
            action_id=wanted.action_id,
            changes=ResponseDecision.changes + 1,
        )
    )
    if not changed:
        raise ChangedMeanwhile


def decision_on(response: Response) -> ResponseDecision | None:
    """What stands decided about it now."""
    return db.session.scalar(
        select(ResponseDecision)
        .where(ResponseDecision.response_id == response.id)
        .execution_options(populate_existing=True)
    )
