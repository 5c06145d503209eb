"""Whole submissions by fresh respondents, interleaved with the ceiling app, on SQLite (FULL) and PostgreSQL.

Run `python -m benchmarks.submissions`. Each round measures ours and the ceiling one after the other, so that
the machine's drift falls on both; the ratio is what counts. Writes `benchmarks/results/submissions.md`.
"""

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from analysis import concern
from benchmarks import database
from benchmarks.http import Respondent
from benchmarks.script import Step, learn, take
from benchmarks.servers import Server, running
from feedback_app.commands.serve import usual_workers
from tests.postgres import cluster

RESULTS = Path(__file__).parent / "results"
CLIENTS = (1, 8, 32)
WRITERS = 16
WITH_CONCERNS = 8
LENGTH = 300
WORRYING = ". I do not feel safe at home, he hits me."
Say = Callable[[random.Random], str]


@dataclass
class Round:
    """What one stretch of load showed."""

    submissions: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    waits: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    errors: int = 0

    def add(self, other: "Round") -> None:
        self.submissions += other.submissions
        self.seconds += other.seconds
        self.cpu += other.cpu
        self.waits += other.waits
        self.writes += other.writes
        self.errors += other.errors

    @property
    def rate(self) -> float:
        return self.submissions / self.seconds

    @property
    def cpu_ms(self) -> float:
        return 1000 * self.cpu / max(self.submissions, 1)


def percentile(values: list[float], part: int) -> float:
    """In milliseconds."""
    return 1000 * statistics.quantiles(values, n=100)[part - 1] if len(values) > 1 else 0.0


EVERYDAY = (
    "she he they we you my our the a and but so when because always never sometimes often really worker "
    "visit visits meeting meetings school teacher home house room family mum dad nan brother sister "
    "friend phone letter plan plans report review help helped helps listen listens listened talk talks "
    "talked explain explained tell told ask asked know knew understand time late early week month day "
    "morning evening long short easy hard kind nice good better best bad slow quick clear happy sad "
    "worried calm tired busy new old same different before after with without for from about into again "
    "still only more less every other one two three first last next could would should want wanted need "
    "needed like liked feel felt think thought came come went go gave give took take "
)


