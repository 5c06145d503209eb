"""Count the statements sent to the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event

QUIET = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "PRAGMA")


@contextmanager
def counting() -> Iterator[list[str]]:
    """The statements sent inside the block, savepoints and transaction marks left out."""
    seen: list[str] = []

    def remember(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.lstrip().upper().startswith(QUIET):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", remember)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", remember)
