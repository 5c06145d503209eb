"""A real server, a real browser, and a database of its own for each journey."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from feedback_app.database import db
from feedback_app.web.app import create_app
from tests.conftest import migrated_app, settings_of_a_test
from tests.journeys.visitor import Visitor

SCREENS = Path(__file__).parents[2] / "docs" / "screens"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip


@dataclass(frozen=True)
class Site:
    """A running site: where it is, and its app for setting things up."""

    address: str
    app: Flask

    @contextmanager
    def set_up(self) -> Iterator[None]:
        """Inside, use the factories; everything is committed at the end."""
        with self.app.app_context():
            yield
            db.session.commit()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("journeys")
    app = migrated_app(folder, f"sqlite:///{folder / 'empty.sqlite'}")
    with app.app_context():
        db.session.remove()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
    return folder / "empty.sqlite"


@pytest.fixture
def site(tmp_path: Path, empty_database: Path) -> Iterator[Site]:
    database = tmp_path / "journey.sqlite"
    shutil.copyfile(empty_database, database)
    app = create_app(settings_of_a_test(tmp_path, f"sqlite:///{database}"))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_port}", app)
    finally:
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert found, "Chromium is not installed; run make test, which installs it"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def visit(site: Site, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visitor]]:
    """Open a window: `visit()`, `visit(phone=True)`, `visit(scripts=False)`, `visit(language="ar")`."""
    screens = SCREENS if request.config.getoption("--take-screens") else None
    if screens:
        screens.mkdir(parents=True, exist_ok=True)
    opened = []

    def open_window(*, phone: bool = False, scripts: bool = True, language: str = "en-GB") -> Visitor:
        def window(*, scripted: bool) -> Page:
            context = browser.new_context(
                viewport=PHONE if phone else DESKTOP,
                java_script_enabled=scripted,
                locale=language,
                reduced_motion="reduce",
            )
            opened.append(context)
            return context.new_page()

        reader = None if scripts else window(scripted=True)
        return Visitor(window(scripted=scripts), site.address, screens, reader)

    yield open_window
    for context in opened:
        context.close()
