"""Serve the site with gunicorn."""

import os
import subprocess
import sys

import click

from feedback_app.settings import UnsafeSettings, read_settings


def usual_workers() -> int:
    """One for each processor this process may use: more only get in each other's way. Two at least."""
    return max(2, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 2)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=5000,
    type=click.IntRange(1, 65535),
    envvar="PORT",
    show_default=True,
    help="Port to listen on.",
)
@click.option(
    "--workers",
    default=usual_workers,
    type=click.IntRange(1, 64),
    show_default="one for each processor, at least two",
    help="Worker processes.",
)
@click.option(
    "--notices-every",
    default=5,
    type=click.IntRange(0, 3600),
    show_default=True,
    help="Send notices every so many seconds; 0 leaves it to feedback notices send.",
)
def serve(host: str, port: int, workers: int, notices_every: int) -> None:
    """Serve the site until stopped, and send the notices that people must get.

    Put a proxy with time-outs (nginx or caddy) in front of it where others can reach it: gunicorn alone
    is held up by clients that open connections and send nothing.
    """
    try:
        read_settings()
    except UnsafeSettings as refused:
        raise click.ClickException(str(refused)) from None
    if notices_every:
        subprocess.Popen([  # noqa: S603 - our own interpreter, fixed arguments
            sys.executable, "-c", "from feedback_app.cli import main; main()", "notices", "send",
            "--every", str(notices_every), "--beside", str(os.getpid()),
        ])  # fmt: skip
    click.echo(f"The site is on http://{host}:{port} (stop it with Ctrl and C).")
    sys.stdout.flush()
    os.execv(  # noqa: S606 - our own interpreter, fixed arguments
        sys.executable,
        [
            sys.executable, "-m", "gunicorn", "--bind", f"{host}:{port}", "--workers", str(workers),
            "--timeout", "60", "--graceful-timeout", "20",
            "--no-control-socket", "--preload", "feedback_app.web.wsgi:app",
        ],
    )  # fmt: skip
