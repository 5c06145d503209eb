"""Taking rows in: once each, in batches, with concerns raised, and no bad row spoiling another."""

import csv
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from feedback_app.database import db
from feedback_app.intake.csv_file import read_header, rows_after
from feedback_app.intake.from_file import Counted, Refusals, Seen, batches, reading_of, take_in, try_out
from feedback_app.intake.mapping import ImportMap, read_map
from feedback_app.intake.refused import RefusedFile
from feedback_app.listening.models import Channel
from feedback_app.listening.store import Answer, Response
from feedback_app.safeguarding.models import Concern
from feedback_app.trail import Did, Trail
from tests.counting import counting
from tests.intake_files.files import COLUMNS, MAP, SURVEY, Kept, csv_bytes, everywhere, mapped, opened, row

COMMENTS = Path(__file__).parents[3] / "shared" / "data" / "nhs_fft_themes" / "comments.csv"
NHS_MAP = Path(__file__).parents[2] / "docs" / "examples" / "nhs_comments.map.yaml"


def stored() -> int:
    return db.session.scalar(select(func.count()).select_from(Response)) or 0


def test_a_row_becomes_a_response_of_its_own_day_on_the_import_channel(app: Flask) -> None:
    rows, reading = opened(csv_bytes(row(better="More visits, please.")))
    assert take_in(rows, reading, Seen(), Kept()) == Counted(added=1)
    response = db.session.scalars(select(Response)).one()
    assert (response.channel, response.received_on) == (Channel.imported, date(2026, 5, 3))
    answers = db.session.execute(select(Answer.question, Answer.box, Answer.choice, Answer.words)).all()
    assert sorted(tuple(map(str, answer)) for answer in answers) == [
        ("SE1", "not_so_good", "None", "More visits, please."),
        ("SE1", "well", "None", "She listened."),
        ("SE3", "", "very_good", "None"),
    ]
    assert db.session.scalar(select(func.count()).where(Trail.did == Did.imported)) == 1


def test_importing_again_adds_nothing(app: Flask) -> None:
    content = csv_bytes(*(row(id=str(number)) for number in range(7)))
    rows, reading = opened(content)
    take_in(rows, reading, Seen(), Kept())
    assert take_in(rows, reading, Seen(), Kept()) == Counted(already_there=7)
    assert stored() == 7


def test_an_import_stopped_half_way_is_completed_by_the_next_with_nothing_twice(app: Flask) -> None:
    rows, reading = opened(csv_bytes(*(row(id=str(number)) for number in range(10))))
    take_in(rows[:4], reading, Seen(), Kept())
    counted = sum((take_in(batch, reading, Seen(), Kept()) for batch in batches(rows, 3)), Counted())
    assert counted == Counted(added=6, already_there=4)
    assert stored() == 10


def test_a_row_the_database_refuses_spoils_no_other(app: Flask) -> None:
    with_language = MAP.replace(
        "reader: adult", "reader: adult\nlanguage: {column: who, values: {x: en_GB, y: pl}}"
    ).replace("ignore: [who]", "")
    rows, reading = opened(
        csv_bytes(row(id="1", who="x"), row(id="2", who="y"), row(id="3", who="x")), with_language
    )
    kept = Kept()
    db.session.execute(
        db.text("CREATE UNIQUE INDEX only_one_pole ON response (language) WHERE language = 'pl'")
    )
    take_in(opened(csv_bytes(row(id="0", who="y")), with_language)[0], reading, Seen(), kept)
    assert take_in(rows, reading, Seen(), kept) == Counted(added=2, refused=1)
    assert kept.why == ["The database would not take this row as it is."]
    assert stored() == 3


def test_imported_words_that_sound_like_harm_raise_a_concern_as_always(app: Flask) -> None:
    rows, reading = opened(csv_bytes(row(better="My dad hits me with a belt.")))
    take_in(rows, reading, Seen(), Kept())
    assert db.session.scalar(select(func.count()).select_from(Concern)) == 1


