"""Kill the site or its database at random moments while eight clients submit: nothing promised is lost.

Run `python -m benchmarks.durability`. Each round lets eight clients submit and at a random moment kills, with
SIGKILL, every process of the web server; or, with the site left running, every process of PostgreSQL; or one
process of PostgreSQL. When it runs again, each client goes on where it was, pressing the button once more,
until the thank-you page. Then every submission is looked up by a mark in its words: those promised must be
there, once and whole; the others once and whole or not at all. Writes `benchmarks/results/durability.md`.
"""

import argparse
import asyncio
import random
import tempfile
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy import create_engine, text

from benchmarks import database
from benchmarks.database_server import DatabaseServer
from benchmarks.http import Reply, Respondent
from benchmarks.script import SENT, Step, learn, take
from benchmarks.servers import Server, free_port, start
from tests.postgres import cluster

RESULTS = Path(__file__).parent / "results"
SITE = "feedback_app.web.wsgi:app"
CLIENTS = 8
LONGEST_LIFE = 2.0
MOST_PRESSES = 20
WHOLE = "SELECT response_id, count(*) FROM answer WHERE words LIKE :mark GROUP BY response_id"

REPORT = """
# Killed while eight clients submit

SIGKILL at a random moment within two seconds, again and again: to every process of the web server; to every
process of PostgreSQL at once, the web server left running; and to one process of PostgreSQL that serves a
connection, as when memory runs out, after which PostgreSQL ends the others and recovers by itself. When it
runs again, everybody who was in the middle presses the button once more and goes on to the thank-you page.
Then each submission is looked up by a mark in its words.

| killed | database | kills | acknowledged | sent again | went on from an earlier page | error pages \
| presses until an answer, at most | lost | twice | half |
|---|---|---|---|---|---|---|---|---|---|---|
"""
LIMITS = """
A killed process loses nothing that the operating system has taken over. So this shows that the logs of the
databases are whole and are read back, and that nobody is thanked before the commit; it does not show what a
power cut does to a disk that says too early that it has written. PostgreSQL ran with `fsync` on, SQLite with
`synchronous=FULL`, both on one machine with two cores that did other work as well.
"""


class Refused(RuntimeError):
    """The site answered, and the answer was an error page."""

    def __init__(self, step: Step, status: int) -> None:
        super().__init__(f"{step.method} {step.path} answered {status}")
        self.status = status


LOST = (OSError, TimeoutError, asyncio.IncompleteReadError)


@dataclass
class Submission:
    """One submission: how far it came, and whether the thank-you was promised."""

    person: Respondent
    mark: str
    step: int = 0
    token: str = ""
    acknowledged: bool = False


@dataclass
class Tally:
    """What many kills showed."""

    kills: int = 0
    acknowledged: int = 0
    sent_again: int = 0
    gone_on: int = 0
    error_pages: int = 0
    most_presses: int = 0
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not (self.lost or self.twice or self.half) and self.acknowledged > 0

    def row(self, killed: str, engine: str) -> str:
        figures = (
            self.kills, self.acknowledged, self.sent_again, self.gone_on, self.error_pages, self.most_presses,
            len(self.lost), len(self.twice), len(self.half),
        )  # fmt: skip
        return f"| {killed} | {engine} | " + " | ".join(map(str, figures)) + " |"


@dataclass
class Site:
    """The site under test: its server, which changes when it was killed, and its database."""

    server: Server
    url: str
    environment: dict[str, str]

    def kill(self) -> None:
        self.server.kill()

    def start_again(self) -> None:
        self.server = start(SITE, self.environment, port=self.server.port)


@dataclass(frozen=True)
class Victim:
    """What is killed, and how it comes to run again."""

    name: str
    kill: Callable[[], None]
    start_again: Callable[[], None]


def promised(step: Step, reply: Reply) -> bool:
    """Whether this reply told the person that their answers are safe."""
    return step.method == "POST" and reply.status in {302, 303} and reply.location.startswith(SENT)


async def go_on(submission: Submission, steps: list[Step]) -> None:
    """Make the next request; a lost connection or an error page leaves the submission where it was."""
    step = steps[submission.step]
    words = f"{submission.mark} " + "What was said. " * 18
    reply = await take(submission.person, step, submission.token, words)
    if reply.status >= 400:
        raise Refused(step, reply.status)
    submission.token = reply.token or submission.token
    submission.acknowledged = submission.acknowledged or promised(step, reply)
    submission.step += 1


