"""Let the engine in use look at every answer that waits, in several processes; stop it, and it goes on."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import TYPE_CHECKING

import click

from feedback_app.commands.site import open_site
from feedback_app.database import db

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from feedback_app.learned.again import Part
    from feedback_app.learned.models import SuggestionRun

STOPPED = 3
TELL_A_SCREEN_EVERY, TELL_A_FILE_EVERY, KEEP_EVERY = 0.5, 10.0, 2.0


@click.command("suggest-again")
@click.option("--survey", default="", help="Only answers to this survey, by its id.")
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    default=lambda: max(1, min(8, os.cpu_count() or 1)),
    show_default="one a core, eight at most",
    help="How many processes look at answers.",
)
@click.option(
    "--on",
    "place",
    type=click.Choice(["this-machine", "dask"]),
    default="this-machine",
    show_default=True,
    help="Where they run; dask needs the extra “many”.",
)
@click.option("--scheduler", default="", help="The address of a Dask cluster that runs already.")
def suggest_again(survey: str, processes: int, place: str, scheduler: str) -> None:
    """Go through every answer that waits with the engine in use.

    Only open suggestions are replaced. What somebody settled, coded or finished is never touched, and an
    answer somebody opened in the last day stays as they see it until the next time.

    Stop it whenever you like (Ctrl-C, or kill): what is done is kept. Run it again and it goes on with the
    rest; nothing is done twice and nothing is left out.

    Ends with 0 when everything was gone through, with 3 when it was stopped before, with 1 when it failed.
    """
    from concurrent.futures.process import BrokenProcessPool

    from feedback_app.commands.workers import NoDask, here, on_dask
    from feedback_app.learned.again import begin_or_go_on, parts_for
    from feedback_app.learned.in_use import engine_in_use

    _check(survey)
    with open_site():
        in_use = engine_in_use()
        parts = parts_for(in_use.model_id, in_use.name, survey)
        waiting = sum(part.answers for part in parts)
        if not parts:
            _end_what_was_left(in_use.name, survey)
            click.echo(f"Nothing waits. {in_use.name} has looked at every answer that may change.")
            return
        run = begin_or_go_on(in_use.name, survey, f"{processes} on {place}", waiting)
        db.session.commit()
        pool = on_dask(processes, scheduler) if place == "dask" else here(processes)
        click.echo(f"{waiting:,} answers wait for {in_use.name}.")
        try:
            with stopping() as stop, pool as workers:
                _go(run, workers, parts, stop, at_once=2 * processes)
        except NoDask:
            raise click.ClickException("Dask is not installed. Install the extra “many” first.") from None
        except BrokenProcessPool:
            raise click.ClickException(
                "A process broke off. What was done is kept; run it again to go on with the rest."
            ) from None
    if stop.is_set():
        raise SystemExit(STOPPED)


def _check(survey: str) -> None:
    from surveys.library import shipped

    if survey and survey not in shipped():
        raise click.ClickException(f"There is no survey {survey!r}. “feedback surveys list” names them.")


def _end_what_was_left(engine: str, survey: str) -> None:
    """A run whose last part was done just before it broke off is finished now."""
    from feedback_app.learned.again import end, unfinished

    for run in unfinished(engine, survey):
        end(run)


def _go(
    run: "SuggestionRun", workers: "Executor", parts: "list[Part]", stop: threading.Event, at_once: int
) -> None:
    from feedback_app.commands.workers import each_done, kept
    from feedback_app.learned.again import end, note_progress

    told = Telling(sum(part.answers for part in parts))
    for done in each_done(workers, parts, at_once, stop.is_set):
        whole = kept(done)
        told.more(whole.part.answers, whole.suggested)
        if done.to_keep or told.is_time_to_keep():
            note_progress(run, *told.taken())
            db.session.commit()
    note_progress(run, *told.taken())
    if not stop.is_set():
        end(run)
    db.session.commit()
    told.last(is_stopped=stop.is_set())


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """An event that Ctrl-C or a request to end sets; a second Ctrl-C ends at once."""
    stop = threading.Event()

    def ask(_signal: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {each: signal.signal(each, ask) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


@dataclass
class Telling:
    """A line that says how far it is: on a screen always the same line, in a file one now and then."""

    total: int
    done: int = 0
    suggested: int = 0
    began: float = field(default_factory=time.monotonic)
    told: float = 0.0
    kept: float = 0.0
    new: tuple[int, int] = (0, 0)

    def more(self, answers: int, suggested: int) -> None:
        self.done, self.suggested = self.done + answers, self.suggested + suggested
        self.new = (self.new[0] + answers, self.new[1] + suggested)
        every = TELL_A_SCREEN_EVERY if sys.stdout.isatty() else TELL_A_FILE_EVERY
        if time.monotonic() - self.told >= every:
            self.told = time.monotonic()
            self._tell(self._line())

    def is_time_to_keep(self) -> bool:
        return time.monotonic() - self.kept >= KEEP_EVERY

    def taken(self) -> tuple[int, int]:
        """What is new since it was last kept."""
        new, self.new, self.kept = self.new, (0, 0), time.monotonic()
        return new

    def last(self, *, is_stopped: bool) -> None:
        seconds = time.monotonic() - self.began
        click.echo(("\r\033[K" if sys.stdout.isatty() else "") + self._line())
        if is_stopped:
            click.echo(f"Stopped. {self.total - self.done:,} answers still wait; run it again to go on.")
        else:
            click.echo(f"Finished in {_lasting(seconds)}: {self.suggested:,} suggestions.")

    def _line(self) -> str:
        rate = self.done / max(time.monotonic() - self.began, 0.001)
        left = _lasting((self.total - self.done) / rate) if rate else "?"
        return (
            f"{self.done:,} of {self.total:,} answers ({100 * self.done // self.total} %), "
            f"{rate:,.0f} a second, {left} left"
        )

    def _tell(self, line: str) -> None:
        click.echo(f"\r\033[K{line}" if sys.stdout.isatty() else line, nl=not sys.stdout.isatty())


def _lasting(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 5_400 else f"{seconds / 3_600:.1f} hours"
