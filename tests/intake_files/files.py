"""Small files and maps for the tests of importing."""

import csv
import io
from collections.abc import Callable, Mapping
from io import BytesIO

from feedback_app.intake.csv_file import Row, read_header, rows_after
from feedback_app.intake.from_file import reading_of
from feedback_app.intake.mapping import ImportMap, read_map
from feedback_app.intake.reasons import Reason
from feedback_app.intake.rows import Reading
from feedback_app.people.roles import Place
from surveys.library import shipped_survey

SURVEY = shipped_survey("service-experience")
MAP = """
source: sample
row_id: id
date: {column: date, formats: [DD/MM/YYYY]}
respondent_group: parent_or_carer
reader: adult
answers:
  - {question: SE3, column: rating, choices: {"1": very_good, "5": very_poor}}
  - {question: SE1, box: well, column: good}
  - {question: SE1, box: not_so_good, column: better}
ignore: [who]
"""
COLUMNS = ("id", "date", "rating", "good", "better", "who")


def row(**cells: str) -> dict[str, str]:
    """A row that can be taken in, with some of its cells different."""
    return {
        "id": "1",
        "date": "03/05/2026",
        "rating": "1",
        "good": "She listened.",
        "better": "",
        "who": "",
        **cells,
    }


def csv_bytes(*rows: Mapping[str, str], columns: tuple[str, ...] = COLUMNS, encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def mapped(text: str = MAP) -> ImportMap:
    found = read_map(text, SURVEY)
    assert isinstance(found, ImportMap), [str(mistake) for mistake in found]
    return found


def everywhere(_place: Place) -> bool:
    return True


def opened(
    content: bytes, text: str = MAP, may_import: Callable[[Place], bool] = everywhere
) -> tuple[list[Row], Reading]:
    """The rows of a file, and all that is needed to understand them."""
    file, mapping = BytesIO(content), mapped(text)
    header = read_header(file, mapping)
    return list(rows_after(file, mapping, header)), reading_of(mapping, SURVEY, header, may_import)


class Kept:
    """Keeps refused rows for a test to look at."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.why: list[str] = []

    def add(self, row: Row, reason: Reason) -> None:
        self.rows.append(row)
        self.why.append(reason.message)
