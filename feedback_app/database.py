"""One typed base for every table, and connections that behave alike on SQLite and PostgreSQL.

On SQLite a transaction begins at the first write, with the write lock taken at once, and reads before it
see the newest committed data: the same promises PostgreSQL gives at READ COMMITTED. Writers queue on a file
lock instead of sleeping in SQLite's busy handler, which keeps the slowest of many writers quick.
"""

import enum
import fcntl
import os
import sqlite3
from datetime import UTC, datetime
from functools import lru_cache
from typing import dataclass_transform

from flask import g
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import DateTime, Dialect, Engine, Enum, Insert, MetaData, TypeDecorator, Update, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, CursorResult
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass, MappedColumn, mapped_column, relationship
from sqlalchemy.pool import ConnectionPoolEntry, Pool

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


WRITING = {"INSERT", "UPDATE", "DELETE"}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, always UTC and always aware, on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


@dataclass_transform(kw_only_default=True, field_specifiers=(MappedColumn, mapped_column, relationship))
class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, repr=False, eq=False):
    """What every table is made from. Its text form never shows what a row holds."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {
        datetime: UtcDateTime(),
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            length=40,
            create_constraint=True,
            values_callable=lambda members: [member.value for member in members],
        ),
    }

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {getattr(self, 'id', '')}>"


class OurSession(Session):
    """A session that, on PostgreSQL, opens no transaction for a request that needs none."""

    def get_bind(
        self,
        mapper: object = None,
        clause: object = None,
        bind: Engine | Connection | None = None,
        **more: object,
    ) -> Engine | Connection:
        found = super().get_bind(mapper, clause, bind, **more)
        if isinstance(found, Engine) and found.dialect.name == "postgresql" and g.get("each_alone", False):
            return _without_transactions(found)
        return found


@lru_cache(maxsize=8)
def _without_transactions(engine: Engine) -> Engine:
    """The same engine and pool, where each statement is a transaction of its own."""
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def each_statement_alone() -> None:
    """Say that this request only reads, or stores what it stores with one statement.

    Each statement is then a transaction of its own and sees the newest committed data, as it does at READ
    COMMITTED, without two journeys to the server to begin and end a transaction around it.
    """
    g.each_alone = True


db = SQLAlchemy(metadata=Base.metadata, session_options={"class_": OurSession})


def rows_changed(statement: Update) -> int:
    """Change rows as the database has them now, and say how many there were: of two people who saw the same
    row, the second changes none and is told. What was loaded before is not touched; refresh it.
    """
    changed = db.session.execute(statement.execution_options(synchronize_session=False))
    assert isinstance(changed, CursorResult), "an UPDATE without RETURNING"
    return changed.rowcount


def insert_new(table: type[Base]) -> Insert:
    """An INSERT that leaves out what is there already; with RETURNING it gives what was not."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing()


@event.listens_for(Engine, "connect")
def _prepare_connection(connection: object, _entry: ConnectionPoolEntry) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL", "busy_timeout=15000"):
        connection.execute(f"PRAGMA {pragma}")


def _sqlite(connection: Connection) -> sqlite3.Connection | None:
    if connection.dialect.name != "sqlite" or connection.invalidated:
        return None
    raw: object = connection.connection.dbapi_connection
    return raw if isinstance(raw, sqlite3.Connection) else None


@event.listens_for(Engine, "before_cursor_execute")
def _begin_at_first_write(
    connection: Connection,
    _cursor: DBAPICursor,
    statement: str,
    _parameters: object,
    _context: object,
    _many: bool,
) -> None:
    raw = _sqlite(connection)
    if raw is None or raw.in_transaction or statement.lstrip()[:6].upper() not in WRITING:
        return
    path = connection.engine.url.database
    if path and path != ":memory:":
        lock = os.open(f"{path}.writing", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
        connection.connection.info["write_lock"] = lock
    raw.execute("BEGIN IMMEDIATE")


@event.listens_for(Engine, "commit")
def _after_commit(connection: Connection) -> None:
    raw = _sqlite(connection)
    if raw is not None and "write_lock" in connection.connection.info:
        raw.commit()
        os.close(connection.connection.info.pop("write_lock"))


@event.listens_for(Engine, "rollback")
def _after_rollback(connection: Connection) -> None:
    raw = _sqlite(connection)
    if raw is not None and "write_lock" in connection.connection.info:
        raw.rollback()
        os.close(connection.connection.info.pop("write_lock"))


@event.listens_for(Pool, "checkin")
@event.listens_for(Pool, "invalidate")
def _never_keep_the_lock(_raw: object, entry: ConnectionPoolEntry, *_why: object) -> None:
    lock = entry.info.pop("write_lock", None)
    if lock is not None:
        os.close(lock)
