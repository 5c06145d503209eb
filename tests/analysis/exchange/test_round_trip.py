"""What is written is what is read again: codes, guidance, words, places and coders."""

import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from analysis.codebook import starter
from analysis.exchange import codebook_xml, write_project
from analysis.exchange.book import Book
from analysis.exchange.codebook_xml import add_codes, codes_in, read_qdc, write_qdc
from analysis.exchange.csv_file import read_csv, write_csv
from analysis.exchange.files import BookForm, read_book, write_book
from analysis.exchange.guids import guid_of
from analysis.exchange.ours import book_of_codebook
from analysis.exchange.project import Coded, Coder, Project, Source
from analysis.exchange.read_project import read_qdpx
from analysis.exchange.rows import plain_cell, safe_cell
from analysis.exchange.safe_xml import read_xml, written
from analysis.exchange.tree import CodeNode
from analysis.exchange.write_project import write_qdpx
from analysis.exchange.xlsx_file import read_xlsx, write_xlsx
from tests.analysis.exchange.bad_files import zipped
from tests.analysis.exchange.making import books, projects, trees

QUICK = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
SCHEMAS = os.environ.get("REFI_QDA_SCHEMAS", "")


def valid(content: bytes, schema: str) -> None:
    """By the published schema when REFI_QDA_SCHEMAS names its folder, and always by what it asks of us."""
    root = etree.fromstring(content)
    if SCHEMAS:
        etree.XMLSchema(etree.parse(Path(SCHEMAS) / schema)).assertValid(root)
    namespace = etree.QName(root).namespace
    order = ["Users", "CodeBook", "Sources"] if schema.startswith("Project") else ["Codes"]
    names = [etree.QName(child).localname for child in root]
    assert names == [name for name in order if name in names]
    guids = [element.get("guid") for element in root.iter() if element.get("guid")]
    assert all(len(guid) == 36 for guid in guids)
    for code in root.iter(f"{{{namespace}}}Code"):
        assert code.get("isCodable") in {"true", "false"}
        assert code.get("name")
        below = [etree.QName(child).localname for child in code]
        assert below == sorted(below, key=["Description", "Code"].index)
        assert below.count("Description") <= 1
    for selection in root.iter(f"{{{namespace}}}PlainTextSelection"):
        assert int(selection.get("startPosition")) < int(selection.get("endPosition"))
        assert all(len(coding) == 1 and coding[0].get("targetGUID") in guids for coding in selection)


@QUICK
@given(books())
def test_a_codebook_comes_back_from_refi_qda_as_it_was(book: Book) -> None:
    content = write_qdc(book)
    valid(content, "Codebook.xsd")
    assert read_qdc(content, "ours") == book


@QUICK
@given(trees())
def test_codes_of_any_depth_come_back_as_they_were(nodes: tuple[CodeNode, ...]) -> None:
    root = etree.Element(f"{{{codebook_xml.NAMESPACE}}}CodeBook", nsmap={None: codebook_xml.NAMESPACE})
    add_codes(root, nodes, codebook_xml.NAMESPACE)
    read = read_xml(written(root), "CodeBook", codebook_xml.NAMESPACE)
    assert codes_in(read, codebook_xml.NAMESPACE) == nodes


@QUICK
@given(projects())
def test_a_project_comes_back_with_the_same_codes_words_places_and_coders(project: Project) -> None:
    content = write_qdpx(project)
    assert read_qdpx(content) == project
    assert write_qdpx(project) == content, "the same project gives the same bytes"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("\ufeffMum is kind", "\ufeffMum is kind"),
        ("\ud800Mum is kind", "\ufffdMum is kind"),
        ("Mum \ude42 is kind", "Mum \ufffd is kind"),
    ],
)
def test_a_mark_or_half_a_character_moves_no_place(said: str, kept: str) -> None:
    start = said.index("kind")
    coded = Coded(guid_of("coding", 1), start, start + 4, guid_of("code", 1), guid_of("coder", 1))
    project = Project(
        "A year",
        (Coder(guid_of("coder", 1), "Ada"),),
        (CodeNode(guid_of("code", 1), "Kindness"),),
        (Source(guid_of("source", 1), "One", said, "", (coded,)),),
    )
    (source,) = read_qdpx(write_qdpx(project)).sources
    assert source.text == kept
    assert [(one.start, one.end) for one in source.coded] == [(start, start + 4)]


