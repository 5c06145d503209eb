"""Kill a throw-away PostgreSQL, or one process of it, and have it running again."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from tests.postgres import program

RUNNING_WITHIN = 60.0
SERVING = b"postgres: postgres "


@dataclass(frozen=True)
class DatabaseServer:
    """The PostgreSQL server behind a URL of `tests.postgres.cluster`."""

    url: str

    @property
    def folder(self) -> Path:
        return Path(str(make_url(self.url).query["host"]))

    def first_process(self) -> int:
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    def kill(self) -> None:
        """SIGKILL to its first process and to every other: nothing is finished, nothing is tidied away."""
        first = self.first_process()
        doomed = [first, *children(first)]
        for process in doomed:
            _kill(process)
        _until(lambda: not any(is_alive(process) for process in doomed), "PostgreSQL would not die")

    def kill_one(self, chance: random.Random) -> None:
        """SIGKILL to one process that serves a connection, as when memory runs out.

        PostgreSQL then ends all the others and recovers by itself.
        """
        serving = [
            process for process in children(self.first_process()) if b"postgres: postgres" in _called(process)
        ]
        _kill(chance.choice(serving))

    def start_again(self) -> None:
        """Start it with the options it had, unless it runs, and wait until it answers."""
        if not is_alive(self.first_process()):
            self._start()
        _until(self._answers, "PostgreSQL did not come back")

    def _start(self) -> None:
        def started() -> bool:
            command = (str(self.folder / "data"), "-w", "-l", str(self.folder / "log"), "restart")
            try:
                program("pg_ctl", "-D", *command)
            except subprocess.CalledProcessError:
                return False
            return True

        _until(started, "PostgreSQL did not start")

    def _answers(self) -> bool:
        engine = create_engine(self.url)
        try:
            engine.connect().close()
        except OperationalError:
            return False
        finally:
            engine.dispose()
        return True


def children(process: int) -> list[int]:
    """The processes that this one started and that are alive."""
    return [
        int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit() and _parent(one) == process
    ]


def is_alive(process: int) -> bool:
    return _state(Path(f"/proc/{process}"))[0] not in {"", "Z", "X"}


def _parent(place: Path) -> int:
    return int(_state(place)[1])


def _state(place: Path) -> tuple[str, str]:
    try:
        state, parent = (place / "stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return "", "0"
    return state, parent


def _called(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def _kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


def _until(happened: Callable[[], bool], otherwise: str) -> None:
    end = time.monotonic() + RUNNING_WITHIN
    while not happened():
        if time.monotonic() > end:
            raise TimeoutError(otherwise)
        time.sleep(0.05)
