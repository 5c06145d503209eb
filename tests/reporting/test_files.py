"""The files a report leaves in: whole by themselves, accessible, and always the same bytes."""

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import docx
import html5lib
import pytest
from docx.oxml.ns import qn

from analysis.counts import Tally
from feedback_app.reporting.as_html import as_html
from feedback_app.reporting.as_word import as_word
from feedback_app.reporting.document import Figure, FigureKey, ReportDocument, Words, canonical
from tests.reporting.documents import a_document
from tests.reporting.test_disclosure import random_report

AGAIN = """
import hashlib, sys
from feedback_app.reporting.as_html import as_html
from feedback_app.reporting.as_word import as_word
from feedback_app.reporting.document import ReportDocument
document = ReportDocument.model_validate_json(sys.stdin.read())
print(hashlib.sha256(as_html(document).encode()).hexdigest(), hashlib.sha256(as_word(document)).hexdigest())
"""


@pytest.fixture(scope="module")
def document() -> ReportDocument:
    return a_document(random_report(5, 60))


def test_two_processes_make_the_same_bytes_from_one_snapshot(document: ReportDocument) -> None:
    made = [
        subprocess.run(
            [sys.executable, "-c", AGAIN],
            input=canonical(document),
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C.UTF-8"},
        ).stdout.split()
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]
    here = [hashlib.sha256(part).hexdigest() for part in (as_html(document).encode(), as_word(document))]

    assert made[0] == made[1] == here


def test_a_snapshot_read_back_is_the_same_document(document: ReportDocument) -> None:
    assert canonical(ReportDocument.model_validate_json(canonical(document))) == canonical(document)


def test_a_figure_cannot_be_made_from_counts_nobody_protected() -> None:
    with pytest.raises(ValueError):
        Figure(
            key=FigureKey.themes,
            title="",
            counts=Tally(("a",), (2,), 9),
            row_head="",
            of="",
        )


def test_a_snapshot_with_a_small_count_written_into_it_is_refused(document: ReportDocument) -> None:
    tampered = canonical(document).replace('"base":60', '"base":3', 1)
    assert tampered != canonical(document)

    with pytest.raises(ValueError):
        ReportDocument.model_validate_json(tampered)


def test_the_web_page_is_valid_and_needs_nothing_from_elsewhere(document: ReportDocument) -> None:
    html = as_html(document)
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(html)

    assert not parser.errors
    assert root.get("lang") == "en-GB"
    assert "<script" not in html
    assert not any(element.get("src") or element.get("href") for element in root.iter())
    assert "url(" not in html
    assert len(list(root.iter("h1"))) == 1
    for svg in root.iter("svg"):
        assert [child.tag for child in svg][:2] == ["title", "desc"]
    for table in root.iter("table"):
        assert table.find("caption") is not None
        assert all(head.get("scope") for head in table.iter("th"))


@pytest.mark.requirement("LI-03")
def test_what_is_going_well_comes_before_what_is_not(document: ReportDocument) -> None:
    html = as_html(document)

    assert html.index("What is going well") < html.index("What is not so good")
    assert html.index("Going well most often") < html.index("Not so good most often")


def test_words_in_a_report_are_words_and_never_code() -> None:
    words = Words(themes="<b>bold</b> & more\n\nSecond 🎈 الأطفال", improvement="b", plans="c")

    html = as_html(a_document(random_report(5, 60), words=words))

    assert "&lt;b&gt;bold&lt;/b&gt; &amp; more" in html
    assert "Second 🎈 الأطفال" in html


@pytest.mark.parametrize("make", [as_html, lambda document: _text_of(as_word(document))])
def test_a_draft_says_so_everywhere(make: object) -> None:
    draft = a_document(random_report(5, 60), approved=False)
    assert callable(make)

    assert "Draft, not approved" in make(draft)
    assert "Approved by" not in make(draft)


def _text_of(file: bytes) -> str:
    opened = docx.Document(io.BytesIO(file))
    return "\n".join(paragraph.text for paragraph in opened.paragraphs)


def test_the_word_document_has_real_headings_header_rows_and_a_language(document: ReportDocument) -> None:
    opened = docx.Document(io.BytesIO(as_word(document)))

    headings = [p.text for p in opened.paragraphs if p.style.name == "Heading 1"]
    assert headings == [
        "In short", "Themes", "Improvement required", "Plans in place", "Who was heard",
        "How to read this report",
    ]  # fmt: skip
    for table in opened.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
    languages = {element.get(qn("w:val")) for element in opened.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    assert opened.core_properties.language == "en-GB"
    assert opened.core_properties.title.startswith("What children and families told us")


def test_the_word_document_keeps_no_time_but_its_own(document: ReportDocument) -> None:
    file = zipfile.ZipFile(io.BytesIO(as_word(document)))

    assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    opened = docx.Document(io.BytesIO(as_word(document)))
    assert opened.core_properties.modified.replace(tzinfo=None) == datetime(2026, 7, 10, 9, 30)  # noqa: DTZ001 - a Word file keeps no time zone
    assert len(as_word(document)) < 400_000
