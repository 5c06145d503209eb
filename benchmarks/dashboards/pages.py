"""How long each dashboard page takes: a million coded answers on PostgreSQL, a hundred thousand on SQLite.

Run `python -m benchmarks.dashboards.pages`. Each page is asked for through the site's own test client, so the
time is the whole request but for the network. Writes `benchmarks/results/dashboards.md`.
"""

import argparse
import contextvars
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import text

from analysis.periods import parse_quarter
from benchmarks.dashboards.fill import fill
from benchmarks.database import empty_database
from feedback_app.dashboards.draw import draw_figures
from feedback_app.dashboards.topics import find_topics
from feedback_app.database import db
from feedback_app.telling.how_far import states_of
from feedback_app.web.app import create_app
from tests.conftest import settings_of_a_test
from tests.counting import counting
from tests.factories import PASSWORD
from tests.postgres import cluster

RESULTS = Path(__file__).parents[1] / "results" / "dashboards.md"
PAGES = (
    "/dashboards",
    "/dashboards?service={service}",
    "/dashboards?service={service}&locality={locality}",
    "/dashboards?service={service}&group=child",
    "/dashboards/heard",
    "/dashboards/together",
    "/dashboards/new-topics",
    "/dashboards/equality",
    "/dashboards/how-far",
    "/dashboards/themes/REL",
    "/dashboards/themes/REL?service={service}",
    "/dashboards/themes/REL/said",
    "/deciding",
    "/team",
)
ROUNDS = 15


@contextmanager
def site(url: str) -> Iterator[Flask]:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings_of_a_test(Path(folder), url))
        with app.app_context():
            upgrade()
            yield app
            db.session.remove()
            db.engine.dispose()


def seconds(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def measure(engine: str, url: str, answers: int) -> list[str]:
    with site(url) as app:
        filled = time.perf_counter()
        email = fill(answers)
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
        print(f"{engine}: filled in {time.perf_counter() - filled:.0f} s", flush=True)
        drawn: list[str] = []
        drawing = seconds(lambda: drawn.extend(draw_figures(states_of=states_of)))
        again = seconds(lambda: draw_figures(states_of=states_of))
        looking = seconds(lambda: find_topics(parse_quarter(drawn[-1])))
        db.session.commit()
        lines = [
            f"| {engine} | {answers:,} | drawing all {len(drawn)} quarters, once | {drawing:.1f} s | | |",
            f"| {engine} | {answers:,} | finding that nothing changed | {again:.2f} s | | |",
            f"| {engine} | {answers:,} | looking for topics in a quarter | {looking:.1f} s | | |",
        ]
        places = db.session.execute(
            text("SELECT (SELECT min(slug) FROM service_area), (SELECT min(slug) FROM locality)")
        ).one()
        db.session.remove()
        client = Visitor(app.test_client())
        sign_in(client, email)
        for page in PAGES:
            lines.append(row(engine, answers, client, page.format(service=places[0], locality=places[1])))
            print(lines[-1], flush=True)
    return lines


class Visitor:
    """A browser whose every request has a context of its own, as on a real server."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def open(self, path: str, method: str = "GET", fields: dict[str, str] | None = None) -> tuple[int, str]:
        reply = contextvars.Context().run(self.client.open, path, method=method, data=fields)
        return reply.status_code, reply.get_data(as_text=True)


def sign_in(client: Visitor, email: str) -> None:
    _status, page = client.open("/sign-in")
    proof = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    fields = {"csrf_token": proof, "email": email, "password": PASSWORD}
    client.open("/sign-in", "POST", fields)


def row(engine: str, answers: int, client: Visitor, page: str) -> str:
    waits = []
    for _round in range(ROUNDS):
        with counting() as statements:
            began = time.perf_counter()
            status, _page = client.open(page)
            waits.append(1000 * (time.perf_counter() - began))
        assert status == 200, f"{page} answered {status}"
    first, *others = waits
    return (
        f"| {engine} | {answers:,} | `{page}` | {first:.0f} ms | {statistics.median(others):.0f} ms, "
        f"slowest {max(others):.0f} ms | {len(statements)} |"
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--postgresql", type=int, default=1_000_000)
    asked.add_argument("--sqlite", type=int, default=100_000)
    sizes = asked.parse_args()
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        lines += measure("SQLite", f"sqlite:///{folder}/dashboards.sqlite", sizes.sqlite)
    with cluster() as url:
        lines += measure("PostgreSQL", empty_database(url, "dashboards"), sizes.postgresql)
    RESULTS.write_text(
        "# Dashboards: how long a page takes\n\n"
        "Written by `python -m benchmarks.dashboards.pages` on two cores shared with other work. Coded\n"
        "answers over eight quarters, six services, seven localities, seven groups and 64 codes, drawn at\n"
        "random; every response holds one answer. A page is a whole request through the test client,\n"
        "without the network; the first of each is cold. Pages read drawn tables, so that they do not grow\n"
        "with what was said.\n\n"
        "| engine | coded answers | what | first | others (14) | statements |\n|---|---|---|---|---|---|\n"
        + "\n".join(lines) + "\n",
        encoding="utf-8",
    )  # fmt: skip


if __name__ == "__main__":
    main()
