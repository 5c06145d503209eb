"""Keep a search so that no address carries its words, and save one as a view, private or shared."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import joinedload

from feedback_app import clock
from feedback_app.database import db
from feedback_app.finding.models import Search
from feedback_app.finding.refusals import NoName, NotYours
from feedback_app.people.models import Person
from feedback_app.people.tokens import new_reference

KEPT_FOR = timedelta(days=1)
LONGEST_NAME = 80


def keep_search(words: str, by: Person) -> Search:
    """These words, kept for this person for a day; the same words again are the same search."""
    now = clock.now()
    db.session.execute(
        delete(Search).where(Search.owner_id == by.id, Search.name.is_(None), Search.made_at < now - KEPT_FOR)
    )
    same = db.session.scalar(
        select(Search).where(Search.owner_id == by.id, Search.name.is_(None), Search.words == words).limit(1)
    )
    if same is not None:
        same.made_at = now
        return same
    kept = Search(public_ref=new_reference(), owner_id=by.id, words=words, made_at=now)
    db.session.add(kept)
    db.session.flush()
    return kept


def save_view(words: str, narrowed: str, name: str, *, shared: bool, by: Person) -> Search:
    """A view to come back to; saved twice it is one. Raises NoName where the name is missing or too long."""
    called = name.strip()
    if not called or len(called) > LONGEST_NAME:
        raise NoName
    same = db.session.scalar(
        select(Search)
        .where(Search.owner_id == by.id, Search.name == called, Search.words == words)
        .where(Search.narrowed == narrowed)
        .limit(1)
    )
    if same is not None:
        same.shared = shared
        return same
    view = Search(
        public_ref=new_reference(),
        owner_id=by.id,
        words=words,
        narrowed=narrowed,
        name=called,
        shared=shared,
        made_at=clock.now(),
    )
    db.session.add(view)
    db.session.flush()
    return view


def search_called(reference: str, person: Person) -> Search | None:
    """A search of one's own, or a view somebody shared."""
    return db.session.scalar(
        select(Search).where(Search.public_ref == reference, or_(Search.owner_id == person.id, Search.shared))
    )


def views_for(person: Person) -> Sequence[Search]:
    """One's own views, then the shared ones, by name."""
    found = db.session.scalars(
        select(Search)
        .where(Search.name.is_not(None), or_(Search.owner_id == person.id, Search.shared))
        .options(joinedload(Search.owner))
        .order_by(Search.owner_id != person.id, Search.name, Search.id)
    )
    return found.all()


def share_view(view: Search, *, shared: bool, by: Person) -> None:
    """Let everybody who reads answers use a view, or keep it to oneself again. Raises NotYours."""
    _refuse_unless_own(view, by)
    view.shared = shared


def remove_view(view: Search, by: Person) -> None:
    """Forget a view. Raises NotYours."""
    _refuse_unless_own(view, by)
    db.session.delete(view)


def _refuse_unless_own(view: Search, by: Person) -> None:
    if view.owner_id != by.id or view.name is None:
        raise NotYours
