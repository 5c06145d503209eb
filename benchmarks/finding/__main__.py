"""Search very many coded answers: run `python -m benchmarks.finding` (a quarter of an hour, 4 GB of disk).

Every question is asked as the page asks it: the first page and the capped count, by somebody who reaches
everything and by somebody of one locality, five times after one warming; the slowest is kept too.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask import Flask

from benchmarks import database
from benchmarks.finding.fill import RARE_TRANSLATED_WORD, RARE_WORD, TRANSLATED_WORD, fill
from feedback_app.database import db
from feedback_app.finding.asked import understood
from feedback_app.finding.narrowed import Narrowed, Order
from feedback_app.finding.search import found_first
from feedback_app.people.models import Person, RoleHeld
from feedback_app.people.roles import Role
from feedback_app.settings import Settings
from feedback_app.themes.models import Valence
from feedback_app.web.app import create_app
from tests.postgres import cluster

RESULT = Path(__file__).parents[1] / "results" / "finding.md"
TIMES = 5
PAGE = 26
QUARTER = (date(2025, 1, 1), date(2025, 3, 31))


EVERYTHING = Narrowed()
LONG_AGO = Narrowed(begins=date(2020, 1, 1), ends=date(2020, 3, 31))


@dataclass(frozen=True)
class Question:
    name: str
    typed: str
    narrowed: Narrowed = EVERYTHING
    local: bool = False


QUESTIONS = (
    Question("a word in nearly every answer", "the"),
    Question("a common word", "late"),
    Question("a common word, oldest first", "late", Narrowed(order=Order.oldest)),
    Question("a common word, best first", "late", Narrowed(order=Order.best)),
    Question("three common words", "worker never listen"),
    Question("a phrase of common words", '"my worker"'),
    Question("either of two, without a third", "kind OR late -school"),
    Question("the beginning of a word", "visi*"),
    Question("a rare word", RARE_WORD),
    Question("a rare word, best first", RARE_WORD, Narrowed(order=Order.best)),
    Question("a word nobody said", "hippopotamus"),
    Question("a common word of translations alone", TRANSLATED_WORD),
    Question("a common word of translations, best first", TRANSLATED_WORD, Narrowed(order=Order.best)),
    Question("a rare word of translations alone", RARE_TRANSLATED_WORD),
    Question("a common and a rare word", f"late {RARE_WORD}"),
    Question("a common word in one team", "late", Narrowed(team_id=3)),
    Question("a common word in one quarter", "late", Narrowed(begins=QUARTER[0], ends=QUARTER[1])),
    Question("a common word in a quarter long ago", "late", LONG_AGO),
    Question("a common word under a common code", "late", Narrowed(code="T.1")),
    Question("a common word under a rare code", "late", Narrowed(code="T.55")),
    Question("a rare word under a code", RARE_WORD, Narrowed(code="T.1")),
    Question("a common word, a code, going well", "late", Narrowed(code="T.1", valence=Valence.well)),
    Question("a common word, every filter", "late", Narrowed(
        service_area_id=2, locality_id=3, team_id=5, group="child", code="T.2", begins=date(2024, 1, 1),
    )),
    Question("a common word, one locality's reader", "late", local=True),
    Question("no words, one team and a code", "", Narrowed(team_id=3, code="T.3")),
    Question("no words, a rare code", "", Narrowed(code="T.55")),
    Question("no words at all", ""),
)  # fmt: skip


@dataclass(frozen=True)
class Took:
    question: Question
    hits: int
    median: float
    slowest: float


@contextmanager
def site(engine: str, count: int) -> Iterator[tuple[Flask, float]]:
    """A site on a filled database, and the seconds it took to fill."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if engine == "sqlite":
            yield _filled(folder, f"sqlite:///{folder / 'finding.sqlite'}", count)
        else:
            with cluster() as url:
                yield _filled(folder, url, count)


def _filled(folder: Path, url: str, count: int) -> tuple[Flask, float]:
    database.prepare(folder, url)
    app = create_app(Settings.model_validate(database.environment(folder, url)))
    began = time.perf_counter()
    with app.app_context():
        from sqlalchemy import text

        with db.engine.begin() as connection:
            connection.execute(text("DELETE FROM invitation"))
            connection.execute(text("DELETE FROM edition"))
        fill(db.engine, count)
    return app, time.perf_counter() - began


