"""Bad files of every form are refused with a reason, and nothing of them is used."""

import pytest

from analysis.exchange.codebook_xml import read_qdc
from analysis.exchange.csv_file import read_csv
from analysis.exchange.files import read_book
from analysis.exchange.read_project import read_qdpx
from analysis.exchange.refused import Refused, Wrong
from analysis.exchange.xlsx_file import read_xlsx
from tests.analysis.exchange.bad_files import BAD_CSV, BAD_QDC, BAD_QDPX, BAD_XLSX, GOOD_QDC, GOOD_QDPX

READERS = {
    "qdc": (read_qdc, BAD_QDC),
    "qdpx": (read_qdpx, BAD_QDPX),
    "csv": (read_csv, BAD_CSV),
    "xlsx": (read_xlsx, BAD_XLSX),
}
CASES = [(form, name) for form, (_reader, bad) in READERS.items() for name in bad]


@pytest.mark.parametrize(("form", "name"), CASES, ids=[f"{form}, {name}" for form, name in CASES])
def test_a_bad_file_is_refused_with_its_reason(form: str, name: str) -> None:
    reader, bad = READERS[form]
    content, wrong = bad[name]
    with pytest.raises(Refused) as refused:
        reader(content)
    assert refused.value.wrong == wrong


def test_the_good_files_beside_them_are_read() -> None:
    assert read_qdc(GOOD_QDC).number_of_codes == 1
    assert len(read_qdpx(GOOD_QDPX).codes) == 1


@pytest.mark.parametrize("name", ["codes", "codes.pdf", "codes.exe", "", "."])
def test_a_file_of_an_unknown_ending_is_refused(name: str) -> None:
    with pytest.raises(Refused) as refused:
        read_book(GOOD_QDC, name)
    assert refused.value.wrong is Wrong.unknown_ending
