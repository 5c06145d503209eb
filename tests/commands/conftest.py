"""A site of its own for each command that is tried: a migrated database in a folder, and a runner."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, text

from feedback_app.cli import main
from tests.conftest import migrated_app

Run = Callable[..., Result]
Change = Callable[[str], None]
Ask = Callable[[str], list[tuple[object, ...]]]


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database to copy."""
    folder = tmp_path_factory.mktemp("commands")
    app = migrated_app(folder, f"sqlite:///{folder / 'empty.sqlite'}")
    with app.app_context():
        from feedback_app.database import db

        db.session.remove()
        db.engine.dispose()
    return folder / "empty.sqlite"


@pytest.fixture
def database(tmp_path: Path, empty_database: Path) -> Path:
    return Path(shutil.copy(empty_database, tmp_path / "site.sqlite"))


@pytest.fixture
def run(database: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `feedback …` as a person would."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{database}")
    monkeypatch.setenv("FEEDBACK_INSTANCE", str(database.parent))
    monkeypatch.setenv("FEEDBACK_ENVIRONMENT", "test")

    def running(*words: object) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words])

    return running


@pytest.fixture
def ask(database: Path) -> Ask:
    """Look into the database."""

    def asking(question: str) -> list[tuple[object, ...]]:
        engine = create_engine(f"sqlite:///{database}")
        with engine.connect() as connection:
            rows = [tuple(row) for row in connection.execute(text(question))]
        engine.dispose()
        return rows

    return asking


@pytest.fixture
def change(database: Path) -> Change:
    """Change something in the database behind the command's back."""

    def changing(statement: str) -> None:
        engine = create_engine(f"sqlite:///{database}")
        with engine.begin() as connection:
            connection.execute(text(statement))
        engine.dispose()

    return changing