async def submit_until_killed(
    server: Server, steps: list[Step], life: float, victim: Victim, tally: Tally
) -> list[Submission]:
    """Eight clients submit; after `life` seconds something dies under them; each stops at its first error."""
    everything: list[Submission] = []

    async def client() -> None:
        while True:
            submission = Submission(Respondent(server.port), uuid.uuid4().hex)
            everything.append(submission)
            while submission.step < len(steps):
                await go_on(submission, steps)

    clients = [asyncio.create_task(client()) for _number in range(CLIENTS)]
    await asyncio.sleep(life)
    for ended in [one for one in clients if one.done()]:
        ended.result()  # nobody may be refused before anything was killed
    victim.kill()
    _done, still_served = await asyncio.wait(clients, timeout=LONGEST_LIFE)
    for one in still_served:
        one.cancel()
    for why in await asyncio.gather(*clients, return_exceptions=True):
        tally.error_pages += isinstance(why, Refused)
        if isinstance(why, BaseException) and not isinstance(why, (*LOST, asyncio.CancelledError)):
            expected(why)
    return everything


def expected(why: BaseException) -> None:
    """An error page may say that it is our fault, and nothing else may go wrong."""
    if not isinstance(why, Refused) or why.status < 500:
        raise why


async def finish(unfinished: list[Submission], steps: list[Step], tally: Tally) -> None:
    """Everybody whose page never came presses the button again, and goes on to the end."""
    for submission in unfinished:
        while submission.step < len(steps):
            tally.most_presses = max(tally.most_presses, await press(submission, steps, tally))


async def press(submission: Submission, steps: list[Step], tally: Tally) -> int:
    """Press until there is an answer; gives how often."""
    for presses in range(1, MOST_PRESSES + 1):
        try:
            await go_on(submission, steps)
        except Refused as why:
            expected(why)
            tally.error_pages += 1
        else:
            return presses
    raise TimeoutError(f"no answer after pressing {MOST_PRESSES} times")


def look_up(url: str, everything: list[Submission], whole: int, tally: Tally) -> None:
    """Find each submission by its mark: all of it once, or none of it."""
    engine = create_engine(url)
    with engine.connect() as connection:
        for submission in everything:
            found = connection.execute(text(WHOLE), {"mark": f"{submission.mark} %"}).all()
            if submission.acknowledged and not found:
                tally.lost.append(submission.mark)
            if len(found) > 1:
                tally.twice.append(submission.mark)
            if any(count != whole for _response, count in found):
                tally.half.append(submission.mark)
            tally.acknowledged += submission.acknowledged
    engine.dispose()


def kill_again_and_again(site: Site, victim: Victim, kills: int, chance: random.Random) -> Tally:
    steps = asyncio.run(learn(site.server.port, f"/s/{database.TOKEN}", "Learning the way."))
    last_post = max(number for number, step in enumerate(steps) if step.method == "POST")
    whole, tally = sum(len(step.words) for step in steps), Tally()
    for _kill in range(kills):
        life = chance.uniform(0.2, LONGEST_LIFE)
        seen = asyncio.run(submit_until_killed(site.server, steps, life, victim, tally))
        victim.start_again()
        unfinished = [one for one in seen if one.step < len(steps)]
        tally.sent_again += sum(one.step == last_post for one in unfinished)
        tally.gone_on += sum(one.step != last_post for one in unfinished)
        asyncio.run(finish(unfinished, steps, tally))
        tally.kills += 1
        look_up(site.url, seen, whole, tally)
    return tally


def measure(kills: int, chance: random.Random) -> tuple[list[str], bool]:
    """Every victim in turn; gives the rows of the report and whether all was sound."""
    rows, sound = [], True
    with tempfile.TemporaryDirectory() as folder, cluster(durable=True) as postgres:
        sqlite = f"sqlite:///{folder}/ours.sqlite"
        for engine, url in (
            ("SQLite FULL", sqlite),
            ("PostgreSQL", database.empty_database(postgres, "ours")),
        ):
            database.prepare(Path(folder), url)
            environment = database.environment(Path(folder), url)
            site = Site(start(SITE, environment, port=free_port()), url, environment)
            victims = [Victim("web server", site.kill, site.start_again)]
            if engine == "PostgreSQL":
                server = DatabaseServer(postgres)
                victims += [
                    Victim("PostgreSQL, all of it", server.kill, server.start_again),
                    Victim("one process of PostgreSQL", partial(server.kill_one, chance), server.start_again),
                ]
            try:
                for victim in victims:
                    tally = kill_again_and_again(site, victim, kills, chance)
                    sound = sound and tally.sound
                    rows.append(tally.row(victim.name, engine))
                    print(rows[-1], flush=True)
            finally:
                site.kill()
    return rows, sound


def report(rows: list[str]) -> str:
    """The whole of `durability.md`."""
    return "\n".join([REPORT.strip(), *rows, "", LIMITS.strip(), ""])


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=50, help="kills of each kind (at most 200)")
    options.add_argument("--seed", type=int, default=1, help="where chance begins")
    asked = options.parse_args()
    rows, sound = measure(min(asked.kills, 200), random.Random(asked.seed))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "durability.md").write_text(report(rows), encoding="utf-8")
    return 0 if sound else 1


if __name__ == "__main__":
    raise SystemExit(main())
