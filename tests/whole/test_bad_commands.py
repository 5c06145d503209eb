"""Whatever is given to a command: one plain message, a status, and never a page of Python."""

# ruff: noqa: F811 - fixtures are asked for by the names they were imported under

from pathlib import Path

import click
import pytest

from feedback_app.cli import main
from tests.commands.conftest import Ask, Run, ask, database, empty_database, run  # noqa: F401 - fixtures
from tests.intake_files.files import MAP, csv_bytes, row

STRANGE = ("", " ", "x" * 20_000, "🙂", "أختي", "be\0fore", "\udcff\udcfe", "../../etc", "--", "%s{0}")
FILES = ("", "x" * 20_000, "🙂.yaml", "أختي.yaml", "\udcff\udcfe.yaml")
CONTENTS = {
    "empty": b"",
    "20,000 characters": b"x" * 20_000,
    "emoji": "🙂: 🙂".encode(),
    "right-to-left": "أختي: نعم".encode(),
    "NUL byte": b"id: a\0b",
    "broken encoding": b"id: \xff\xfe\x80",
    "UTF-16": "id: a".encode("utf-16"),
    "another kind of file": b"PK\x03\x04\0\0\0",
}


def calm(result: object, said: int = 1) -> str:
    """What a refused command printed: something, nothing of Python's, and ended by itself."""
    output, code = str(getattr(result, "output", "")), getattr(result, "exit_code", None)
    problem = getattr(result, "exception", None)
    assert problem is None or isinstance(problem, SystemExit), repr(problem)
    assert code in {said, 1, 2}, output
    assert output.strip()
    assert "Traceback" not in output
    return output


@pytest.mark.parametrize("typed", STRANGE, ids=ascii)
def test_a_survey_or_quarter_that_does_not_exist_is_said_plainly(
    run: Run, typed: str, tmp_path: Path
) -> None:
    calm(run("surveys", "show", typed))
    calm(run("report", "learning-audits", typed, "--format", "html", "--out", tmp_path / "report.html"))
    assert not (tmp_path / "report.html").exists()


@pytest.mark.parametrize("name", FILES, ids=ascii)
def test_a_file_that_cannot_be_is_said_plainly(run: Run, ask: Ask, name: str, tmp_path: Path) -> None:
    map_file = tmp_path / "map.yaml"
    map_file.write_text(MAP, encoding="utf-8")
    calm(run("surveys", "check", name or tmp_path))
    calm(run("import-responses", name, "--survey", "service-experience", "--map", map_file))
    calm(run("import-responses", map_file, "--survey", "service-experience", "--map", name))
    calm(run("report", "learning-audits", "2026-27-Q1", "--format", "html", "--out", name))
    assert ask("SELECT count(*) FROM response") == [(0,)]


@pytest.mark.parametrize("content", CONTENTS.values(), ids=list(CONTENTS))
def test_a_file_of_the_wrong_kind_is_said_plainly(run: Run, ask: Ask, content: bytes, tmp_path: Path) -> None:
    wrong, right, map_file = tmp_path / "wrong.yaml", tmp_path / "right.csv", tmp_path / "map.yaml"
    wrong.write_bytes(content)
    right.write_bytes(csv_bytes(row()))
    map_file.write_text(MAP, encoding="utf-8")
    calm(run("surveys", "check", wrong))
    calm(run("import-responses", wrong, "--survey", "service-experience", "--map", map_file))
    calm(run("import-responses", right, "--survey", "service-experience", "--map", wrong))
    assert ask("SELECT count(*) FROM response") == [(0,)]


@pytest.mark.parametrize("typed", STRANGE, ids=ascii)
def test_an_unknown_survey_to_import_into_is_said_plainly(
    run: Run, ask: Ask, typed: str, tmp_path: Path
) -> None:
    file, map_file = tmp_path / "said.csv", tmp_path / "map.yaml"
    file.write_bytes(csv_bytes(row()))
    map_file.write_text(MAP, encoding="utf-8")
    calm(run("import-responses", file, "--survey", typed, "--map", map_file))
    assert ask("SELECT count(*) FROM response") == [(0,)]


@pytest.mark.parametrize("typed", [*STRANGE, "-1", "1.5", "9" * 30], ids=ascii)
def test_a_number_that_is_none_is_said_plainly(run: Run, typed: str) -> None:
    for words in (
        ("notices", "send", "--every"), ("notices", "send", "--beside"), ("serve", "--port"),
        ("serve", "--workers"), ("serve", "--notices-every"),
    ):  # fmt: skip
        if words[-1] in {"--port", "--workers", "--beside"} and typed.strip("-").isdigit():
            continue
        assert run(*words, typed).exit_code == 2
    calm(run("demo", f"-{typed}" if typed != "--" else "more"))


@pytest.mark.parametrize("typed", ["-1", "0", "70000", "9" * 30])
def test_a_server_is_not_started_on_a_port_or_with_workers_that_cannot_be(run: Run, typed: str) -> None:
    if typed != "0":
        assert run("serve", "--port", typed).exit_code == 2
    if typed in {"-1", "0"}:
        assert run("serve", "--workers", typed).exit_code == 2


@pytest.mark.parametrize(
    "address", ["", "nonsense", "sqlite:////no/such/folder/x.sqlite", "🙂://x", "x" * 20_000]
)
def test_a_database_that_cannot_be_is_said_plainly(
    run: Run,
    address: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("FEEDBACK_INSTANCE", str(tmp_path / "site"))
    calm(run("notices", "send"))
    calm(run("report", "learning-audits", "2026-27-Q1", "--format", "html", "--out", tmp_path / "r.html"))
    calm(run("demo", "--if-empty")) if address else None


def test_a_database_nobody_prepared_is_said_plainly(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'new.sqlite'}")
    assert "prepare-database" in calm(run("notices", "send"))


def words_of_every_command(group: click.Group = main, before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every command there is, as it is typed: a new one is tried without being added anywhere."""
    found = []
    for name, command in group.commands.items():
        here = (*before, name)
        found += words_of_every_command(command, here) if isinstance(command, click.Group) else [here]
    return found


@pytest.mark.parametrize("words", words_of_every_command(), ids=" ".join)
def test_every_command_explains_itself_and_refuses_what_it_does_not_know(
    run: Run, ask: Ask, words: tuple[str, ...]
) -> None:
    helped = run(*words, "--help")
    assert (helped.exit_code, helped.stderr) == (0, "")
    assert len(helped.output.split()) > 15, "a help that teaches nothing"
    for typed in STRANGE:
        unknown = run(*words, f"--{typed.strip('-') or 'nothing'}=1")
        assert unknown.exit_code == 2
        calm(unknown)
    too_many = run(*words, *(typed for typed in STRANGE if "\0" not in typed))
    assert too_many.exit_code in {1, 2}  # some take as many files as they are given
    calm(too_many)
    assert ask("SELECT count(*) FROM response") == [(0,)]