def people() -> tuple[Person, Person]:
    everywhere = Person(name="E", email="e", password_hash="", roles=[RoleHeld(role=Role.quality_analyst)])
    local = Person(
        name="L", email="l", password_hash="", roles=[RoleHeld(role=Role.quality_analyst, locality_id=2)]
    )
    db.session.add_all([everywhere, local])
    db.session.commit()
    return everywhere, local


def ask(question: Question, person: Person) -> Took:
    """One question as the page asks it, several times."""
    seconds, hits = [], 0
    for _turn in range(TIMES + 1):
        db.session.rollback()
        db.session.expunge_all()
        person = db.session.merge(person, load=True)
        _ = person.holdings
        began = time.perf_counter()
        asked = understood(question.typed)
        _page, hits = found_first(person, asked, question.narrowed, at_most=PAGE)
        seconds.append(time.perf_counter() - began)
    return Took(question, hits, 1000 * statistics.median(seconds[1:]), 1000 * max(seconds[1:]))


def measure(engine: str, count: int) -> tuple[list[Took], float]:
    with site(engine, count) as (app, seconds), app.app_context():
        everywhere, local = people()
        took = [ask(question, local if question.local else everywhere) for question in QUESTIONS]
        for one in took:
            print(
                f"{engine:10} {one.question.name:40} {one.hits:5} {one.median:8.1f} {one.slowest:8.1f}",
                flush=True,
            )
        db.session.remove()
        db.engine.dispose()
        return took, seconds


def table(engine: str, count: int, took: list[Took], seconds: float) -> str:
    worst = max(took, key=lambda one: one.median)
    slow = [one.question.name for one in took if one.median >= 300]
    lines = [
        f"## {engine}, {count:,} coded answers",
        "",
        f"Stored and indexed in {seconds:.0f} s. Slowest: {worst.question.name}, {worst.median:.0f} ms. "
        + (
            f"Over 300 ms: {', '.join(slow)}." if slow else "Every question stays under 300 ms by the median."
        ),
        "",
        "| question | found | median ms | slowest ms |",
        "|---|---|---|---|",
    ]
    for one in took:
        hits = "more than 1,000" if one.hits > 1000 else f"{one.hits:,}"
        lines.append(f"| {one.question.name} | {hits} | {one.median:.0f} | {one.slowest:.0f} |")
    return "\n".join(lines) + "\n"


ABOUT = """# Searching very many answers

`python -m benchmarks.finding`: made-up answers of 8 to 60 words from 30,000 words in the proportion people
use them, each with one code, over six years, five services, seven localities and forty teams; one in twelve
has a translation, which is found as well. A question is the first page of 25 and the count that stops at
1,000, asked in the process (no HTTP), warm, five times. Two cores, shared with other work; PostgreSQL 15 with
its own settings (128 MB of shared buffers), a throw-away cluster.

"""
ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def write_down(engine: str, written: str) -> None:
    """Put one engine's table in the page and leave the other's as it is."""
    before = RESULT.read_text(encoding="utf-8") if RESULT.exists() else ""
    tables = {
        name: part for part in before.split("## ")[1:] for name in ENGINES.values() if part.startswith(name)
    }
    tables[ENGINES[engine]] = written.removeprefix("## ") + "\n"
    RESULT.write_text(
        ABOUT + "".join(f"## {tables[name]}" for name in ENGINES.values() if name in tables), "utf-8"
    )


def main() -> None:
    """Fill, ask and write down."""
    options = argparse.ArgumentParser()
    options.add_argument("--sqlite", type=int, default=100_000)
    options.add_argument("--postgresql", type=int, default=1_000_000)
    options.add_argument("--only", choices=tuple(ENGINES))
    options.add_argument("--print-only", action="store_true")
    chosen = options.parse_args()
    for engine, words in ENGINES.items():
        if chosen.only in (None, engine):
            count: int = getattr(chosen, engine)
            written = table(words, count, *measure(engine, count))
            if not chosen.print_only:
                write_down(engine, written)


if __name__ == "__main__":
    main()
