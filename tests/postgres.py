"""A throw-away PostgreSQL cluster for the tests: started on a socket of its own, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FAST = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


class NoPostgres(RuntimeError):
    """PostgreSQL's server programs are not on this machine; `make test` installs them."""


def programs() -> Path:
    """The newest folder that holds PostgreSQL's server programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    raise NoPostgres("Install PostgreSQL's server (Debian: apt-get install postgresql), then try again.")


def program(name: str, *words: str, must_work: bool = True) -> None:
    """Run a program of PostgreSQL's. It refuses to run as root: as root, run it as the user postgres."""
    command = [str(programs() / name), *words]
    whole = ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command
    subprocess.run(whole, check=must_work, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[str]:
    """A running cluster; gives the URL of its empty database, for SQLAlchemy with psycopg.

    With `durable`, fsync stays on, as a council would run it.
    """
    programs()  # says what to install before anything is made
    folder = Path(tempfile.mkdtemp(prefix="feedback-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    place = folder / "data"
    options = [
        "-c",
        "listen_addresses=",
        "-c",
        f"unix_socket_directories={folder}",
        "-c",
        "max_connections=80",
    ]
    try:
        program(
            "initdb", "-D", str(place), "-U", "postgres", "-A", "trust",
            "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
        started = " ".join([*options, *([] if durable else FAST)])
        program("pg_ctl", "-D", str(place), "-w", "-l", str(folder / "log"), "-o", started, "start")
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        program("pg_ctl", "-D", str(place), "-m", "immediate", "stop", must_work=False)
        shutil.rmtree(folder, ignore_errors=True)
