"""Rows are understood one by one; what cannot be understood is refused with a reason that repeats nothing."""

import pytest
from flask import Flask

from feedback_app.database import db
from feedback_app.intake.csv_file import NotReadable
from feedback_app.intake.from_file import Seen, try_out
from feedback_app.intake.rows import understand
from feedback_app.people.roles import Place
from feedback_app.places.models import Team
from tests.factories import locality, service_area
from tests.intake_files.files import COLUMNS, MAP, Kept, csv_bytes, opened, row

SECRET = "kestrel"


def why_refused(content: bytes, text: str = MAP) -> list[str]:
    rows, reading = opened(content, text)
    kept = Kept()
    try_out(rows, reading, Seen(), kept)
    return kept.why


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"id": "  "}, 'The column "id" must give every row an id.'),
        ({"date": "2026-05-03"}, "no day written like DD/MM/YYYY"),
        ({"date": "31/02/2026"}, "no day written like"),
        ({"date": "01/01/2999"}, "has not come yet"),
        ({"date": "01/01/1066"}, "too long ago"),
        ({"rating": f"{SECRET} 9"}, 'what this means in the column "rating"'),
        ({"rating": "", "good": " ", "better": ""}, "no answer in this row"),
        (
            {"good": SECRET + "x" * 20_000},
            'The column "good" holds 20007 characters; this question takes 5000.',
        ),
        ({"good": f"{SECRET}\x00"}, 'The column "good" holds a character that is not text.'),
        ({"good": f"{SECRET}\x1b[2J"}, "a character that is not text"),
    ],
)
def test_a_row_that_cannot_be_taken_in_says_why_and_repeats_nothing(
    on_sqlite: Flask, cells: dict[str, str], said: str
) -> None:
    (why,) = why_refused(csv_bytes(row(**cells)))
    assert said in why
    assert SECRET not in why


def test_bytes_of_another_encoding_refuse_only_their_own_row(on_sqlite: Flask) -> None:
    content = csv_bytes(row(id="1"), row(id="2", good="caf\u00e9"), row(id="3"), encoding="cp1252")
    (why,) = why_refused(content)
    assert "bytes that are not utf-8" in why
    assert why_refused(content, MAP.replace("source: sample", "source: sample\nencoding: cp1252")) == []


def test_a_file_from_excel_with_its_byte_order_mark_is_read_whole(on_sqlite: Flask) -> None:
    rows, reading = opened(csv_bytes(row(good="caf\u00e9"), encoding="utf-8-sig"))
    assert understand(rows[0], reading).answers["SE1"].words["well"] == "caf\u00e9"


@pytest.mark.parametrize(
    "words",
    [
        'She said "hello",\nthen a second line',
        "👩🏽‍👧 thank you 🎈",
        "شكرا لكم على المساعدة",
        "  spaces kept  ",
        "=SUM(A1)",
        "'quoted",
        "x" * 5000,
    ],
)
def test_words_are_kept_letter_for_letter(on_sqlite: Flask, words: str) -> None:
    rows, reading = opened(csv_bytes(row(good=words)))
    assert understand(rows[0], reading).answers["SE1"].words["well"] == words


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\x0b", "\x0c"])
def test_every_kind_of_line_end_inside_words_becomes_the_one_kind(on_sqlite: Flask, line_end: str) -> None:
    rows, reading = opened(csv_bytes(row(good=f"one{line_end}two")))
    assert understand(rows[0], reading).answers["SE1"].words["well"] == "one\ntwo"


def test_a_row_with_too_many_or_too_few_cells_is_refused_and_the_next_is_read(on_sqlite: Flask) -> None:
    content = (
        csv_bytes(row(id="1"))
        + b"2,03/05/2026\r\n3,03/05/2026,1,a,b,c,surplus\r\n"
        + b"4,03/05/2026,1,a,b,c\r\n"
    )
    assert why_refused(content) == [
        "This row has 2 cells; there are 6 columns.",
        "This row has 7 cells; there are 6 columns.",
    ]


