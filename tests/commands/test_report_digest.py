"""`feedback report theme-digest`: a month for teams, a quarter for the board, and plain refusals."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from feedback_app import clock
from feedback_app.cli import main
from feedback_app.database import db
from feedback_app.places.models import Team
from feedback_app.reporting.approve import approve, send_for_approval
from feedback_app.reporting.compile import compile_learning_audits
from feedback_app.reporting.document import Words
from feedback_app.reporting.write import write_sections
from tests.conftest import migrated_app
from tests.reporting import factories as make

Run = Callable[..., Result]
WORDS = Words(themes="Kind workers.", improvement="Fewer meetings.", plans="Later reviews.")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """The command on a site with May and its quarter approved."""
    address = f"sqlite:///{tmp_path / 'digest.sqlite'}"
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("FEEDBACK_INSTANCE", str(tmp_path))
    app = migrated_app(tmp_path, address)
    with clock.stopped_at(make.WHEN):
        with app.app_context():
            _issue(make.people())
            db.session.commit()
        yield lambda *words: CliRunner().invoke(main, ["report", "theme-digest", *words])
    with app.app_context():
        db.engine.dispose()


def _issue(people: make.People) -> None:
    place = make.full_quarter(people.coder, each=12)[0]
    assert place.service_area_id
    assert place.locality_id
    db.session.add(
        Team(name="North team", service_area_id=place.service_area_id, locality_id=place.locality_id)
    )
    for period in ("2026-05", make.QUARTER):
        report = compile_learning_audits(period, people.analyst)
        write_sections(report, WORDS, (), by=people.analyst, seen=report.changes)
        send_for_approval(report, people.analyst)
        approve(report, by=people.director, quotes_checked=(), nobody_recognised=True)


def test_both_digests_come_from_the_frozen_snapshot_the_same_each_time(run: Run, tmp_path: Path) -> None:
    for period, title in (
        ("2026-05", "Theme digest for teams"),
        (make.QUARTER, "Theme digest for the board"),
    ):
        page, again, word = tmp_path / "page.html", tmp_path / "again.html", tmp_path / "word.docx"
        assert run(period, "--format", "html", "--out", str(page)).exit_code == 0
        assert run(period, "--format", "html", "--out", str(again)).exit_code == 0
        assert run(period, "--format", "docx", "--out", str(word)).exit_code == 0

        assert title in page.read_text()
        assert "She is kind and funny" not in page.read_text()
        assert page.read_bytes() == again.read_bytes()
        assert word.read_bytes().startswith(b"PK")


def test_a_month_is_written_as_one_team_reads_it(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "north.html"

    written = run("2026-05", "--team", "north team", "--format", "html", "--out", str(page))

    assert written.exit_code == 0, written.output
    assert "Theme digest for North team" in page.read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2026-13",), "neither a month like 2026-05 nor a quarter"),
        (("2026-07",), "2026-07 is not over"),
        (("2027-28-Q1",), "has not begun"),
        (("2026-06",), "No report for 2026-06 is approved."),
        (("2026-05", "--team", "Nobody"), "The teams are: North team."),
        ((make.QUARTER, "--team", "North team"), "is for the board"),
    ],
)
def test_what_cannot_be_written_is_said_in_plain_words(
    run: Run, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    out = tmp_path / "none.html"

    refused = run(*words, "--format", "html", "--out", str(out))

    assert refused.exit_code == 1
    assert said in refused.output
    assert not out.exists()
