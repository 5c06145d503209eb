"""An unsafe site does not start."""

import pytest
from flask import Flask

from feedback_app.settings import Settings, UnsafeSettings
from tests.page import CheckedClient

SAFE = {
    "FEEDBACK_ENVIRONMENT": "production",
    "SECRET_KEY": "k" * 40,
    "DATABASE_URL": "postgresql://db/feedback",
    "MAIL_HOST": "mail.council.example",
    "MAIL_FROM": "feedback@council.example",
    "SITE_ADDRESS": "https://feedback.council.example",
}


def test_production_starts_when_everything_is_given() -> None:
    assert Settings.model_validate(SAFE).is_production


@pytest.mark.parametrize("missing", ["SECRET_KEY", "DATABASE_URL", "MAIL_HOST", "MAIL_FROM", "SITE_ADDRESS"])
def test_production_refuses_to_start_and_names_what_is_missing(missing: str) -> None:
    with pytest.raises(UnsafeSettings, match=missing):
        Settings.model_validate({name: value for name, value in SAFE.items() if name != missing})


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(UnsafeSettings, match="SECRET_KEY"):
        Settings.model_validate({**SAFE, "SECRET_KEY": "short"})


def test_health_says_that_the_database_answers_and_how_long_a_notice_waited(on_sqlite: Flask) -> None:
    reply = CheckedClient(on_sqlite).open("/healthz")
    assert reply.get_json() == {"database": "answers", "oldest_unsent_notice_seconds": None}
