"""`feedback tidy`: what nobody sent goes in time, what was sent stays."""

import sqlite3
from datetime import timedelta
from pathlib import Path

from feedback_app import clock
from tests.commands.conftest import Ask, Run

EDITION = (
    "INSERT INTO edition (id, survey, digest, document, first_used_at) "
    "SELECT 1, 'x', 'x', '{}', ? WHERE NOT EXISTS (SELECT 1 FROM edition)"
)
DRAFT = (
    "INSERT INTO draft (token_hash, edition_id, respondent_group, reader, language, channel, answers, "
    "idempotency_key, changes, touched_at) VALUES (?, 1, 'child', 'child', 'en_GB', 'online', '{}', ?, 0, ?)"
)


def keep_a_draft(database: Path, name: str, days_ago: int) -> None:
    touched = (clock.now() - timedelta(days=days_ago)).strftime("%Y-%m-%d %H:%M:%S.%f")
    with sqlite3.connect(database) as connection:
        connection.execute(EDITION, (touched,))
        connection.execute(DRAFT, (name, name, touched))
    connection.close()


def test_a_draft_nobody_touched_for_two_weeks_goes_and_a_newer_one_stays(
    run: Run, ask: Ask, database: Path
) -> None:
    keep_a_draft(database, "old", 15)
    keep_a_draft(database, "new", 13)
    done = run("tidy")
    assert done.exit_code == 0
    assert done.output == "1 unsent drafts taken away.\n"
    assert ask("SELECT token_hash FROM draft") == [("new",)]


def test_help_says_what_goes_and_what_stays(run: Run) -> None:
    assert "What was sent" in run("tidy", "--help").output
