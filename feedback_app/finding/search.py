"""Search what people said: the same question on SQLite's FTS5 and PostgreSQL's text search.

Migrations 0004 and 0011 keep the index, in which an answer and its translation in use are one document;
rights and filters are asked of the responses themselves, the index only makes it quick.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Date,
    Float,
    Integer,
    Select,
    and_,
    case,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
    tuple_,
)  # fmt: skip
from sqlalchemy.dialects.postgresql import ARRAY, REGCONFIG, TSQUERY, TSVECTOR
from sqlalchemy.orm import contains_eager

from feedback_app.database import db
from feedback_app.finding.asked import Asked
from feedback_app.finding.express import for_postgresql, for_sqlite, marks_for_postgresql
from feedback_app.finding.narrowed import Narrowed, Order, conditions, marks
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.places.models import Locality, ServiceArea
from feedback_app.second_reading.blind import to_read_blind
from feedback_app.themes.models import Code, Coding
from feedback_app.translated.models import Translation
from feedback_app.translated.queries import is_in_use

MOST_COUNTED = 1_000
RANKED = 2_000
FEW_WITH_WORDS, FEW_OF_A_PLACE = 3_000, 30_000
CONFIG = "feedback_words"
_FTS = table("answer_search", column("rowid", Integer), column("rank", Float))
_VECTORS = table(
    "answer_search", column("answer_id", Integer), column("received_on", Date), column("body", TSVECTOR)
)
Row = tuple[Answer, str | None, str | None, bool, Translation | None]


@dataclass(frozen=True)
class Hit:
    """An answer that was found, where it is from, what it says in English, and the codes people gave it.

    `translation` is the one in use of an answer in another language. `kept_blind` says that its codes are
    not told: whoever looks may have to read it a second time.
    """

    answer: Answer
    service_area: str
    locality: str
    codes: tuple[str, ...]
    kept_blind: bool
    translation: Translation | None


@dataclass(frozen=True)
class Place:
    """Where a page ends, so that the next begins there: an answer, or a number for the best first."""

    answer_id: int = 0
    number: int = 0


def on_postgresql() -> bool:
    return db.session.get_bind().dialect.name == "postgresql"


@dataclass(frozen=True)
class Matching:
    """The ids of the answers that match; `few` when the index has named the only ones that can."""

    ids: Select[int]
    few: bool = False


def matching(person: Person, asked: Asked, narrowed: Narrowed) -> Matching:
    """What matches, not put in order, nothing chosen of it yet."""
    if on_postgresql():
        return _on_postgresql(person, asked, narrowed)
    wanted = select(Answer.id).join(Answer.response).where(*conditions(person, narrowed))
    if not asked:
        return Matching(wanted)
    return Matching(wanted.join(_FTS, _FTS.c.rowid == Answer.id).where(_match(asked)))


def _match(asked: Asked) -> ColumnElement[bool]:
    return literal_column("answer_search").op("MATCH", is_comparison=True)(literal(for_sqlite(asked)))


def _query(expression: str) -> ColumnElement[object]:
    return func.to_tsquery(cast(CONFIG, REGCONFIG), expression)


def _on_postgresql(person: Person, asked: Asked, narrowed: Narrowed) -> Matching:
    wanted = (
        select(Answer.id)
        .select_from(_VECTORS)
        .join(Answer, Answer.id == _VECTORS.c.answer_id)
        .join(Answer.response)
        .where(*conditions(person, narrowed))
    )
    if narrowed.first_day:
        wanted = wanted.where(_VECTORS.c.received_on >= narrowed.first_day)
    if narrowed.last_day:
        wanted = wanted.where(_VECTORS.c.received_on <= narrowed.last_day)
    places = marks_for_postgresql(marks(person, narrowed))
    if not asked and not places:
        return Matching(wanted)
    query = cast(places, TSQUERY) if places else _query(for_postgresql(asked))
    if asked and places:
        query = _query(for_postgresql(asked)).op("&&")(query)
    few = _few(_VECTORS.c.body.op("@@")(query), FEW_WITH_WORDS if asked else FEW_OF_A_PLACE)
    if few is None:
        return Matching(wanted.where(_VECTORS.c.body.op("@@")(query)))
    return Matching(wanted.where(_VECTORS.c.answer_id == func.any(literal(few, ARRAY(Integer)))), few=True)


def _few(says_it: ColumnElement[bool], at_most: int) -> list[int] | None:
    """The answers the index alone finds, when they are few enough to ask all else of them alone; else None.

    PostgreSQL cannot tell how rare a word or a phrase is, and may read a million answers by date for none.
    Only the way there depends on this, never what is found.
    """
    db.session.execute(select(func.set_config("enable_seqscan", "off", True)))
    some = select(_VECTORS.c.answer_id).where(says_it).limit(at_most + 1).subquery()
    ids = func.coalesce(func.array_agg(some.c.answer_id), cast([], ARRAY(Integer)))
    few: list[int] | None = db.session.scalar(select(case((func.count(some.c.answer_id) <= at_most, ids))))
    db.session.execute(select(func.set_config("enable_seqscan", "on", True)))
    return few


def _key() -> tuple[ColumnElement[object], ColumnElement[object]]:
    if on_postgresql():
        return _VECTORS.c.received_on, _VECTORS.c.answer_id
    return Response.__table__.c.received_on, Answer.__table__.c.id


def counted(person: Person, asked: Asked, narrowed: Narrowed) -> int:
    """How many there are, never counted further than one more than MOST_COUNTED."""
    return _counted(matching(person, asked, narrowed))


def _counted(wanted: Matching) -> int:
    some = wanted.ids.limit(MOST_COUNTED + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def found(
    person: Person, asked: Asked, narrowed: Narrowed, *, at_most: int, after: Place = Place()
) -> Sequence[Hit]:
    """A page of what was found, in the order asked for; without words the best are the newest."""
    wanted = matching(person, asked, narrowed)
    if narrowed.order is Order.best and asked:
        return _hits(person, _best(wanted, asked, at_most, after))
    return _hits(person, _dated(wanted, narrowed, at_most, after))


def found_first(
    person: Person, asked: Asked, narrowed: Narrowed, *, at_most: int
) -> tuple[Sequence[Hit], int]:
    """The first page and how many there are, as `found` and `counted` give them.

    Few are put in order once for both; of very many it is quicker to order a page and to count without order.
    """
    wanted = matching(person, asked, narrowed)
    if narrowed.order is Order.best and asked:
        return _hits(person, _best(wanted, asked, at_most, Place())), _counted(wanted)
    if wanted.few:
        ids = _dated(wanted, narrowed, MOST_COUNTED + 1, Place())
        return _hits(person, ids[:at_most]), len(ids)
    return _hits(person, _dated(wanted, narrowed, at_most, Place())), _counted(wanted)


def _hits(person: Person, ids: Sequence[int]) -> Sequence[Hit]:
    rows: dict[int, Row] = {
        answer.id: (answer, area, locality, bool(is_kept), translation)
        for answer, area, locality, is_kept, translation in db.session.execute(
            select(Answer, ServiceArea.name, Locality.name, Answer.id.in_(to_read_blind(person)), Translation)
            .join(Answer.response)
            .join(Response.edition)
            .outerjoin(ServiceArea, ServiceArea.id == Response.service_area_id)
            .outerjoin(Locality, Locality.id == Response.locality_id)
            .outerjoin(Translation, and_(Translation.answer_id == Answer.id, is_in_use()))
            .where(Answer.id.in_(ids))
            .options(contains_eager(Answer.response).contains_eager(Response.edition))
        )
    }
    codes = _codes_of([one for one, row in rows.items() if not row[3]])
    return [
        Hit(rows[one][0], rows[one][1] or "", rows[one][2] or "", codes.get(one, ()), *rows[one][3:])
        for one in ids
        if one in rows
    ]


def _dated(wanted: Matching, narrowed: Narrowed, at_most: int, after: Place) -> list[int]:
    key, ids = _key(), wanted.ids
    newest_first = narrowed.order is not Order.oldest
    if after.answer_id:
        last = db.session.execute(
            select(Response.received_on, Answer.id).join(Answer.response).where(Answer.id == after.answer_id)
        ).first()
        if last is not None:
            here, there = tuple_(*key), tuple_(*(literal(part) for part in last))
            ids = ids.where(here < there if newest_first else here > there)
    order = [part.desc() for part in key] if newest_first else list(key)
    return list(db.session.scalars(ids.order_by(*order).limit(at_most)))


def _best(wanted: Matching, asked: Asked, at_most: int, after: Place) -> list[int]:
    """Among the newest RANKED that match, those that say it most often and closest together."""
    newest = wanted.ids.order_by(*(part.desc() for part in _key())).limit(RANKED)
    if on_postgresql():
        some = newest.subquery()
        rank = func.ts_rank_cd(_VECTORS.c.body, _query(for_postgresql(asked))).desc()
        ranked = select(_VECTORS.c.answer_id).join(some, some.c.id == _VECTORS.c.answer_id)
        ranked = ranked.order_by(rank, _VECTORS.c.answer_id.desc())
    else:
        # "+ 0" keeps SQLite from asking the index once for every one of them.
        ranked = select(_FTS.c.rowid).where(_match(asked), (_FTS.c.rowid + 0).in_(newest))
        ranked = ranked.order_by(_FTS.c.rank, _FTS.c.rowid.desc())
    return list(db.session.scalars(ranked.limit(at_most).offset(after.number)))


def _codes_of(answer_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    given: dict[int, tuple[str, ...]] = {}
    rows = db.session.execute(
        select(Coding.answer_id, Code.name)
        .join(Code, Code.id == Coding.code_id)
        .where(Coding.answer_id.in_(answer_ids), Coding.counts)
        .order_by(Coding.id)
    )
    for answer_id, name in rows:
        given[answer_id] = tuple(dict.fromkeys((*given.get(answer_id, ()), name)))
    return given
