"""Processes that go through parts of the answers, here or on a Dask cluster, all with one function."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from multiprocessing import get_context

from flask import Flask

from feedback_app.database import db
from feedback_app.learned.again import Done, Part, keep_part, look_at_part

LOOK_FOR_PARENT_EVERY = 1.0


class NoDask(Exception):
    """Dask is not installed here."""


@lru_cache(maxsize=1)
def _site() -> Flask:
    from feedback_app.web.app import create_app

    return create_app()


def go_through(part: Part) -> Done:
    """One part, in whatever process. PostgreSQL takes many writers; for SQLite the one who asked writes."""
    with _site().app_context():
        try:
            looked = look_at_part(part)
            if db.engine.dialect.name != "postgresql":
                return Done(part, 0, tuple(looked))
            suggested = keep_part(part, looked)
            db.session.commit()
            return Done(part, suggested)
        except BaseException:
            db.session.rollback()
            raise
        finally:
            db.session.remove()


def kept(done: Done) -> Done:
    """The part with nothing left to keep: what a worker could not write is written here."""
    return replace(done, suggested=keep_part(done.part, done.to_keep), to_keep=()) if done.to_keep else done


def _begin_worker(parent: int) -> None:
    """Ctrl-C is for the process that asked; and nobody goes on working for one that is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_FOR_PARENT_EVERY)
    os._exit(1)


@contextmanager
def here(processes: int) -> Iterator[Executor]:
    """So many processes on this machine."""
    with ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=_begin_worker, initargs=(os.getpid(),)
    ) as pool:
        yield pool


@contextmanager
def on_dask(processes: int, scheduler: str = "") -> Iterator[Executor]:
    """The workers of a Dask cluster: one that runs already, or one started here. Raises NoDask.

    The workers read the same settings from their environment as this command does.
    """
    try:
        from dask.distributed import Client, LocalCluster
    except ImportError:
        raise NoDask from None
    if scheduler:
        with Client(scheduler) as client:
            yield client.get_executor()
        return
    with (
        LocalCluster(n_workers=processes, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        yield client.get_executor()


def each_done(
    pool: Executor, parts: list[Part], at_once: int, is_stopped: Callable[[], bool]
) -> Iterator[Done]:
    """Every part as it is done, a few handed out at a time; once stopped, only those in hand are awaited."""
    waiting = iter(parts)
    in_hand: set[Future[Done]] = set()
    while True:
        while len(in_hand) < at_once and not is_stopped():
            part = next(waiting, None)
            if part is None:
                break
            in_hand.add(pool.submit(go_through, part))
        if not in_hand:
            return
        finished, in_hand = wait(in_hand, return_when=FIRST_COMPLETED)
        for future in finished:
            yield future.result()
