"""Serve the site with gunicorn."""

import os
import sys

import click

from feedback_app.settings import UnsafeSettings, read_settings


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=5000, envvar="PORT", show_default=True, help="Port to listen on.")
@click.option("--workers", default=4, show_default=True, help="Worker processes.")
def serve(host: str, port: int, workers: int) -> None:
    """Serve the site until stopped.

    Put a proxy with time-outs (nginx or caddy) in front of it where others can reach it: gunicorn alone
    is held up by clients that open connections and send nothing.
    """
    try:
        read_settings()
    except UnsafeSettings as refused:
        raise click.ClickException(str(refused)) from None
    os.execv(  # noqa: S606 - our own interpreter, fixed arguments
        sys.executable,
        [
            sys.executable, "-m", "gunicorn", "--bind", f"{host}:{port}", "--workers", str(workers),
            "--timeout", "60", "--graceful-timeout", "20", "--access-logfile", os.devnull,
            "--no-control-socket", "feedback_app.web.wsgi:app",
        ],
    )  # fmt: skip
