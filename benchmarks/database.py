"""Prepare a fresh database for a measurement: migrated, with one link that anybody may use."""

import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import create_engine, text

TOKEN = "a-link-for-measuring-only"
SURVEY = "service-experience"

PREPARE = """
import sys
from flask_migrate import upgrade
from feedback_app import clock
from feedback_app.database import db
from feedback_app.listening.editions import edition_of
from feedback_app.listening.models import Invitation
from feedback_app.people.tokens import digest, new_reference
from feedback_app.web.app import create_app
from surveys.library import shipped_survey
token, survey_id = sys.argv[1:]
app = create_app()
with app.app_context():
    upgrade()
    survey = shipped_survey(survey_id)
    edition_of(survey)
    db.session.add(Invitation(public_ref=new_reference(), token_hash=digest(token), short_code_hash=None,
        survey=survey.id, respondent_group=survey.respondent_groups[0].value, reader=survey.readers[-1].value,
        made_at=clock.now()))
    db.session.commit()
"""


def environment(folder: Path, url: str) -> dict[str, str]:
    """The settings of a site to be measured."""
    return {"DATABASE_URL": url, "FEEDBACK_INSTANCE": str(folder), "FEEDBACK_ENVIRONMENT": "test"}


def prepare(folder: Path, url: str) -> None:
    """Migrate the database and open one link that anybody may use."""
    subprocess.run(
        [sys.executable, "-c", PREPARE, TOKEN, SURVEY],
        env={**os.environ, **environment(folder, url)}, check=True,
    )  # fmt: skip


def prepare_ceiling(url: str) -> None:
    """Make the ceiling's one table."""
    make = "from benchmarks.ceiling import app, db\nwith app.app_context(): db.create_all()"
    subprocess.run([sys.executable, "-c", make], env={**os.environ, "DATABASE_URL": url}, check=True)


def empty_database(cluster_url: str, name: str) -> str:
    """One more database in a PostgreSQL cluster; gives its URL."""
    engine = create_engine(cluster_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return cluster_url.replace("@/postgres?", f"@/{name}?")
