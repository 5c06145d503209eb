"""`feedback import-responses`: every row is in, there already, or refused; words are never printed."""

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.commands.conftest import Ask, Run
from tests.intake_files.files import COLUMNS, MAP, csv_bytes, row

SECRET = "kestrel"
SURVEY = "service-experience"


@pytest.fixture
def map_file(tmp_path: Path) -> Path:
    file = tmp_path / "map.yaml"
    file.write_text(MAP, encoding="utf-8")
    return file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "said.csv"


def test_rows_come_in_bad_ones_are_refused_and_a_second_run_adds_nothing(
    run: Run, ask: Ask, file: Path, map_file: Path
) -> None:
    file.write_bytes(csv_bytes(row(), row(id="2", date="soon", good=f"=SUM({SECRET})"), row(id="3")))
    first = run("import-responses", file, "--survey", SURVEY, "--map", map_file)
    assert first.exit_code == 0, first.output
    assert "3 rows read: 2 added, 0 already there, 1 refused." in first.output
    assert SECRET not in first.output
    refused = file.with_name("said.refused.csv")
    assert str(refused) in first.output.replace("\n", "")
    with refused.open(encoding="utf-8", newline="") as opened:
        (again,) = csv.DictReader(opened)
    assert (again["good"], again["line"]) == (f"'=SUM({SECRET})", "3")

    second = run("import-responses", file, "--survey", SURVEY, "--map", map_file)
    assert "0 added, 2 already there, 1 refused" in second.output
    refused.write_bytes(refused.read_bytes().replace(b"soon", b"03/05/2026"))
    mended = run("import-responses", refused, "--survey", SURVEY, "--map", map_file)
    assert "1 added, 0 already there, 0 refused" in mended.output
    assert ask("SELECT count(*) FROM response") == [(3,)]
    assert (f"=SUM({SECRET})",) in ask("SELECT words FROM answer")


def test_a_dry_run_says_what_would_happen_and_stores_nothing(
    run: Run, ask: Ask, file: Path, map_file: Path
) -> None:
    file.write_bytes(csv_bytes(row(), row(id="2", date=SECRET)))
    result = run("import-responses", file, "--survey", SURVEY, "--map", map_file, "--dry-run")
    assert result.exit_code == 0
    assert "1 added, 0 already there, 1 refused" in result.output
    assert 'said.csv:3: The column "date"' in result.output
    assert SECRET not in result.output
    assert ask("SELECT count(*) FROM response") == [(0,)]
    assert not file.with_name("said.refused.csv").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty"),
        (b"\xff\xfeb\x00a\x00d\x00", "UTF-16"),
        (csv_bytes(row(), columns=("id", "date")), "does not have these columns of the map"),
        (csv_bytes(row(), columns=(*COLUMNS, "unheard of")), '"unheard of"'),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_status_2(
    run: Run, ask: Ask, file: Path, map_file: Path, content: bytes, said: str
) -> None:
    file.write_bytes(content)
    result = run("import-responses", file, "--survey", SURVEY, "--map", map_file)
    assert result.exit_code == 2
    assert said in result.output
    assert ask("SELECT count(*) FROM response") == [(0,)]


def test_a_missing_file_a_folder_and_an_unknown_survey_are_said_plainly(
    run: Run, file: Path, map_file: Path, tmp_path: Path
) -> None:
    missing = run("import-responses", file, "--survey", SURVEY, "--map", map_file)
    assert (missing.exit_code, "There is no file" in missing.output) == (2, True)
    folder = run("import-responses", tmp_path, "--survey", SURVEY, "--map", map_file)
    assert (folder.exit_code, "is a folder" in folder.output) == (2, True)
    file.write_bytes(csv_bytes(row()))
    survey = run("import-responses", file, "--survey", "no-such-survey", "--map", map_file)
    assert (survey.exit_code, "There is no survey with this id." in survey.output) == (2, True)
    no_map = run("import-responses", file, "--survey", SURVEY, "--map", tmp_path / "none.yaml")
    assert (no_map.exit_code, "There is no file" in no_map.output) == (2, True)


@pytest.mark.parametrize("words", ["", "a: [", "\0", "source: x\nrow-id: id", "🙂"])
def test_a_wrong_map_is_told_with_its_line(run: Run, file: Path, map_file: Path, words: str) -> None:
    file.write_bytes(csv_bytes(row()))
    map_file.write_text(words, encoding="utf-8")
    result = run("import-responses", file, "--survey", SURVEY, "--map", map_file)
    assert result.exit_code == 2
    assert "map.yaml:" in result.output
    assert "mend the map first" in result.output


def test_a_map_in_broken_encoding_is_told(run: Run, file: Path, map_file: Path) -> None:
    file.write_bytes(csv_bytes(row()))
    map_file.write_bytes(b"source: caf\xe9")
    result = run("import-responses", file, "--survey", SURVEY, "--map", map_file)
    assert (result.exit_code, "is not UTF-8 text" in result.output) == (2, True)


def test_a_file_broken_in_the_middle_keeps_what_came_before_it(
    run: Run, ask: Ask, file: Path, map_file: Path
) -> None:
    file.write_bytes(csv_bytes(*(row(id=str(number)) for number in range(600))) + b"x" * 1_100_000)
    result = run("import-responses", file, "--survey", SURVEY, "--map", map_file)
    assert result.exit_code == 0
    assert "Reading stopped there" in result.output
    assert ask("SELECT count(*) FROM response") == [(600,)]


def test_killed_half_way_and_run_again_everything_is_there_once(
    run: Run, ask: Ask, file: Path, map_file: Path
) -> None:
    file.write_bytes(csv_bytes(*(row(id=str(number), good=f"Words {number}.") for number in range(2500))))
    words = ["import-responses", str(file), "--survey", SURVEY, "--map", str(map_file)]
    process = subprocess.Popen(
        [sys.executable, "-c", "from feedback_app.cli import main; main()", *words],
        stderr=subprocess.PIPE, text=True, env=dict(os.environ),
    )  # fmt: skip
    assert process.stderr is not None
    first = process.stderr.readline()
    time.sleep(0.2)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stderr.close()
    assert "200 rows" in first, first
    ((kept,),) = ask("SELECT count(*) FROM response")
    assert isinstance(kept, int)
    assert 200 <= kept < 2500
    result = run(*words)
    assert f"{2500 - kept} added, {kept} already there, 0 refused" in result.output
    assert ask("SELECT count(*), count(DISTINCT words) FROM answer WHERE words IS NOT NULL") == [(2500, 2500)]
