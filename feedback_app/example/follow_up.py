"""What became of the made-up actions and learning: most done and confirmed, some still on their way."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict

from feedback_app import clock
from feedback_app.improvement.finish import confirm, mark_done, mark_of, record_in_supervision, send_back
from feedback_app.improvement.models import Action, Learning
from feedback_app.improvement.rules import Because
from feedback_app.improvement.share import note_told
from feedback_app.people.models import Person


class ExampleAction(BaseModel):
    """A made-up action, what changed through it, and how far it has come."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    what: str
    changed: str = ""
    came: Literal["confirmed", "done", "sent_back", "owed"] = "confirmed"
    owner: Literal["responsible", "practice_lead"] = "responsible"
    due_ahead: int = 0


def follow_up(
    actions: Iterable[tuple[ExampleAction, Action]],
    meeting: datetime,
    owners: dict[int, Person],
    chair: Person,
) -> None:
    """Each owner does what they said by the day, and the chair confirms it or sends it back."""
    for told, action in actions:
        owner = owners[action.owner_id]
        with clock.stopped_at(meeting + timedelta(days=14)):
            record_in_supervision(action, by=owner)
        if told.came == "owed":
            continue
        with clock.stopped_at(meeting + timedelta(days=25)):
            mark_done(action, done_on=clock.today(), impact=told.changed, by=owner, seen=mark_of(action))
        with clock.stopped_at(meeting + timedelta(days=27)):
            if told.came == "confirmed":
                confirm(action, by=chair, seen=mark_of(action))
            elif told.came == "sent_back":
                send_back(action, Because.unfinished, by=chair, seen=mark_of(action))


def tell_others(learning: Learning, meeting: datetime, by: Person) -> None:
    """Those the learning is for hear of it three weeks after the meeting."""
    with clock.stopped_at(meeting + timedelta(days=21)):
        note_told(learning, told_on=clock.today(), by=by)
