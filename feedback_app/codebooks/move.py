"""Move codings and suggestions from one code to another; what would meet its double is kept aside."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice

from sqlalchemy import Table, delete, exists, insert, select, update
from sqlalchemy.orm import aliased

from feedback_app.codebooks.effects import same_in
from feedback_app.codebooks.models import RowJson
from feedback_app.database import Base, UtcDateTime, db
from feedback_app.themes.models import Code, Coding, Suggestion

AT_ONCE = 500


def move_codings(
    code: Code, into: Code, only: Iterable[int] | None = None
) -> tuple[list[int], list[RowJson]]:
    """Move a code's codings (all, or only these); who made them, when and of which words stays.

    Gives the ids that moved, and the rows taken out because the same person had given both codes to the
    same words.
    """
    wanted = None if only is None else set(only)
    there = db.session.scalars(select(Coding.id).where(Coding.code_id == code.id).order_by(Coding.id))
    ids = [one for one in there if wanted is None or one in wanted]
    twice = set(same_in(code, into)) & set(ids)
    dropped = take_out(_table(Coding), sorted(twice))
    moving = [one for one in ids if one not in twice]
    _point(Coding, moving, into)
    return moving, dropped


def move_suggestions(code: Code, into: Code) -> tuple[list[int], list[RowJson]]:
    """Move a code's suggestions. An open one is taken out where the same engine suggested the other code too.

    A settled one stays there with the old code: it says what a person decided then.
    """
    other = aliased(Suggestion)
    double = exists().where(
        other.answer_id == Suggestion.answer_id, other.engine == Suggestion.engine, other.code_id == into.id
    )
    mine = select(Suggestion.id).where(Suggestion.code_id == code.id).order_by(Suggestion.id)
    twice = list(db.session.scalars(mine.where(double, Suggestion.outcome.is_(None))))
    moving = list(db.session.scalars(mine.where(~double)))
    dropped = take_out(_table(Suggestion), twice)
    _point(Suggestion, moving, into)
    return moving, dropped


def take_out_open_suggestions(code: Code) -> list[RowJson]:
    """A code that can no longer be given is suggested no longer."""
    waiting = select(Suggestion.id).where(Suggestion.code_id == code.id, Suggestion.outcome.is_(None))
    return take_out(_table(Suggestion), list(db.session.scalars(waiting.order_by(Suggestion.id))))


def _point(kind: type[Coding] | type[Suggestion], ids: Sequence[int], into: Code) -> None:
    for some in batches(ids):
        db.session.execute(
            update(kind)
            .where(kind.id.in_(some))
            .values(code_id=into.id)
            .execution_options(synchronize_session=False)
        )
    db.session.expire_all()


def _table(kind: type[Base]) -> Table:
    table = kind.__table__
    assert isinstance(table, Table)
    return table


def take_out(table: Table, ids: Sequence[int]) -> list[RowJson]:
    """Delete rows and give them back whole, every column there is."""
    kept: list[RowJson] = []
    for some in batches(ids):
        rows = db.session.execute(select(table).where(table.c.id.in_(some)).order_by(table.c.id)).mappings()
        kept += [{str(name): _as_json(value) for name, value in row.items()} for row in rows]
        db.session.execute(delete(table).where(table.c.id.in_(some)))
    return kept


def _as_json(value: object) -> str | int | float | bool | None:
    if isinstance(value, datetime):
        return value.isoformat()
    assert value is None or isinstance(value, str | int | float | bool)
    return str(value) if isinstance(value, str) else value


def put_back(kind: type[Coding] | type[Suggestion], rows: Sequence[RowJson]) -> None:
    """Rows that were taken out, as they were; one whose double was made since stays out."""
    table = _table(kind)
    moments = {column.name for column in table.columns if isinstance(column.type, UtcDateTime)}
    for row in rows:
        values = {
            name: datetime.fromisoformat(str(value)) if name in moments and value else value
            for name, value in row.items()
            if name in table.columns
        }
        if not _is_there(table, values):
            db.session.execute(insert(table).values(values))


def _is_there(table: Table, values: Mapping[str, object]) -> bool:
    unique = next(c for c in table.constraints if getattr(c, "name", "") and str(c.name).startswith("uq_"))
    same = [column == values[column.name] for column in getattr(unique, "columns", ())]
    return db.session.scalar(select(table.c.id).where(*same)) is not None


def batches(ids: Sequence[int]) -> Iterable[list[int]]:
    """Few enough at once for every database."""
    several = iter(ids)
    while some := list(islice(several, AT_ONCE)):
        yield some
