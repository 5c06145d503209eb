"""Kill the server at random moments while eight clients submit: nothing promised is lost or there twice.

Run `python -m benchmarks.durability`. Each round starts the server, lets eight clients submit, kills every
process of it at a random moment, starts it again and lets each client try once more what had no answer.
Then every submission is looked up by a mark in its words. Writes `benchmarks/results/durability.md`.
"""

import argparse
import asyncio
import random
import tempfile
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import create_engine, text

from benchmarks import database
from benchmarks.http import Reply, Respondent
from benchmarks.script import SENT, Step, learn, take
from benchmarks.servers import Server, free_port, start
from tests.postgres import cluster

RESULTS = Path(__file__).parent / "results"
CLIENTS = 8
LONGEST_LIFE = 2.0
WHOLE = "SELECT response_id, count(*) FROM answer WHERE words LIKE :mark GROUP BY response_id"


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
    """What fifty kills showed."""

    kills: int = 0
    acknowledged: int = 0
    tried_again: int = 0
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not (self.lost or self.twice or self.half) and self.acknowledged > 0


def promised(step: Step, reply: Reply) -> bool:
    """Whether this reply told the person that their answers are safe."""
    return step.method == "POST" and reply.status in {302, 303} and reply.location.startswith(SENT)


async def go_on(submission: Submission, steps: list[Step]) -> None:
    """Make the next request; a lost connection leaves the submission where it was."""
    step = steps[submission.step]
    words = f"{submission.mark} " + "What was said. " * 18
    reply = await take(submission.person, step, submission.token, words)
    if reply.status >= 400:
        raise RuntimeError(f"{step.method} {step.path} answered {reply.status}")
    submission.token = reply.token or submission.token
    submission.acknowledged = submission.acknowledged or promised(step, reply)
    submission.step += 1


async def submit_until_killed(server: Server, steps: list[Step], life: float) -> list[Submission]:
    """Eight clients submit; after `life` seconds the server dies under them."""
    everything: list[Submission] = []

    async def client() -> None:
        while True:
            submission = Submission(Respondent(server.port), uuid.uuid4().hex)
            everything.append(submission)
            while submission.step < len(steps):
                await go_on(submission, steps)

    clients = [asyncio.create_task(client()) for _number in range(CLIENTS)]
    await asyncio.sleep(life)
    server.kill()
    await asyncio.gather(*clients, return_exceptions=True)
    return everything


async def try_again(unanswered: list[Submission], steps: list[Step]) -> None:
    """A person whose page never came presses the button once more."""
    for submission in unanswered:
        await go_on(submission, steps)


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


def kill_again_and_again(place: Path, url: str, kills: int, chance: random.Random) -> Tally:
    database.prepare(place, url)
    environment, port, tally = database.environment(place, url), free_port(), Tally()
    server = start("feedback_app.web.wsgi:app", environment, port=port)
    steps = asyncio.run(learn(port, f"/s/{database.TOKEN}", "Learning the way."))
    last_post = max(number for number, step in enumerate(steps) if step.method == "POST")
    whole = sum(len(step.words) for step in steps)
    for _kill in range(kills):
        seen = asyncio.run(submit_until_killed(server, steps, chance.uniform(0.2, LONGEST_LIFE)))
        server = start("feedback_app.web.wsgi:app", environment, port=port)
        unanswered = [one for one in seen if one.step == last_post and not one.acknowledged]
        asyncio.run(try_again(unanswered, steps))
        tally.tried_again += len(unanswered)
        tally.kills += 1
        look_up(url, seen, whole, tally)
    server.kill()
    return tally


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=50, help="kills on each engine (at most 200)")
    options.add_argument("--seed", type=int, default=1, help="where chance begins")
    asked = options.parse_args()
    kills, chance = min(asked.kills, 200), random.Random(asked.seed)
    lines, sound = [], True
    with tempfile.TemporaryDirectory() as folder, cluster(durable=True) as postgres:
        sites = (
            ("SQLite FULL", f"sqlite:///{folder}/ours.sqlite"),
            ("PostgreSQL", database.empty_database(postgres, "ours")),
        )
        for engine, url in sites:
            tally = kill_again_and_again(Path(folder), url, kills, chance)
            sound = sound and tally.sound
            lines.append(
                f"| {engine} | {tally.kills} | {tally.acknowledged} | {tally.tried_again} "
                f"| {len(tally.lost)} | {len(tally.twice)} | {len(tally.half)} |"
            )
            print(lines[-1])
    RESULTS.mkdir(exist_ok=True)
    report = "\n".join([
        "# Killed while eight clients submit", "",
        "SIGKILL to every process of the web server at a random moment within two seconds; each send without",
        "an answer is tried once more after the restart.", "",
        "| engine | kills | acknowledged | sends tried again | lost | twice | half |",
        "|---|---|---|---|---|---|---|",
        *lines, "",
    ])  # fmt: skip
    (RESULTS / "durability.md").write_text(report, encoding="utf-8")
    return 0 if sound else 1


if __name__ == "__main__":
    raise SystemExit(main())