def test_an_id_used_twice_names_the_line_that_had_it_first(on_sqlite: Flask) -> None:
    assert why_refused(csv_bytes(row(), row(id="2", good="two\nlines"), row(good="other words"))) == [
        "Line 2 of this file has the same id already."
    ]


def test_a_quote_that_is_never_closed_spoils_its_row_and_not_the_file(on_sqlite: Flask) -> None:
    content = csv_bytes(row(id="1")) + b'2,03/05/2026,1,"never closed,,\r\n' + b"x,,,,,\r\n" * 30_000
    rows, _reading = opened(content + csv_bytes(row(id="9")))
    assert [one.broken is not None for one in rows].count(True) == 1
    assert rows[-1].cells[0] == "9"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty"),
        (b"\n\n", "This file is empty"),
        (b"\xff\xfei\x00d\x00", "UTF-16"),
        (b"PK\x03\x04\x00\x00\x00", "not a CSV file"),
        (
            csv_bytes(row(), columns=("id", "date", "rating", "good", "who")),
            'these columns of the map: "better"',
        ),
        (csv_bytes(row(), columns=(*COLUMNS, "postcode")), 'what to do with these columns: "postcode"'),
        (b"id,id,date,rating,good,better,who\n", "there twice"),
        (b"a" * 1_000_100, "longer than a million bytes"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_before_any_row(
    on_sqlite: Flask, content: bytes, said: str
) -> None:
    with pytest.raises(NotReadable) as refused:
        opened(content)
    assert said in str(refused.value)


CHOOSING = """
source: sample
row_id: id
date: {column: date, formats: [DD/MM/YYYY]}
respondent_group: {column: who, values: {p: parent_or_carer, f: foster_carer}}
reader: adult
place: {team: {column: rating}}
answers:
  - {question: SE1, box: well, column: good, when: {column: better, is: good}}
  - {question: SE2, column: good, when: {column: better, is: [other, else]}}
"""


def test_another_column_chooses_the_box_and_the_group(on_sqlite: Flask) -> None:
    rows, reading = opened(csv_bytes(row(who="f", rating="", better="else", good="words")), CHOOSING)
    said = understand(rows[0], reading)
    assert said.respondent_group == "foster_carer"
    assert said.answers["SE2"].words[""] == "words"
    assert "SE1" not in said.answers


def test_words_that_no_question_claims_are_refused_rather_than_lost(on_sqlite: Flask) -> None:
    assert why_refused(csv_bytes(row(who="f", rating="", better="unheard of")), CHOOSING) == [
        'The map does not say which question the column "good" answers in this row.'
    ]


def test_a_team_gives_its_area_and_locality_and_an_unknown_one_is_refused(on_sqlite: Flask) -> None:
    area, where = service_area(), locality()
    db.session.add(Team(name="North team", service_area_id=area.id, locality_id=where.id))
    db.session.flush()
    rows, reading = opened(csv_bytes(row(who="p", rating="north TEAM", better="good")), CHOOSING)
    assert understand(rows[0], reading).place == Place(area.id, where.id)
    assert why_refused(csv_bytes(row(who="p", rating="South", better="good")), CHOOSING) == [
        'There is no such place: see the column "rating".'
    ]


def test_a_place_the_map_itself_names_wrongly_is_to_be_corrected_in_the_map(on_sqlite: Flask) -> None:
    said = f"{MAP}place: {{agency: {{always: Nobody's}}}}\n"
    assert why_refused(csv_bytes(row()), said) == [
        "There is no such place as the map says. Correct its name in the map."
    ]


def test_nobody_imports_for_a_place_that_is_not_theirs(on_sqlite: Flask) -> None:
    rows, reading = opened(csv_bytes(row()), MAP, lambda place: place.service_area_id == 7)
    kept = Kept()
    try_out(rows, reading, Seen(), kept)
    assert kept.why == ["You may not import feedback for this place."]
