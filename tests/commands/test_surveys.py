"""`feedback surveys`: see what is asked, and have one's own survey checked."""

from pathlib import Path

from surveys.library import shipped
from tests.commands.conftest import Run


def test_list_names_every_shipped_survey(run: Run) -> None:
    result = run("surveys", "list")
    assert result.exit_code == 0
    assert all(survey_id in result.output for survey_id in shipped())


def test_show_gives_the_ids_a_map_needs(run: Run) -> None:
    result = run("surveys", "show", "service-experience")
    assert all(word in result.output for word in ("SE1", "two_box", "very_good: Very good"))


def test_show_says_which_surveys_there_are_when_the_id_is_wrong(run: Run) -> None:
    result = run("surveys", "show", "nothing-like-it")
    assert result.exit_code == 1
    assert "learning-audit-child" in result.output


def test_every_shipped_survey_passes_the_check(run: Run) -> None:
    assert run("surveys", "check").exit_code == 0


def test_check_tells_the_file_the_line_and_what_to_do(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("id: mine\ntitel: Mine\n", encoding="utf-8")
    result = run("surveys", "check", file)
    assert result.exit_code == 1
    assert "mine.yaml:2: error:" in result.output
    assert 'Did you mean "title"?' in result.output


def test_check_of_a_missing_a_broken_and_an_empty_file_is_told_plainly(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_bytes(b"\xff\xfe\x00")
    empty = tmp_path / "empty.yaml"
    empty.write_bytes(b"")
    result = run("surveys", "check", tmp_path / "none.yaml", broken, empty, tmp_path)
    assert result.exit_code == 1
    assert "cannot be opened" in result.output
    assert "is not UTF-8 text" in result.output
    assert "This is not a survey." in result.output
