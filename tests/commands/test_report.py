"""`feedback report learning-audits`: approved reports as files, and plain words when there is none."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from feedback_app import clock
from feedback_app.cli import main
from feedback_app.database import db
from feedback_app.reporting.approve import approve, send_for_approval
from feedback_app.reporting.compile import compile_learning_audits
from feedback_app.reporting.document import Words
from feedback_app.reporting.write import write_sections
from tests.conftest import migrated_app
from tests.reporting import factories as make

Run = Callable[..., Result]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    address = f"sqlite:///{tmp_path / 'report.sqlite'}"
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("FEEDBACK_INSTANCE", str(tmp_path))
    app = migrated_app(tmp_path, address)
    with clock.stopped_at(make.WHEN):
        yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def run(site: Flask) -> Run:
    def command(*words: str) -> Result:
        return CliRunner().invoke(main, ["report", "learning-audits", *words])

    return command


@pytest.fixture
def draft(site: Flask) -> None:
    with site.app_context():
        people = make.people()
        make.full_quarter(people.coder, each=6)
        report = compile_learning_audits(make.QUARTER, people.analyst)
        write_sections(report, Words(themes="a", improvement="b", plans="c"), (), by=people.analyst, seen=0)
        db.session.commit()


@pytest.fixture
def approved(site: Flask) -> None:
    with site.app_context():
        people = make.people()
        make.full_quarter(people.coder, each=6)
        report = compile_learning_audits(make.QUARTER, people.analyst)
        write_sections(report, Words(themes="a", improvement="b", plans="c"), (), by=people.analyst, seen=0)
        send_for_approval(report, people.analyst)
        approve(report, by=people.director, quotes_checked=(), nobody_recognised=True)
        db.session.commit()


@pytest.mark.parametrize("form", ["html", "docx"])
def test_an_approved_report_is_written_twice_with_the_same_bytes(
    run: Run, approved: None, tmp_path: Path, form: str
) -> None:
    first, second = tmp_path / f"first.{form}", tmp_path / f"second.{form}"

    for out in (first, second):
        done = run(make.QUARTER, "--format", form, "--out", str(out))
        assert done.exit_code == 0, done.output

    assert first.read_bytes() == second.read_bytes()
    assert first.stat().st_size > 1_000


def test_without_an_approved_report_it_says_what_to_do(run: Run, draft: None, tmp_path: Path) -> None:
    out = tmp_path / "report.html"

    done = run(make.QUARTER, "--format", "html", "--out", str(out))

    assert done.exit_code == 1
    assert "No report for 2026-27-Q1 is approved" in done.output
    assert "--draft" in done.output
    assert not out.exists()


def test_a_draft_is_written_only_when_asked_for_and_says_what_it_is(
    run: Run, draft: None, tmp_path: Path
) -> None:
    out = tmp_path / "report.html"

    done = run(make.QUARTER, "--format", "html", "--out", str(out), "--draft")

    assert done.exit_code == 0, done.output
    assert "Draft, not approved" in out.read_text(encoding="utf-8")


def test_without_a_draft_it_says_where_one_is_compiled(run: Run, tmp_path: Path) -> None:
    done = run(make.QUARTER, "--format", "html", "--out", str(tmp_path / "r.html"), "--draft")

    assert done.exit_code == 1
    assert "Compile one on the site" in done.output


@pytest.mark.parametrize(
    ("quarter", "said"),
    [
        ("2026", "is not a quarter"),
        ("2026-27-Q7", "is not a quarter"),
        ("🎈", "is not a quarter"),
        ("x" * 20_000, "is not a quarter"),
        ("2030-31-Q1", "has not begun"),
    ],
)
def test_a_wrong_quarter_is_explained(run: Run, tmp_path: Path, quarter: str, said: str) -> None:
    done = run(quarter, "--format", "html", "--out", str(tmp_path / "r.html"))

    assert done.exit_code == 1
    assert said in done.output
    assert "Traceback" not in done.output


def test_a_form_it_cannot_write_is_refused(run: Run, tmp_path: Path) -> None:
    done = run(make.QUARTER, "--format", "pdf", "--out", str(tmp_path / "r.pdf"))

    assert done.exit_code == 2
    assert "'pdf' is not one of 'html', 'docx'" in done.output


def test_a_place_that_cannot_be_written_is_explained(run: Run, approved: None, tmp_path: Path) -> None:
    missing = run(make.QUARTER, "--format", "html", "--out", str(tmp_path / "no" / "such" / "r.html"))
    folder = run(make.QUARTER, "--format", "html", "--out", str(tmp_path))

    assert "cannot be written" in missing.output
    assert "is a folder" in folder.output
    assert (missing.exit_code, folder.exit_code) == (1, 1)


def test_a_report_replaces_the_whole_file_and_leaves_nothing_beside_it(
    run: Run, approved: None, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    out = folder / "r.html"
    out.write_text("what stood there before", encoding="utf-8")

    run(make.QUARTER, "--format", "html", "--out", str(out))

    assert "what stood there before" not in out.read_text(encoding="utf-8")
    assert [file.name for file in folder.iterdir()] == ["r.html"]


def test_help_teaches_with_an_example(run: Run) -> None:
    done = run("--help")

    assert "feedback report learning-audits 2026-27-Q1" in done.output
    assert "another approves" in " ".join(done.output.split())