@cache
def harmless_texts() -> tuple[str, ...]:
    """Texts of 300 characters of everyday words, none of which raises a concern."""
    chance = random.Random(1)
    drawn = (
        " ".join(chance.choices(EVERYDAY.split(), k=LENGTH // 3))[:LENGTH].strip() for _text in range(1000)
    )
    return tuple(text for text in drawn if not concern.signs(text))


def everyday_words(chance: random.Random) -> str:
    """One of them, beginning with a number of its own."""
    return f"{chance.randrange(10**9)} {chance.choice(harmless_texts())}"[:LENGTH]


def worrying_words(chance: random.Random) -> str:
    """The same, ending in words that raise a concern: it is stored, kept in the trail and told by e-mail."""
    return f"{everyday_words(chance)[: LENGTH - len(WORRYING)]}{WORRYING}"


async def one_submission(
    server: Server, steps: list[Step], chance: random.Random, seen: Round, say: Say
) -> None:
    person, token, words = Respondent(server.port), "", say(chance)
    for step in steps:
        began = time.perf_counter()
        reply = await take(person, step, token, words)
        waited = time.perf_counter() - began
        seen.waits.append(waited)
        if step.method == "POST":
            seen.writes.append(waited)
        if reply.status >= 400:
            seen.errors += 1
            return
        token = reply.token or token
    seen.submissions += 1


async def stretch(
    server: Server, steps: list[Step], clients: int, seconds: float, seed: int, say: Say = everyday_words
) -> Round:
    """So many clients, each submitting again and again until the time is over."""
    seen = Round()
    end = time.perf_counter() + seconds
    cpu, began = server.cpu_seconds(), time.perf_counter()

    async def client(number: int) -> None:
        chance = random.Random(f"{seed}-{number}")
        while time.perf_counter() < end:
            await one_submission(server, steps, chance, seen, say)

    await asyncio.gather(*(client(number) for number in range(clients)))
    seen.seconds = time.perf_counter() - began
    seen.cpu = server.cpu_seconds() - cpu
    return seen


def ceiling_steps(ours: list[Step]) -> list[Step]:
    """The same number of requests of each method; the last POST stores."""
    posts = sum(step.method == "POST" for step in ours)
    gets = len(ours) - posts
    fields = ("one", "two", "three")
    steps: list[Step] = []
    for number in range(1, posts + 1):
        steps += [
            Step("GET", f"/{number}/{posts}"),
            Step("POST", f"/{number}/{posts}", (("rating", "1"),), fields),
        ]
    return steps + [Step("GET", f"/{posts + 1}/{posts}")] * (gets - posts)


@dataclass(frozen=True)
class Line:
    """One line of the results."""

    engine: str
    clients: int
    requests: int
    ours: Round
    ceiling: Round


def measure(
    engine: str, ours: Server, ceiling: Server, at_a_time: list[int], *, seconds: float, rounds: int
) -> list[Line]:
    steps = asyncio.run(learn(ours.port, f"/s/{database.TOKEN}", "Learning the way."))
    beside = ceiling_steps(steps)
    print(
        f"{engine}: {len(steps)} requests a submission, {sum(s.method == 'POST' for s in steps)} of them POST"
    )
    lines = []
    kinds: list[tuple[str, int, Say]] = [(engine, clients, everyday_words) for clients in at_a_time]
    for name, clients, say in [*kinds, (f"{engine}, each a concern", WITH_CONCERNS, worrying_words)]:
        line = Line(name, clients, len(steps), Round(), Round())
        for number in range(rounds):
            line.ours.add(asyncio.run(stretch(ours, steps, clients, seconds, number, say)))
            line.ceiling.add(asyncio.run(stretch(ceiling, beside, clients, seconds, number)))
        lines.append(line)
        print(as_row(line))
    return lines


def as_row(line: Line) -> str:
    ours, its = line.ours, line.ceiling
    cells: list[object] = [
        line.engine,
        line.clients,
        f"{ours.rate:.1f}",
        f"{its.rate:.1f}",
        f"{100 * ours.rate / its.rate:.0f} %",
        f"{ours.cpu_ms:.1f}",
        f"{its.cpu_ms:.1f}",
        f"{percentile(ours.waits, 95):.0f}",
        f"{percentile(ours.writes, 99):.0f}",
        f"{percentile(its.writes, 99):.0f}",
        ours.errors + its.errors,
    ]
    return "| " + " | ".join(map(str, cells)) + " |"


HEADINGS = (
    "engine", "clients", "ours /s", "ceiling /s", "ours of ceiling", "our CPU ms", "its CPU ms",
    "our p95 ms", "our POST p99 ms", "its POST p99 ms", "errors",
)  # fmt: skip
HEADER = f"| {' | '.join(HEADINGS)} |\n|{'---|' * len(HEADINGS)}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=5.0, help="length of each stretch (at most 60)")
    options.add_argument(
        "--rounds", type=int, default=3, help="how often ours and the ceiling take turns (at most 20)"
    )
    options.add_argument(
        "--clients", type=int, nargs="+", default=[*CLIENTS, WRITERS], help="how many at a time (at most 64)"
    )
    asked = options.parse_args()
    seconds, rounds = min(asked.seconds, 60.0), min(asked.rounds, 20)
    at_a_time = [min(max(clients, 1), 64) for clients in asked.clients]
    harmless_texts()  # made before anything is measured
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as folder, cluster(durable=True) as postgres:
        place = Path(folder)
        sites = (
            ("SQLite FULL", f"sqlite:///{place}/ours.sqlite", f"sqlite:///{place}/ceiling.sqlite"),
            (
                "PostgreSQL",
                database.empty_database(postgres, "ours"),
                database.empty_database(postgres, "ceiling"),
            ),
        )
        for engine, our_url, its_url in sites:
            database.prepare(place, our_url)
            database.prepare_ceiling(its_url)
            with (
                running("feedback_app.web.wsgi:app", database.environment(place, our_url)) as ours,
                running("benchmarks.ceiling:app", {"DATABASE_URL": its_url}) as ceiling,
            ):
                lines += measure(engine, ours, ceiling, at_a_time, seconds=seconds, rounds=rounds)
    RESULTS.mkdir(exist_ok=True)
    report = "\n".join([
        "# Whole submissions, beside the ceiling", "",
        f"Stretches of {seconds:g} s, {rounds} turns each, gunicorn with {usual_workers()} sync workers for",
        f"both as `feedback serve` starts it, {lines[0].requests} requests a submission, load from the same",
        "machine (2 cores), 300 characters of everyday words a box that raise no concern, but for the lines",
        f"that say so. Python {sys.version}, from {sys.base_prefix}.",
        "Rates are whole submissions a second; judge the ratio.", "",
        HEADER, *map(as_row, lines), "",
    ])  # fmt: skip
    (RESULTS / "submissions.md").write_text(report, encoding="utf-8")
    print(report)


if __name__ == "__main__":
    main()
