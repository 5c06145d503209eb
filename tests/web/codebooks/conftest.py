"""The pages are walked on SQLite; what they do is promised on both engines in tests/codebooks."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from feedback_app.database import db
from tests.page import CheckedClient


@pytest.fixture
def session(on_sqlite: Flask) -> Session:
    return db.session()


@pytest.fixture
def client(on_sqlite: Flask) -> CheckedClient:
    return CheckedClient(on_sqlite)