def test_looking_for_rows_already_there_asks_once_a_batch(app: Flask) -> None:
    rows, reading = opened(csv_bytes(*(row(id=str(number)) for number in range(50))))
    take_in(rows, reading, Seen(), Kept())
    with counting() as statements:
        take_in(rows, reading, Seen(), Kept())
    assert len(statements) == 2, statements


def test_trying_out_stores_nothing(app: Flask) -> None:
    rows, reading = opened(csv_bytes(row(), row(id="2", date="never")))
    refusals = Refusals()
    assert try_out(rows, reading, Seen(), refusals) == Counted(added=1, refused=1)
    assert [line for line, _why in refusals.found] == [3]
    assert stored() == 0


@pytest.mark.parametrize("words", ["=HYPERLINK(1)", "+44", "-5", "@here", "'=x", "\tx", "plain", '"quoted"'])
def test_refused_rows_are_safe_in_a_spreadsheet_and_mended_rows_come_in_unchanged(
    app: Flask, tmp_path: Path, words: str
) -> None:
    rows, reading = opened(csv_bytes(row(date="soon", good=words)))
    file = RefusedFile(tmp_path / "a.refused.csv", mapped(), reading.header)
    take_in(rows, reading, Seen(), file)
    written = file.finish()
    assert written is not None
    cells = next(csv.DictReader(written.read_text(encoding="utf-8").splitlines()))
    assert not cells["good"].startswith(("=", "+", "-", "@", "\t"))
    assert list(cells) == [*COLUMNS, "reason", "line"]
    assert (cells["line"], "no day written" in cells["reason"]) == ("2", True)

    mended = written.read_bytes().replace(b"soon", b"03/05/2026")
    rows, reading = opened(mended)
    assert take_in(rows, reading, Seen(), Kept()) == Counted(added=1)
    assert db.session.scalar(select(Answer.words).where(Answer.box == "well")) == words


def test_a_file_of_refused_rows_somebody_may_be_mending_is_never_written_over(
    app: Flask, tmp_path: Path
) -> None:
    rows, reading = opened(csv_bytes(row(date="soon")))
    path = tmp_path / "a.refused.csv"
    path.write_text("half mended", encoding="utf-8")
    for _again in range(2):
        file = RefusedFile(path, mapped(), reading.header)
        take_in(rows, reading, Seen(), file)
        assert file.finish() == tmp_path / "a.refused-2.csv"
    assert path.read_text(encoding="utf-8") == "half mended"


def test_bytes_that_are_no_letters_reach_the_file_of_refused_rows_unchanged(
    app: Flask, tmp_path: Path
) -> None:
    rows, reading = opened(csv_bytes(row(good="caf\u00e9"), encoding="cp1252"))
    file = RefusedFile(tmp_path / "a.refused.csv", mapped(), reading.header)
    take_in(rows, reading, Seen(), file)
    written = file.finish()
    assert written is not None
    assert b"caf\xe9" in written.read_bytes()


@pytest.mark.skipif(not COMMENTS.exists(), reason="the shared data is not on this machine")
def test_thousands_of_real_comments_come_in_whole_and_only_once(app: Flask) -> None:
    mapping = read_map(NHS_MAP.read_text(encoding="utf-8"), SURVEY)
    assert isinstance(mapping, ImportMap)
    file = BytesIO(COMMENTS.read_bytes())
    header = read_header(file, mapping)
    reading = reading_of(mapping, SURVEY, header, everywhere)
    with COMMENTS.open(encoding="utf-8", newline="") as opened_again:
        original = [comment["text"] for comment in csv.DictReader(opened_again)]

    def run() -> Counted:
        rows = batches(rows_after(file, mapping, header))
        return sum((take_in(batch, reading, Seen(), kept) for batch in rows), Counted())

    kept = Kept()
    assert run() == Counted(added=len(original))
    came_in = select(Answer.words).where(Answer.question.in_(("SE1", "SE2")), Answer.words.is_not(None))
    assert sorted(db.session.scalars(came_in)) == sorted(text.replace("\x0b", "\n") for text in original)
    assert run() == Counted(already_there=len(original))
    assert kept.why == []
