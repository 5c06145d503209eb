"""Give a concern back, or open one again that was decided: nothing is lost, and the clock runs anew."""

from collections.abc import Callable
from typing import Protocol

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.people.models import Person
from feedback_app.people.roles import May
from feedback_app.safeguarding.act import hand_back, reopen
from feedback_app.safeguarding.models import Concern
from feedback_app.safeguarding.refusals import (
    AlreadyDecided,
    NobodyHasIt,
    NotDecided,
    ReasonNeeded,
    SomebodyWasFirst,
)
from feedback_app.web.access import here, open_to
from feedback_app.web.asked import changes_seen
from feedback_app.web.triage.blueprint import seen, triage
from feedback_app.web.triage.forms import BackForm
from feedback_app.web.triage.routes import shown


class Undoing(Protocol):
    """A deed that lets a concern wait again, and says why."""

    def __call__(self, concern: Concern, reason: str, by: Person, *, changes: int) -> None: ...


@triage.post("/concerns/<reference>/give-back")
@open_to(May.triage)
def give_back(reference: str) -> Reply | str | tuple[str, int]:
    return _undo(reference, hand_back, lambda: _("You gave it back. Everybody on triage is told again."))


@triage.post("/concerns/<reference>/reopen")
@open_to(May.triage)
def open_again(reference: str) -> Reply | str | tuple[str, int]:
    return _undo(reference, reopen, lambda: _("It is open again. Everybody on triage is told."))


def _undo(reference: str, deed: Undoing, said: Callable[[], str]) -> Reply | str | tuple[str, int]:
    concern = seen(reference)
    form = BackForm(concern)
    if not form.validate_on_submit():
        return shown(concern, back_form=form)
    try:
        deed(concern, form.reason.data or "", here(), changes=changes_seen(form.changes.data))
    except (SomebodyWasFirst, AlreadyDecided, NotDecided, NobodyHasIt):
        return shown(seen(reference), back_form=form, somebody_was_first=True), 409
    except ReasonNeeded:
        form.reason.errors = [_("Write down why.")]
        return shown(concern, back_form=form)
    flash(said(), "success")
    return redirect(url_for("triage.one", reference=reference), 303)
