"""What every test may ask for: a database (both engines in turn), the site, a client that checks pages."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from hypothesis import HealthCheck, settings
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from feedback_app.database import db
from feedback_app.settings import Settings
from feedback_app.web.app import create_app
from tests.page import CheckedClient
from tests.postgres import cluster

ENGINES = ("sqlite", "postgresql")
# A slow machine proves nothing: no property test fails for the time that one example took. The same commit
# tries the same examples each time; `WANDER=20` tries other ones, twenty times as many, to look for more.
WANDER = int(os.environ.get("WANDER", "0"))
settings.register_profile(
    "unhurried",
    settings.default,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=not WANDER,
    max_examples=100 * max(WANDER, 1),
)
settings.load_profile("unhurried")


def settings_of_a_test(folder: Path, database_url: str) -> Settings:
    """Settings of a test site, with e-mails written into its own folder."""
    return Settings.model_validate(
        {
            "FEEDBACK_ENVIRONMENT": "test",
            "DATABASE_URL": database_url,
            "FEEDBACK_INSTANCE": str(folder),
            "DIRECTOR_NAME": "Alex Morgan",
        }
    )


def migrated_app(folder: Path, database_url: str) -> Flask:
    app = create_app(settings_of_a_test(folder, database_url))
    app.config.update(TESTING=False, SERVER_NAME=None)
    with app.app_context():
        upgrade()
    return app


@pytest.fixture(scope="session")
def sqlite_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("sqlite")
    return migrated_app(folder, f"sqlite:///{folder / 'test.sqlite'}")


@pytest.fixture(scope="session")
def postgresql_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with cluster() as url:
        app = migrated_app(tmp_path_factory.mktemp("postgresql"), url)
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(params=ENGINES)
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The site on an empty, migrated database: each test once on SQLite and once on PostgreSQL.

    Everything a test does, the site's own commits included, happens inside one outer transaction that is
    rolled back afterwards.
    """
    made: Flask = request.getfixturevalue(f"{request.param}_app")
    yield from _inside_one_transaction(made)


@pytest.fixture
def on_sqlite(sqlite_app: Flask) -> Iterator[Flask]:
    """The same, on SQLite only: for tests whose subject is not the database."""
    yield from _inside_one_transaction(sqlite_app)


def _inside_one_transaction(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        connection = db.engine.connect()
        outer = connection.begin()
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        db.session.remove()
        usual = dict(db.session.session_factory.kw)
        db.session.configure(bind=connection, join_transaction_mode="create_savepoint")
        bind_sessions_to(connection)
        try:
            yield app
        finally:
            db.session.remove()
            db.session.session_factory.kw.clear()
            db.session.session_factory.kw.update(usual)
            bind_sessions_to(None)
            outer.rollback()
            connection.close()


def bind_sessions_to(connection: Connection | None) -> None:
    """Make every session of the site use this one connection; None lets them open their own again."""
    session_class = db.session.session_factory.class_
    if connection is None:
        del session_class.get_bind
    else:
        session_class.get_bind = lambda _self, *_args, **_kwargs: connection


@pytest.fixture
def session(app: Flask) -> Session:
    """The database session of the running test."""
    return db.session()


@pytest.fixture
def client(app: Flask) -> CheckedClient:
    """A browser without JavaScript that checks every page it sees."""
    return CheckedClient(app)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--take-screens", action="store_true", help="keep pictures in docs/screens")
    parser.addoption("--list-requirements", help="write which test shows which requirement to this file")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Whatever walks in a browser is a journey; and say which requirements the tests show, when asked."""
    marks = []
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
        for mark in item.iter_markers("requirement"):
            test = item.nodeid.split("[")[0]
            marks += [f"{requirement}\t{test}" for requirement in mark.args]
    listed = config.getoption("--list-requirements")
    if listed:
        Path(listed).write_text("\n".join(marks), encoding="utf-8")
