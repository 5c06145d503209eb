"""Whether somebody is independent of a family: what the register and they themselves say."""

from enum import StrEnum

from sqlalchemy import select

from feedback_app import clock
from feedback_app.database import db
from feedback_app.people.models import Involvement, InvolvementSource, Person


class Independence(StrEnum):
    """What we know about a person and a family (Nottinghamshire QMF 2019, practice leads)."""

    clear = "clear"
    not_checked = "not_checked"
    registered = "registered"
    declared = "declared"

    @property
    def allows(self) -> bool:
        """Whether this person may hear this family."""
        return self in (Independence.clear, Independence.not_checked)


def judged(found: set[InvolvementSource], *, register_is_loaded: bool) -> Independence:
    """Any involvement, past or present, rules somebody out; without a register only their word counts."""
    if InvolvementSource.registered in found:
        return Independence.registered
    if InvolvementSource.declared in found:
        return Independence.declared
    return Independence.clear if register_is_loaded else Independence.not_checked


def tidy_family_ref(typed: str) -> str:
    """One way of writing a family's reference, so that "f 1001" and "F1001" are the same family."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())[:60]


def independence_of(person: Person, family_ref: str) -> Independence:
    """Whether this person may hear this family: brothers and sisters share one family reference."""
    known = db.session.scalars(select(Involvement).where(Involvement.person_id == person.id))
    family = tidy_family_ref(family_ref)
    found = {row.source for row in known if tidy_family_ref(row.family_ref) == family}
    return judged(found, register_is_loaded=register_is_loaded())


def register_is_loaded() -> bool:
    """Whether the council has given us any record of who worked with whom."""
    wanted = select(Involvement.id).where(Involvement.source == InvolvementSource.registered)
    return db.session.scalar(wanted.limit(1)) is not None


def note_involvement(person: Person, family_ref: str, source: InvolvementSource) -> None:
    """Remember that somebody has, or has had, something to do with a family; twice adds nothing."""
    family = tidy_family_ref(family_ref)
    known = db.session.scalar(select(Involvement.id).where(
        Involvement.person_id == person.id, Involvement.family_ref == family, Involvement.source == source
    ))  # fmt: skip
    if known is None:
        db.session.add(
            Involvement(person_id=person.id, family_ref=family, source=source, noted_at=clock.now())
        )
        db.session.flush()
