"""`feedback demo`: one command shows everything, prints how to sign in, and never runs in production."""

import pytest

from feedback_app.example.council import PASSWORD
from tests.commands.conftest import Ask, Change, Run


def test_it_loads_prints_sign_ins_and_codes_and_does_not_load_twice(
    run: Run, ask: Ask, change: Change
) -> None:
    first = run("demo", "--if-empty")
    assert first.exit_code == 0, first.output
    assert all(word in first.output for word in (PASSWORD, "triage@example.invalid", "BADGER"))
    loaded = ask("SELECT count(*) FROM response")
    again = run("demo", "--if-empty").output
    assert "was not loaded" in again
    assert first.output.strip() in again
    refused = run("demo")
    assert (refused.exit_code, "--reset" in refused.output) == (1, True)
    assert ask("SELECT count(*) FROM response") == loaded

    change("UPDATE person SET active = 0 WHERE email LIKE 'triage@%'")
    change("UPDATE invitation SET withdrawn_at = made_at WHERE survey = 'staff-pulse'")
    later = run("demo", "--if-empty").output
    assert all(word in later for word in ("director@example.invalid", "BADGER"))
    assert not any(word in later for word in ("triage@example.invalid", "JAGUAR"))
    change("UPDATE person SET email = 'person' || id || '@council.example'")
    assert "@" not in run("demo", "--if-empty").output


def test_it_refuses_in_production(run: Run, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "FEEDBACK_ENVIRONMENT": "production", "SECRET_KEY": "x" * 40, "MAIL_HOST": "mail.example.invalid",
        "MAIL_FROM": "feedback@example.org", "SITE_ADDRESS": "https://example.org",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    for options in ([], ["--if-empty"], ["--reset"]):
        result = run("demo", *options)
        assert (result.exit_code, "never loaded in production" in result.output) == (1, True)
    assert ask("SELECT count(*) FROM person") == [(0,)]
