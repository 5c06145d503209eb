"""Fill a throw-away PostgreSQL cluster and let `feedback themes suggest-again` go through it.

python -m benchmarks.suggesting.measure 100000 1 2 dask --taught 3000
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import create_engine, text

from benchmarks.database import environment, prepare
from benchmarks.suggesting.made_up import fill, taken_out
from tests.postgres import cluster

SURVEY, QUESTION = "service-experience", "SE9"
COMMAND = [sys.executable, "-c", "from feedback_app.cli import main; main()", "themes", "suggest-again"]


def run_once(kind: str, settings: dict[str, str], how_many: int) -> None:
    """One whole time of going through them, with the wall clock around all of it."""
    options = ["--on", "dask", "--processes", "2"] if kind == "dask" else ["--processes", kind]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    done = subprocess.run(
        [*COMMAND, *options], env={**os.environ, **settings}, check=False, capture_output=True, text=True
    )
    took = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if done.returncode:
        print(done.stdout[-500:], done.stderr[-2000:])
    last = done.stdout.strip().splitlines()[-1:] or [""]
    print(
        f"{kind}: {how_many:,} answers in {took:.1f} s = {how_many / took:,.0f} a second by the clock, "
        f"{how_many / busy:,.0f} a processor second (load {os.getloadavg()[0]:.1f}); {last[0]}",
        flush=True,
    )


def counts(url: str) -> None:
    """What is there afterwards: nothing missed, nothing twice."""
    engine = create_engine(url)
    with engine.connect() as connection:
        for name, question in (
            ("answers looked at", "SELECT count(*) FROM machine_reading"),
            ("suggestions", "SELECT count(*) FROM suggestion"),
            (
                "twice",
                "SELECT count(*) FROM (SELECT 1 FROM suggestion GROUP BY answer_id, code_id"
                " HAVING count(*) > 1) AS repeated",
            ),
        ):
            print(f"  {name}: {connection.execute(text(question)).scalar():,}", flush=True)
    engine.dispose()


def main(how_many: int, kinds: list[str], taught: int, *, meaning: bool) -> None:
    with tempfile.TemporaryDirectory() as folder, cluster() as url:
        settings = environment(Path(folder), url)
        prepare(Path(folder), url)
        began = time.perf_counter()
        engine = create_engine(url)
        with engine.connect() as connection:
            edition = connection.execute(text("SELECT min(id) FROM edition")).scalar()
        engine.dispose()
        _run(settings, "-c", "from feedback_app.cli import main; main()", "prepare-database")
        fill(url, int(edition or 0), SURVEY, QUESTION, how_many)
        print(f"filled in {time.perf_counter() - began:.0f} s", flush=True)
        if taught:
            with_meaning = ["meaning"] if meaning else []
            _run(settings, "-m", "benchmarks.suggesting.taught", str(taught), QUESTION, *with_meaning)
        for kind in kinds:
            taken_out(url)
            run_once(kind, settings, how_many)
            counts(url)


def _run(settings: dict[str, str], *said: str) -> None:
    subprocess.run([sys.executable, *said], env={**os.environ, **settings}, check=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.suggesting.measure", description=__doc__)
    parser.add_argument("answers", type=int)
    parser.add_argument("kinds", nargs="+", help="1, 2, ...: processes; dask: two workers of Dask.")
    parser.add_argument("--taught", type=int, default=0, help="Let the engine learn from so many first.")
    parser.add_argument("--meaning", action="store_true", help="With the extra 'meaning'.")
    chosen = parser.parse_args()
    main(chosen.answers, chosen.kinds, chosen.taught, meaning=chosen.meaning)
