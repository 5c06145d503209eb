"""`feedback report quarter-analysis`: what people make of a quarter as a file, and plain refusals."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from feedback_app import clock
from feedback_app.cli import main
from feedback_app.database import db
from feedback_app.people.roles import Role
from feedback_app.reporting.refusals import Part
from tests import factories
from tests.conftest import migrated_app
from tests.reporting import analyses
from tests.reporting import factories as make

Run = Callable[..., Result]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    address = f"sqlite:///{tmp_path / 'analysis.sqlite'}"
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("FEEDBACK_INSTANCE", str(tmp_path))
    monkeypatch.setenv("FRAMEWORK_PROFILE", analyses.WEST_SUSSEX)
    app = migrated_app(tmp_path, address)
    with clock.stopped_at(make.WHEN):
        yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def run(site: Flask) -> Run:
    return lambda *words: CliRunner().invoke(main, ["report", "quarter-analysis", *words])


@pytest.mark.requirement("WS-46")
def test_the_approved_analysis_is_written_as_a_page_and_as_a_document(
    site: Flask, run: Run, tmp_path: Path
) -> None:
    with site.app_context(), analyses.asked_for(site):
        analyses.approved(make.people())
        db.session.commit()
    page, document = tmp_path / "analysis.html", tmp_path / "analysis.docx"

    assert run(make.QUARTER, "--format", "html", "--out", str(page)).exit_code == 0
    assert run(make.QUARTER, "--format", "docx", "--out", str(document)).exit_code == 0

    assert "Stage 3 analysis for the Policy and Practice Steering Group" in page.read_text()
    assert analyses.WORDS[Part.impact] in page.read_text()
    assert document.read_bytes()[:2] == b"PK"


def test_nothing_approved_is_said_plainly_and_a_draft_only_when_asked_for(
    site: Flask, run: Run, tmp_path: Path
) -> None:
    out = tmp_path / "analysis.html"
    with site.app_context(), analyses.asked_for(site):
        people = make.people()
        factories.person(Role.director)
        analyses.begun(people)
        db.session.commit()

    refused = run(make.QUARTER, "--format", "html", "--out", str(out))
    assert refused.exit_code == 1
    assert f"No Stage 3 analysis of {make.QUARTER} is approved" in refused.output
    assert not out.exists()
    assert run(make.QUARTER, "--format", "html", "--out", str(out), "--draft").exit_code == 0
    assert "Draft, not approved" in out.read_text()
    assert "there is nothing to report" in run("2030-31-Q1", "--format", "html", "--out", str(out)).output


def test_a_council_whose_framework_does_not_ask_for_it_is_told_so(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRAMEWORK_PROFILE", "nottinghamshire_2019")
    refused = run(make.QUARTER, "--format", "html", "--out", str(tmp_path / "none.html"))
    assert refused.exit_code == 1
    assert "asks for no analysis" in refused.output
