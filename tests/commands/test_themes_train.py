"""`feedback themes train` and `suggest-again`, run at night: what they say, and how they end."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from feedback_app.database import db
from feedback_app.people.roles import Role
from feedback_app.themes.load_codebook import load_codebook
from feedback_app.web.app import create_app
from tests import factories
from tests.commands.conftest import Ask, Run
from tests.learned.factories import heard, two_topics

LATE = "She is always late and she cancels, and it was {} times. "


def fill(answers: int, *, decided: int = 0) -> None:
    """Into the database of the running test: answers that wait, and some that somebody has decided about."""
    app = create_app()
    with app.app_context():
        load_codebook()
        if decided:
            two_topics(factories.person(Role.quality_analyst), many=decided)
        if answers:
            heard([LATE.format(n) * 5 for n in range(answers)], began="w")
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


def test_with_nothing_decided_training_says_so_and_ends_well(run: Run, ask: Ask) -> None:
    fill(0)
    done = run("themes", "train")
    assert done.exit_code == 0
    assert "Too few decisions to learn from" in done.output
    assert "The engine in use stays: codebook words 1.0." in done.output
    assert ask("SELECT count(*) FROM learned_model") == [(0,)]


def test_training_says_what_came_of_it_and_the_next_night_that_nothing_is_new(run: Run, ask: Ask) -> None:
    fill(0, decided=150)
    done = run("themes", "train")
    assert done.exit_code == 0, done.output
    assert "From now on the new engine suggests: learned " in done.output
    assert "(codebook words 1.0)" in done.output
    again = run("themes", "train")
    assert (again.exit_code, "Nothing new was decided" in again.output) == (0, True)
    assert ask("SELECT count(*) FROM learned_model") == [(1,)]
    assert ask("SELECT did, detail FROM trail WHERE did LIKE 'engine%' ORDER BY id") == [
        ("engine_taught", "better"), ("engine_chosen", "better"), ("engine_taught", "nothing_new")
    ]  # fmt: skip


def test_a_day_to_come_and_a_survey_that_is_not_there_are_refused_in_one_line(run: Run) -> None:
    for words, said in (
        (("train", "--until", "2999-01-01"), "is still to come"),
        (("suggest-again", "--survey", "no-such"), "There is no survey"),
    ):
        refused = run("themes", *words)
        assert refused.exit_code == 1
        assert said in refused.output
        assert "Traceback" not in refused.output


def test_nothing_that_waits_is_nothing_to_do(run: Run) -> None:
    fill(0)
    done = run("themes", "suggest-again")
    assert (done.exit_code, "Nothing waits" in done.output) == (0, True)


def begin(database: Path) -> "subprocess.Popen[bytes]":
    """`feedback themes suggest-again` in a process of its own."""
    command = [sys.executable, "-c", "from feedback_app.cli import main; main()", "themes", "suggest-again"]
    with (database.parent / "said").open("wb") as said:
        return subprocess.Popen(
            [*command, "--processes", "1"], stdout=said, stderr=said, env=dict(os.environ)
        )


def looked_at(database: Path) -> int:
    with sqlite3.connect(database, timeout=20) as connection:
        found: int = connection.execute("SELECT count(*) FROM machine_reading").fetchone()[0]
    connection.close()
    return found


def wait_for_the_first(database: Path, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 90
    while not looked_at(database) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)


@pytest.mark.timeout(400)
def test_killed_or_stopped_in_the_middle_it_goes_on_and_does_nothing_twice(
    run: Run, ask: Ask, database: Path
) -> None:
    fill(4_000)
    killed = begin(database)
    wait_for_the_first(database, killed)
    killed.kill()
    killed.wait()
    after_kill = looked_at(database)
    assert 0 < after_kill < 4_000
    stopped = begin(database)
    while looked_at(database) == after_kill and stopped.poll() is None:
        time.sleep(0.02)
    stopped.send_signal(signal.SIGTERM)
    assert stopped.wait(timeout=60) == 3, (database.parent / "said").read_text()
    assert "run it again to go on" in (database.parent / "said").read_text()
    after_stop = looked_at(database)
    assert after_kill < after_stop < 4_000
    assert after_stop % 500 == 0
    done = run("themes", "suggest-again", "--processes", "1")
    assert done.exit_code == 0, done.output
    assert f"{4_000 - after_stop:,} answers wait" in done.output
    assert "Finished in" in done.output
    assert looked_at(database) == 4_000
    twice = "SELECT 1 FROM suggestion GROUP BY answer_id, code_id HAVING count(*) > 1"
    assert ask(twice) == []
    assert ask("SELECT done, total, ended_at IS NOT NULL FROM suggestion_run") == [(4_000, 4_000, 1)]
