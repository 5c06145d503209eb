"""Read a CSV file of answers people labelled: a column of text, and a column of 0 and 1 for each label."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.codebook import Code, Codebook, Theme
from analysis.learning.examples import Labelled

_YES, _NO = frozenset({"1", "1.0"}), frozenset({"0", "0.0", ""})
_LONGEST_CELL = 10_000_000


class NotLabelled(ValueError):
    """The file is not one of labelled answers; the message says what is wrong and where."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns are called; a question or group column that is not there is simply not used."""

    text: str = "text"
    question: str = "question"
    group: str = "respondent"

    @property
    def no_labels(self) -> frozenset[str]:
        return frozenset({self.text, self.question, self.group, "id"})


def read_labelled(
    content: bytes, where: str, *, labels: Sequence[str] = (), columns: Columns | None = None
) -> tuple[tuple[str, ...], tuple[Labelled, ...]]:
    """The labels (every column of only 0 and 1 when none are given) and the answers, or NotLabelled."""
    named = columns or Columns()
    rows = _rows(content, where)
    heads = _heads(next(rows, []), where)
    if named.text not in heads:
        raise NotLabelled(f"{where} has no column called {named.text!r}; name the column with --text.")
    missing = [label for label in labels if label not in heads]
    if missing:
        raise NotLabelled(f"{where} has no column for the label {missing[0]!r} ({len(missing)} missing).")
    table = _table(rows, heads, where)
    wanted = tuple(labels) or tuple(
        h for n, h in enumerate(heads) if h not in named.no_labels and _is_label(table, n)
    )
    if not wanted:
        raise NotLabelled(f"{where} has no column of only 0 and 1, so it has no labels.")
    places = [(label, heads.index(label)) for label in wanted]
    asked, said_by = (heads.index(h) if h in heads else None for h in (named.question, named.group))
    text = heads.index(named.text)
    return wanted, tuple(
        Labelled(
            text=row[text],
            question="" if asked is None else row[asked],
            codes=frozenset(label for label, n in places if _is_yes(row[n], label, number, where)),
            group="" if said_by is None else row[said_by],
        )
        for number, row in enumerate(table, 1)
    )


def codebook_of(labels: Sequence[str], given: Codebook | None) -> Codebook:
    """A codebook of exactly these labels; one that no given code has by id or name has only its name."""
    known = {} if given is None else {_plain(c.name): c for c in given.codes} | {c.id: c for c in given.codes}
    theme = Theme("LABELS", "Labels", "")
    codes = []
    for label in labels:
        code = known.get(label) or known.get(_plain(label))
        if code is None:
            codes.append(Code(label, theme.id, label))
        else:
            kept = (code.include, code.exclude, code.examples, code.keywords)
            codes.append(Code(label, theme.id, code.name, *kept))
    return Codebook("Labels of a file", "1", (theme,), tuple(codes))


def _rows(content: bytes, where: str) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as mistake:
        line = content.count(b"\n", 0, mistake.start) + 1
        raise NotLabelled(f"{where} is not UTF-8 (line {line}); save it as CSV in UTF-8.") from None
    if "\x00" in text:
        raise NotLabelled(f"{where} holds NUL characters, so it is not a CSV file.")
    allowed = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), strict=True)
    except csv.Error as mistake:
        raise NotLabelled(f"{where} is not readable as CSV: {mistake}.") from None
    finally:
        csv.field_size_limit(allowed)


def _heads(heads: list[str], where: str) -> list[str]:
    if not any(heads):
        raise NotLabelled(f"{where} is empty.")
    twice = [head for head in heads if head and heads.count(head) > 1]
    if twice:
        raise NotLabelled(f"{where} has two columns called {twice[0]!r}.")
    return heads


def _table(rows: Iterator[list[str]], heads: list[str], where: str) -> list[list[str]]:
    table = [row for row in rows if row]
    for number, row in enumerate(table, 1):
        if len(row) != len(heads):
            raise NotLabelled(f"{where}, row {number}, has {len(row)} columns where {len(heads)} are named.")
    if not table:
        raise NotLabelled(f"{where} has no rows.")
    return table


def _is_label(table: list[list[str]], column: int) -> bool:
    cells = {row[column].strip() for row in table}
    return cells <= (_YES | _NO) and bool(cells - {""})


def _is_yes(cell: str, label: str, number: int, where: str) -> bool:
    said = cell.strip()
    if said not in _YES and said not in _NO:
        raise NotLabelled(f"{where}, row {number}: the label {label!r} should be 0 or 1.")
    return said in _YES


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
