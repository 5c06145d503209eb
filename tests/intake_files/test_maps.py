"""A map is refused before a row is read, with the line of each mistake and what to do."""

from datetime import date
from pathlib import Path

import pytest

from feedback_app.intake.days import DayShape
from feedback_app.intake.mapping import ImportMap, read_map
from surveys.mistakes import Mistake
from tests.intake_files.files import MAP, SURVEY, mapped

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "nhs_comments.map.yaml"


def mistakes(text: str) -> list[Mistake]:
    found = read_map(text, SURVEY, "map.yaml")
    assert isinstance(found, list)
    return found


def test_the_shipped_example_map_has_no_mistake() -> None:
    read = read_map(EXAMPLE.read_text(encoding="utf-8"), SURVEY)
    assert isinstance(read, ImportMap)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("row_id: id", "row-id: id", 'Did you mean "row_id"?'),
        ("reader: adult", "reader: child", "Use adult."),
        ("respondent_group: parent_or_carer", "respondent_group: parents", "respondent_group"),
        ("question: SE3", "question: SE9", "The survey asks SE4, SE3"),
        ('"5": very_poor', '"5": terrible', "Use very_good, good"),
        ("box: well", "box: fine", 'Give box: "well" or "not_so_good".'),
        ("[DD/MM/YYYY]", "[dd/mm]", "DD, MM and YYYY"),
        ("ignore: [who]", "ignore: [who, good]", "Take it out of ignore."),
        ("source: sample", "source: sample\nsurvey: staff-pulse", "Choose that survey"),
        ("source: sample", "source: sample\nencoding: utf-16", "utf-8"),
        ("source: sample", "source: sample\nchannel: phone", "capture pages"),
        ("source: sample", "source: sample\nsource: other", "Keep one of them."),
        ("reader: adult", "reader: {always: adult, column: who}", "One word for every row"),
        ("  - {question: SE1, box: well, column: good}", "\t- no", "Check the indents"),
    ],
)
def test_each_mistake_is_found_on_its_line_with_what_to_do(before: str, after: str, said: str) -> None:
    found = mistakes(MAP.replace(before, after))
    assert any(said.lower() in f"{one.what} {one.what_to_do}".lower() for one in found), [
        str(one) for one in found
    ]
    assert all(one.line >= 1 and one.file == "map.yaml" for one in found)


def test_the_line_of_a_mistake_is_the_line_it_stands_on() -> None:
    found = mistakes(MAP.replace("box: well", "box: fine"))
    assert [one.line for one in found] == [
        MAP.splitlines().index("  - {question: SE1, box: well, column: good}") + 1
    ]


@pytest.mark.parametrize(
    "text", ["", "[]", "just words", "a: 1", "\0", "a: &x b\nc: *x", "{" * 2000, "🙂: 🙂"]
)
def test_whatever_is_given_as_a_map_is_answered_with_mistakes(text: str) -> None:
    assert mistakes(text)


def test_numbers_in_a_map_are_the_words_they_are_in_the_file() -> None:
    read = mapped(MAP.replace('"1": very_good', "1: very_good"))
    assert read.answers[0].choices["1"] == "very_good"


@pytest.mark.parametrize(
    ("shape", "written", "day"),
    [
        ("DD/MM/YYYY", "03/05/2026", date(2026, 5, 3)),
        ("DD/MM/YYYY", "3/5/2026", None),
        ("D/M/YYYY", "3/5/2026", date(2026, 5, 3)),
        ("M/D/YYYY", "6/30/2022", date(2022, 6, 30)),
        ("YYYY-MM-DD", "2026-02-30", None),
        ("DD.MM.YY", "03.05.26", date(2026, 5, 3)),
        ("YYYY-MM-DD", "٢٠٢٦-٠٢-٠٣", None),
    ],
)
def test_days_are_read_in_the_declared_shape_only(shape: str, written: str, day: date | None) -> None:
    assert DayShape(shape).day(written) == day
