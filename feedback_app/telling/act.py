"""Link the actions a theme led to, and say that all of them are done."""

from sqlalchemy import delete, func, select

from feedback_app import clock
from feedback_app.database import db
from feedback_app.improvement.models import Action
from feedback_app.people.models import Person
from feedback_app.telling.models import YouSaid, YouSaidAction
from feedback_app.telling.move import move, note
from feedback_app.telling.refusals import ActionsUnfinished, NoActionLinked, NotNext
from feedback_app.telling.rules import Decision, Stage, Step, stage_of


def link_action(it: YouSaid, action: Action, *, by: Person) -> None:
    """This action follows from what was said; the caller has asked whether the person may follow it.

    Linking twice adds nothing. Raises NotNext unless it was decided to act and not acted yet.
    """
    if is_linked(it, action):
        return
    _refuse_unless_to_act(it)
    db.session.add(YouSaidAction(you_said_id=it.id, action_id=action.id))
    note(it, Step.action_linked, by, action.public_ref)


def take_action_off(it: YouSaid, action: Action, *, by: Person) -> None:
    """It does not follow from what was said after all. Raises NotNext once acted."""
    if not is_linked(it, action):
        return
    _refuse_unless_to_act(it)
    db.session.execute(
        delete(YouSaidAction).where(YouSaidAction.you_said_id == it.id, YouSaidAction.action_id == action.id)
    )
    note(it, Step.action_taken_off, by, action.public_ref)


def mark_acted(it: YouSaid, *, by: Person, seen: int) -> None:
    """What was decided is done: every linked action is confirmed by somebody other than its owner.

    Raises NotNext, NoActionLinked, ActionsUnfinished or ChangedMeanwhile.
    """
    if it.acted_at is not None:
        return
    _refuse_unless_to_act(it)
    linked, confirmed = db.session.execute(
        select(func.count(), func.count(Action.confirmed_by_id))
        .join(YouSaidAction, YouSaidAction.action_id == Action.id)
        .where(YouSaidAction.you_said_id == it.id)
    ).one()
    if not linked:
        raise NoActionLinked
    if confirmed < linked:
        raise ActionsUnfinished
    move(it, Step.acted, by=by, seen=seen, acted_at=clock.now())


def take_acted_back(it: YouSaid, *, by: Person, seen: int) -> None:
    """More is to be done after all. Raises NotNext once told, or ChangedMeanwhile."""
    if it.acted_at is None:
        return
    if stage_of(it) is not Stage.acted:
        raise NotNext
    move(it, Step.not_acted, by=by, seen=seen, acted_at=None)


def is_linked(it: YouSaid, action: Action) -> bool:
    linked = select(YouSaidAction).where(
        YouSaidAction.you_said_id == it.id, YouSaidAction.action_id == action.id
    )
    return db.session.scalar(linked) is not None


def _refuse_unless_to_act(it: YouSaid) -> None:
    if stage_of(it) is not Stage.decided or it.decision is not Decision.act:
        raise NotNext
