"""Start a site behind gunicorn as it is shipped, on this machine only, and read what it costs."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from feedback_app.commands.serve import usual_workers

TICKS = os.sysconf("SC_CLK_TCK")
STARTED_WITHIN = 30.0


@dataclass(frozen=True)
class Server:
    """A running server and its process group."""

    port: int
    process: subprocess.Popen[bytes]

    def cpu_seconds(self) -> float:
        """Processor time used so far by the server and its workers."""
        used = 0.0
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[2]) == self.process.pid:
                used += (int(fields[11]) + int(fields[12])) / TICKS
        return used

    def kill(self) -> None:
        """Take the power away: SIGKILL to every process of the server at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start(module: str, environment: dict[str, str], *, port: int | None = None) -> Server:
    """Start gunicorn as `feedback serve` does and wait until it answers."""
    port = port or free_port()
    process = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}",
            "--workers", str(usual_workers()), "--log-level", "critical", "--timeout", "60",
            "--no-control-socket", "--preload", module,
        ],
        env={**os.environ, **environment}, start_new_session=True,
    )  # fmt: skip
    server = Server(port, process)
    end = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < end:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return server
        except OSError:
            time.sleep(0.05)
    server.kill()
    raise RuntimeError(f"{module} did not start")


@contextmanager
def running(module: str, environment: dict[str, str]) -> Iterator[Server]:
    """A server for as long as the block lasts."""
    server = start(module, environment)
    try:
        yield server
    finally:
        server.kill()
