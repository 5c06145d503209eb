"""Move a theme one step on or back: only as the page had shown it, and always noted in the trail."""

from datetime import datetime

from sqlalchemy import update

from feedback_app import trail
from feedback_app.database import db, rows_changed
from feedback_app.people.models import Person
from feedback_app.telling.models import YouSaid
from feedback_app.telling.refusals import ChangedMeanwhile
from feedback_app.telling.rules import Step


def move(
    it: YouSaid,
    step: Step,
    *,
    by: Person,
    seen: int,
    about: str = "",
    **values: str | int | datetime | None,
) -> None:
    """Change the row and note the step. Raises ChangedMeanwhile when it moved since the page was shown."""
    changed = rows_changed(
        update(YouSaid)
        .where(YouSaid.id == it.id, YouSaid.changes == seen)
        .values(changes=YouSaid.changes + 1, **values)
    )
    db.session.refresh(it, ["changes", *values])
    if not changed:
        raise ChangedMeanwhile
    note(it, step, by, about)


def note(it: YouSaid, step: Step, by: Person, about: str = "") -> None:
    """One line of the theme's story; `about` is a reference or a language, never words."""
    detail = f"{step}: {about}" if about else step.value
    trail.note(trail.Did.theme_moved, YouSaid.__tablename__, it.public_ref, by=by, detail=detail)
