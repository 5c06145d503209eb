"""The codebook and coded projects, out and in on the command line."""

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.exchange.files import BookForm
from analysis.exchange.read_project import read_qdpx
from analysis.exchange.write_project import write_qdpx
from tests.analysis.exchange.bad_files import BAD_CSV, BAD_QDC, BAD_QDPX, BAD_XLSX, GOOD_QDC
from tests.commands.conftest import Ask, Run

BAD = {"qdc": BAD_QDC, "csv": BAD_CSV, "xlsx": BAD_XLSX, "qdpx": BAD_QDPX}


@pytest.fixture
def ready(run: Run) -> Run:
    assert run("prepare-database").exit_code == 0
    return run


def prepared_people() -> None:
    """One analyst, and one coding by them, in the site's own database."""
    from feedback_app.commands.site import open_site
    from feedback_app.people.roles import Role
    from tests.codebooks.factories import coding
    from tests.factories import person
    from tests.themes.factories import answer

    with open_site():
        analyst = person(Role.quality_analyst)
        analyst.email = "analyst@example.invalid"
        person(Role.director).email = "director@example.invalid"
        coding(answer(), "REL.kind", analyst)


def undo_the_coding() -> None:
    """As if nobody had coded the answer here."""
    from sqlalchemy import delete

    from feedback_app.commands.site import open_site
    from feedback_app.database import db
    from feedback_app.themes.models import Coding

    with open_site():
        db.session.execute(delete(Coding))


def renamed_coder(file: Path) -> None:
    """The same project, coded by somebody we do not know."""
    project = read_qdpx(file.read_bytes())
    stranger = replace(project.coders[0], guid="11111111-2222-4333-8444-555555555555")
    sources = tuple(
        replace(source, coded=tuple(replace(one, coder=stranger.guid) for one in source.coded))
        for source in project.sources
    )
    file.write_bytes(write_qdpx(replace(project, coders=(stranger,), sources=sources)))


@pytest.mark.parametrize("form", BookForm)
def test_the_codebook_goes_out_and_comes_in(ready: Run, ask: Ask, tmp_path: Path, form: BookForm) -> None:
    file = tmp_path / f"codebook.{form}"
    assert ready("codebook", "export", file).exit_code == 0
    said = ready("codebook", "import", file)
    assert "0 new, 0 worded anew" in said.output
    assert ask("SELECT count(*) FROM drafted_entry") == [(0,)]


def test_a_strangers_codebook_is_drafted_and_published_only_when_asked(
    ready: Run, ask: Ask, tmp_path: Path
) -> None:
    file = tmp_path / "theirs.qdc"
    file.write_bytes(GOOD_QDC)
    assert "2 new" in ready("codebook", "import", file).output
    assert ask("SELECT count(*) FROM code WHERE name = 'Kindness'") == [(0,)]
    file.write_bytes(GOOD_QDC.replace(b"Kindness", b"Warmth").replace(b"0001", b"0002"))
    assert "Version 1.1 is in effect." in ready("codebook", "import", file, "--publish").output
    assert ask("SELECT count(*) FROM code WHERE name IN ('Kindness', 'Warmth')") == [(2,)]


def test_a_project_leaves_only_when_that_is_said_and_by_somebody_who_may(
    ready: Run, ask: Ask, tmp_path: Path
) -> None:
    prepared_people()
    file, who = tmp_path / "p.qdpx", ("--by", "analyst@example.invalid")
    assert "--words-may-leave" in ready("codebook", "export-project", file, *who).output
    refused = ready(
        "codebook", "export-project", file, "--by", "director@example.invalid", "--words-may-leave"
    )
    assert "Nobody with this e-mail address may do that here." in refused.output
    assert not file.exists()
    assert ready("codebook", "export-project", file, *who, "--words-may-leave").exit_code == 0
    assert read_qdpx(file.read_bytes()).coders[0].name == "Coder 1"
    assert ask("SELECT count(*) FROM trail WHERE did = 'project_taken_out'") == [(1,)]
    assert "0 codings added, 1 here already" in ready("codebook", "import-project", file, *who).output
    wrong = ready("codebook", "export-project", file, *who, "--words-may-leave", "--quarter", "spring")
    assert "2026-27-Q1" in wrong.output


def test_a_project_is_looked_at_before_anything_is_stored(ready: Run, ask: Ask, tmp_path: Path) -> None:
    prepared_people()
    file, who = tmp_path / "p.qdpx", ("--by", "analyst@example.invalid")
    ready("codebook", "export-project", file, *who, "--words-may-leave")
    undo_the_coding()
    stored = [f"SELECT * FROM {table}" for table in ("coding", "trail", "codebook_change", "codebook")]
    before = [ask(rows) for rows in stored]

    looked = ready("codebook", "import-project", file, *who, "--preview")

    assert looked.exit_code == 0
    assert "Nothing is stored. 1 codings on 1 answers would be added, 0 are here already." in looked.output
    assert "Codes: 64 ours, 0 not." in looked.output
    assert "Answers: 1 ours, 0 not." in looked.output
    assert "People who coded: 1 ours, 0 not." in looked.output
    assert [ask(rows) for rows in stored] == before

    assert "1 codings added, 0 here already" in ready("codebook", "import-project", file, *who).output
    again = ready("codebook", "import-project", file, *who, "--preview").output
    assert "0 codings on 0 answers would be added, 1 are here already" in again


def test_a_project_of_strangers_is_looked_at_as_it_would_be_taken_in(
    ready: Run, ask: Ask, tmp_path: Path
) -> None:
    prepared_people()
    file, who = tmp_path / "p.qdpx", ("--by", "analyst@example.invalid")
    ready("codebook", "export-project", file, *who, "--words-may-leave")
    undo_the_coding()
    renamed_coder(file)

    left_out = ready("codebook", "import-project", file, *who, "--preview").output
    assert "0 codings on 0 answers would be added" in left_out
    assert "1 left out" in left_out
    assert "People who coded: 0 ours, 1 not: Coder 1." in left_out
    mine = ready("codebook", "import-project", file, *who, "--preview", "--strangers-as-mine").output
    assert "1 codings on 1 answers would be added" in mine
    assert ask("SELECT count(*) FROM coding WHERE counts") == [(0,)]


@pytest.mark.parametrize("form", BAD)
def test_bad_files_are_refused_in_one_line(run: Run, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"bad.{form}"
    for name, (content, _wrong) in BAD[form].items():
        file.write_bytes(content)
        commands = [("codebook", "import", file)]
        if form == "qdpx":
            commands.append(("codebook", "import-project", file, "--by", "x"))
            commands.append(("codebook", "import-project", file, "--by", "x", "--preview"))
        for words in commands:
            result = run(*words)
            assert result.exit_code == 1, name
            assert result.output.startswith("Error: "), name
            assert len(result.output.splitlines()) == 1, name


def test_a_file_that_is_not_there_or_not_ours_to_write_is_said_plainly(ready: Run, tmp_path: Path) -> None:
    for name in ("none.qdc", "x" * 300 + ".qdc", "be\0fore.qdc"):
        assert ready("codebook", "import", tmp_path / name).exit_code in {1, 2}
    assert ready("codebook", "export", tmp_path / "none" / "a.qdc").exit_code == 1
    assert ready("codebook", "export", tmp_path / "a.pdf").exit_code == 1
    assert list(tmp_path.glob(".codebook-*")) == []