@settings(QUICK, max_examples=20)
@given(projects())
def test_every_project_is_what_the_schema_asks_for(project: Project) -> None:
    with zipfile.ZipFile(io.BytesIO(write_qdpx(project))) as packed:
        valid(packed.read(write_project.ENTRY), "Project-mrt2019.xsd")


@pytest.mark.parametrize("form", BookForm)
def test_the_starter_codebook_comes_back_from_every_form(form: BookForm) -> None:
    book = book_of_codebook(starter())
    assert book.number_of_codes == 64
    assert read_book(write_book(book, form), f"{book.name}.{form}") == book


@QUICK
@given(st.text())
def test_no_cell_is_a_formula_and_every_cell_comes_back(words: str) -> None:
    cell = safe_cell(words)
    assert cell[:1] not in set("=+-@\t\r")
    assert plain_cell(cell) == words


@settings(QUICK, max_examples=25)
@given(books())
def test_the_names_in_a_spreadsheet_come_back(book: Book) -> None:
    def names(of: Book) -> list[tuple[str, list[str]]]:
        return [(theme.id, [code.name for code in theme.codes]) for theme in of.themes]

    distinct = {theme.name.casefold() for theme in book.themes}
    codes = [code.name.casefold() for theme in book.themes for code in theme.codes]
    if len(distinct) == len(book.themes) and len(set(codes)) == len(codes):
        assert names(read_csv(write_csv(book))) == names(book)
        assert names(read_xlsx(write_xlsx(book))) == names(book)


def test_a_file_as_nvivo_writes_it_is_read_rightly() -> None:
    """Capitals in the entry's name, braces round guids, "Nodes" at the root, CRLF, a byte order mark."""
    guid = "{{AAAAAAAA-0000-4000-8000-00000000000{}}}".format
    text = "I like her 🙂.\r\nShe is kind."
    start = len("I like her XX.\r\nShe is ")
    xml = f"""<?xml version="1.0" encoding="utf-8"?>
    <Project xmlns="urn:QDA-XML:project:1.0" name="Visits"><Users><User guid="{guid(1)}" name="Ann"/></Users>
    <CodeBook><Codes><Code guid="{guid(2)}" name="Nodes" isCodable="false">
      <Code guid="{guid(3)}" name="Worker" isCodable="true">
      <Code guid="{guid(4)}" name="Kind" isCodable="true"/>
      </Code></Code></Codes></CodeBook>
    <Sources><TextSource guid="{guid(5)}" name="a" plainTextPath="internal://a.txt">
      <PlainTextSelection guid="{guid(6)}" startPosition="{start}" endPosition="{start + 4}">
        <Coding guid="{guid(7)}" creatingUser="{guid(1)}"><CodeRef targetGUID="{guid(4)}"/></Coding>
      </PlainTextSelection></TextSource>
      <PictureSource guid="{guid(8)}"/></Sources></Project>"""
    content = zipped({"Project.qde": xml.encode("utf-8-sig"), "Sources/a.txt": text.encode("utf-8-sig")})
    project = read_qdpx(content)
    coded = project.sources[0].coded[0]
    assert project.sources[0].text == text
    assert text[coded.start : coded.end] == "kind"
    assert coded.coder == project.coders[0].guid == "aaaaaaaa-0000-4000-8000-000000000001"
    assert project.other_sources == 1
    book = read_book(content, "visits.QDPX")
    assert [(theme.name, [code.name for code in theme.codes]) for theme in book.themes] == [
        ("Worker", ["Worker", "Kind"])
    ]


def test_a_project_without_its_texts_keeps_the_units_it_wrote() -> None:
    guid = "aaaaaaaa-0000-4000-8000-00000000000{}".format
    xml = f"""<Project xmlns="urn:QDA-XML:project:1.0" name="v"><CodeBook><Codes>
      <Code guid="{guid(3)}" name="Worker" isCodable="true"/></Codes></CodeBook><Sources>
      <TextSource guid="{guid(5)}" plainTextPath="internal://a.txt"><PlainTextSelection guid="{guid(6)}"
      startPosition="2" endPosition="900"><Coding guid="{guid(7)}"><CodeRef targetGUID="{guid(3)}"/></Coding>
      </PlainTextSelection></TextSource></Sources></Project>"""
    source = read_qdpx(zipped({"project.qde": xml.encode()})).sources[0]
    assert source.text is None
    assert (source.coded[0].start, source.coded[0].end) == (2, 900)
