"""The same question in the words of each database: pure."""

from collections.abc import Iterable

from feedback_app.finding.asked import Asked, Term
from feedback_app.finding.fold import alike, is_letter


def for_sqlite(asked: Asked) -> str:
    """An FTS5 expression; every word stands in quotation marks, so that none can be a command."""
    groups = ["(" + " OR ".join(map(_sqlite_term, group)) + ")" for group in asked.groups]
    whole = "(" + " AND ".join(groups) + ")"
    if not asked.without:
        return whole
    return whole + " NOT (" + " OR ".join(map(_sqlite_term, asked.without)) + ")"


def _sqlite_term(term: Term) -> str:
    quoted = f'"{_spaced(alike(term.typed))}"'
    if not term.begins:
        return quoted
    return "(" + " OR ".join([f"{quoted} *", *(f'"{_spaced(alike(word))}"' for word in term.endings)]) + ")"


def _spaced(words: str) -> str:
    return " ".join("".join(sign if is_letter(sign) else " " for sign in words).split())


def for_postgresql(asked: Asked) -> str:
    """What to_tsquery understands."""
    parts = ["(" + " | ".join(map(_postgresql_term, group)) + ")" for group in asked.groups]
    return " & ".join([*parts, *("!" + _postgresql_term(term) for term in asked.without)])


def marks_for_postgresql(places: Iterable[tuple[str, ...]]) -> str:
    """A tsquery as it stands: one of each group of marks the index keeps beside the words must be there."""
    return " & ".join("(" + " | ".join(f"'{mark}'" for mark in marks) + ")" for marks in places)


def _postgresql_term(term: Term) -> str:
    quoted = [f"'{piece}'" for piece in term.pieces]
    if term.begins:
        quoted[-1] += ":*"
    ways = [" <-> ".join(quoted), *(f"'{word}'" for word in term.endings)]
    return "(" + " | ".join(ways) + ")"
