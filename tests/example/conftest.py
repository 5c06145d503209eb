"""The example council, loaded once for all tests that look at it, on both databases."""

from collections.abc import Iterator

import pytest
from flask import Flask

from feedback_app.example.load import Loaded, load_example
from tests.conftest import ENGINES, _inside_one_transaction


@pytest.fixture(scope="package", params=ENGINES)
def example(request: pytest.FixtureRequest) -> Iterator[Loaded]:
    """What loading the example gave; the example stays for the whole package and is rolled back after it."""
    app: Flask = request.getfixturevalue(f"{request.param}_app")
    for opened in _inside_one_transaction(app):
        yield load_example(opened.extensions["feedback-settings"])
